"""Vendors, whom they hand data on to, and whom to call there, as registers."""

from __future__ import annotations

from grcdesk.rules.registers.columns import CellKind, RegisterColumn, RegisterForm, ident
from grcdesk.schemas.facts import FactKind
from grcdesk.schemas.vendors.vendors import VENDOR_FACTS
from grcdesk.terms.bounds import MOST_DAYS
from grcdesk.terms.interchange import DeskRegister
from grcdesk.terms.vendors import ContactKind, Objection

_LINE, _TEXT, _DAY, _TERM = CellKind.LINE, CellKind.TEXT, CellKind.DAY, CellKind.TERM
_KINDS = {
    FactKind.LINE: _LINE,
    FactKind.TEXT: _TEXT,
    FactKind.LINK: _LINE,
    FactKind.SITE: _LINE,
    FactKind.PERSON: CellKind.PERSON,
    FactKind.DAY: _DAY,
    FactKind.TERM: _TERM,
    FactKind.FLAG: CellKind.FLAG,
}
_LAST = ("planned_review", "planned_reason", "note")
"""Columns of facts that stand behind the cadence, as it explains them."""


def _of_fact(name: str) -> RegisterColumn:
    fact = VENDOR_FACTS[name]
    return RegisterColumn(
        name, fact.column, _KINDS[fact.kind], fact.help, fact.width, fact.aliases, fact.terms, fact.words,
        clears=fact.clears, called=fact.called,
    )  # fmt: skip


VENDORS = RegisterForm(
    DeskRegister.VENDORS,
    "vendor",
    (
        ident("vendor", "vendorid"),
        *(_of_fact(name) for name in VENDOR_FACTS if name not in _LAST),
        RegisterColumn("cadence", "Cadence", CellKind.MONTHS,
                       "Months between two reviews, by tier; another one plans the next review", 12,
                       ("reviewfrequency", "reviewcadence", "reviewcycle", "assessmentfrequency", "frequency"),
                       clears=False),
        _of_fact("planned_review"),
        _of_fact("planned_reason"),
        RegisterColumn("offboarded", "Offboarded", _DAY, "When the relation ended", 12,
                       ("offboardedon", "offboardingdate", "contractend", "terminated", "enddate"), clears=False),
        RegisterColumn("offboard_reason", "Why offboarded", _LINE, "Why it ended", 24,
                       ("reasonforleaving", "offboardingreason")),
        _of_fact("note"),
    ),
    ("name",),
)  # fmt: skip
SUBPROCESSORS = RegisterForm(
    DeskRegister.SUBPROCESSORS,
    "subprocessor",
    (
        ident("subprocessor", "subprocessorid"),
        RegisterColumn("name", "Subprocessor", _LINE, "Its name", 30,
                       ("name", "subprocessorname", "subprocessors", "entity", "entityname", "legalname", "company",
                        "companyname", "thirdparty", "vendor", "supplier", "provider"), clears=False),
        RegisterColumn("service", "Purpose", _LINE, "What it does for the vendor", 34,
                       ("purpose", "service", "services", "serviceprovided", "servicesprovided", "description",
                        "function", "activity", "purposeofprocessing", "natureofprocessing", "use")),
        RegisterColumn("region", "Location", _LINE, "Where", 20,
                       ("location", "locations", "country", "countries", "region", "regions", "entitycountry",
                        "processinglocation", "locationofprocessing", "datalocation", "corporatelocation")),
        RegisterColumn("website", "Website", _LINE, "Its site", 26, ("url", "link", "homepage", "domain")),
        RegisterColumn("since", "Since", _DAY, "The day it was taken on, as the list says", 12,
                       ("addedon", "dateadded", "added", "effectivedate", "effective", "start", "startdate")),
        RegisterColumn("announced", "Announced", _DAY, "When the vendor told of it; the time to object begins", 12,
                       ("announcedon", "noticedate", "notified", "notifiedon")),
        RegisterColumn("notice_days", "Notice days", CellKind.NUMBER, "Days to object", 10,
                       ("noticeperiod", "objectiondays"), most=MOST_DAYS, clears=False),
        RegisterColumn("object_by", "Object by", _DAY, "The last day of them", 12, taken=False),
        RegisterColumn("decision", "Decision", _TERM, "open, accepted or objected", 11, terms=Objection,
                       clears=False),
        RegisterColumn("decided_by", "Decided by", CellKind.PERSON, "Who decided", 20, ("decidedby",)),
        RegisterColumn("decided_on", "Decided on", _DAY, "When", 12, ("decidedon",)),
        RegisterColumn("reason", "Reason", _LINE, "Why, of an objection", 24),
        RegisterColumn("removed", "Gone since", _DAY, "When the vendor let go of it", 12,
                       ("removed", "removedon", "gone", "enddate")),
        RegisterColumn("known", "Vendor of ours", _LINE, "The vendor on record of that name", 16, taken=False),
    ),
    ("name",),
    of_vendor=True,
)  # fmt: skip
CONTACTS = RegisterForm(
    DeskRegister.CONTACTS,
    "contact",
    (
        ident("contact", "contactid"),
        RegisterColumn("vendor", "Vendor", _LINE, "Whose", 24,
                       ("vendor", "vendorname", "supplier", "company", "organisation", "organization"),
                       clears=False),
        RegisterColumn("kind", "Kind", _TERM, "security, privacy, account, legal or support", 12,
                       ("contacttype", "type", "purpose", "contactfor"), ContactKind,
                       {"dpo": "privacy", "data protection": "privacy", "data protection officer": "privacy",
                        "commercial": "account", "sales": "account", "account manager": "account",
                        "technical": "support", "ciso": "security"}, clears=False),
        RegisterColumn("name", "Name", _LINE, "The person", 24,
                       ("contact", "contactname", "fullname", "person", "primarycontact")),
        RegisterColumn("mail", "Mail", _LINE, "Mail address", 30,
                       ("email", "emailaddress", "mailaddress", "contactemail")),
        RegisterColumn("phone", "Phone", _LINE, "Telephone", 18, ("telephone", "phonenumber", "mobile", "tel")),
    ),
    ("vendor", "kind"),
)  # fmt: skip
