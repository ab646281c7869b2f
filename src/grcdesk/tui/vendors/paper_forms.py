"""Forms about what a vendor showed, what was agreed, and who gets data through it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from grcdesk.paths import typed_path
from grcdesk.schemas.desk.offers import Offered
from grcdesk.schemas.vendors.file import AgreementRow, ClauseRow, DocumentRow, PackageLine
from grcdesk.schemas.vendors.papers import (
    AgreementFacts,
    ClauseFacts,
    DocumentFacts,
    PackageFacts,
    ReportFacts,
)
from grcdesk.terms.vendors import (
    AgreementKind,
    Clause,
    ClauseAnswer,
    DocumentKind,
    Opinion,
    PackageStatus,
)
from grcdesk.text import is_link
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.kinds import DAY, EVIDENCE, FILE, FIRST_DAY, PERSON, WORDS, record, term
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.dialogs.values import one_of, optional_date
from grcdesk.tui.frame.ask import Act, ask_and_do
from grcdesk.tui.kit.drafts import Texts
from grcdesk.tui.vendors import relation_forms as relations
from grcdesk.tui.vendors.relation_forms import number
from grcdesk.wording import word

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell

_DAY = "2026-01-31"


def add(app: Shell, vendor: str, name: str) -> None:
    """Ask what is added, then its form."""
    forms: dict[str, tuple[str, str, Callable[[Shell, str, str], None]]] = {
        "document": ("d", "A document: report, certificate, agreement …", document),
        "agreement": ("a", "An agreement, to be read clause by clause", agreement),
        "expected": ("e", "A control the report expects of us, or we of them", relations.expected),
        "subprocessor": ("s", "A subprocessor", relations.subprocessor),
        "project": ("p", "A project of our account, as its settings show it", relations.project),
        "projects": ("i", "An export of our account's settings, all projects at once", relations.projects),
        "contact": ("c", "A contact", relations.contact),
    }
    choices = [Choice(what, label, key) for what, (key, label, _) in forms.items()]
    app.push_screen(Pick(f"Add to {name}", choices), lambda what: forms[what][2](app, vendor, name) if what else None)


def document(app: Shell, vendor: str, name: str) -> None:
    """A certificate, report or agreement; its file goes into the vault."""
    _document(app, vendor, name, {})


def successor(app: Shell, name: str, old: DocumentRow, why: str = "") -> None:
    """What follows a document: of its kind and by its issuer, unless the paper says otherwise; `why` it is wanted."""
    ends = old.covers_to or old.expires
    told = f"{old.id}, {word(old.kind)}, "
    # its first day is read from the paper: one filled in here would close a gap that nobody looked at
    told += f"covers up to {old.covers_to}" if old.covers_to else f"expires on {ends}" if ends else "has no end"
    known = {"kind": old.kind.value, "title": old.title, "issuer": old.issuer, "replaces": old.id}
    _document(app, old.vendor, name, known, f"{why}{'. ' if why else ''}{told}: what comes after it?")


def first_report(app: Shell, vendor: str, name: str, issuer: str, why: str) -> None:
    """A Type II report that follows none."""
    kind = DocumentKind.SOC2_TYPE2
    _document(app, vendor, name, {"kind": kind.value, "title": f"{word(kind)} report", "issuer": issuer}, why)


def letter(app: Shell, vendor: str, name: str, old: DocumentRow | None, why: str) -> None:
    """A bridge letter, in the place of the one there is."""
    known = {"kind": DocumentKind.BRIDGE_LETTER.value, "title": old.title if old else "Bridge letter"}
    if old is not None:
        known |= {"issuer": old.issuer, "replaces": old.id}
    _document(app, vendor, name, known, why)


def _document(app: Shell, vendor: str, name: str, known: Mapping[str, str], note: str = "") -> None:
    fields = [
        Ask("source", "File or link", "", "empty: not at hand, or an artefact below", kind=FILE),
        Ask("kind", "Kind", known.get("kind", ""), needed=True, kind=term(DocumentKind)),
        Ask("title", "Title", known.get("title", "")),
        Ask("issuer", "Issuer", known.get("issuer", "")),
        Ask("issued", "Issued", kind=DAY),
        Ask("covers_from", "Covers from", kind=FIRST_DAY),
        Ask("covers_to", "Covers to", "", "of a bridge letter: reaches to", kind=DAY),
        Ask("expires", "Expires", kind=DAY),
        Ask("evidence", "Artefact", "", "when it is on file already", kind=EVIDENCE),
        Ask("replaces", "Replaces", known.get("replaces", ""), kind=record(Offered.DOCUMENT)),
    ]

    def build(texts: Texts) -> Act:
        dates: dict[str, Any] = {
            key: optional_date(texts[key]) for key in ("issued", "covers_from", "covers_to", "expires")
        }
        said: dict[str, Any] = {key: texts[key] for key in ("title", "issuer", "evidence", "replaces")}
        facts = DocumentFacts(DocumentKind(one_of(texts["kind"], tuple(DocumentKind), "kind")), **said, **dates)
        given = texts["source"]
        source = given if is_link(given) or not given else typed_path(given)
        return lambda desk: desk.vendor_papers.add_document(vendor, facts, source=source)

    ask_and_do(app, f"Document of {name}", fields, build, note)


def package_item(app: Shell, vendor: str, line: PackageLine) -> None:
    """Where an item of the package stands."""
    fields = [
        Ask("status", "Status", line.status, needed=True, kind=term(PackageStatus)),
        Ask("reason", "Reason", "", "waived needs it"),
        Ask("approver", "Approved by", "", "waived needs it", kind=PERSON),
        Ask("document", "Document", line.document, kind=record(Offered.DOCUMENT)),
        Ask("result", "Read: what was found", line.result),
    ]

    def build(texts: Texts) -> Act:
        status = PackageStatus(one_of(texts["status"], tuple(PackageStatus), "status"))
        result = texts["result"] if texts["result"] != line.result else ""
        facts = PackageFacts(status, texts["reason"], texts["approver"], texts["document"], result=result)
        return lambda desk: desk.vendor_papers.set_item(vendor, line.item, facts)

    ask_and_do(app, line.label, fields, build, note=line.why)


def review_report(app: Shell, row: DocumentRow) -> None:
    """What was found in a report."""
    fields = [
        Ask("opinion", "Opinion", needed=True, kind=term(Opinion)),
        Ask("exceptions", "Exceptions that matter to us"),
        Ask("subservice", "Whom the vendor itself relies on"),
        Ask("conclusion", "What it means for us", needed=True),
        Ask("follow_ups", "Still to be done"),
        Ask("reviewer", "Reviewer", app.desk.actor if app.desk else "", needed=True, kind=PERSON),
    ]

    def build(texts: Texts) -> Act:
        opinion = Opinion(one_of(texts["opinion"], tuple(Opinion), "opinion"))
        facts = ReportFacts(
            opinion,
            texts["conclusion"],
            texts["reviewer"],
            exceptions=texts["exceptions"],
            subservice=texts["subservice"],
            follow_ups=texts["follow_ups"],
        )
        return lambda desk: desk.vendor_papers.review_report(row.id, facts)

    ask_and_do(app, f"Review {row.id} {row.title}", fields, build)


_AGREEMENT_DATES = ("signed_by_us", "signed_by_them", "effective", "expires", "ended")


def agreement(app: Shell, vendor: str, name: str) -> None:
    """An agreement."""

    def build(texts: Texts) -> Act:
        facts = _agreement(texts)
        return lambda desk: desk.agreements.add(vendor, facts)

    ask_and_do(app, f"Agreement with {name}", _agreement_fields(None), build)


def edit_agreement(app: Shell, row: AgreementRow, begin: str = "") -> None:
    """Change an agreement, beginning in one of its fields."""

    def build(texts: Texts) -> Act:
        facts = _agreement(texts)
        return lambda desk: desk.agreements.set(row.id, facts)

    ask_and_do(app, f"Edit {row.id}", _agreement_fields(row), build, begin=begin)


def _agreement_fields(row: AgreementRow | None) -> list[Ask]:
    labels = {
        "kind": "Kind",
        "title": "Title",
        "plan": "Plan",
        "feature": "Feature it is limited to",
        "document": "Document",
        "signed_by_us": "Signed by us",
        "signed_by_them": "Signed by them",
        "effective": "Effective",
        "expires": "Expires",
        "ended": "Ended",
    }
    kinds = {
        "kind": term(AgreementKind),
        "feature": record(Offered.FEATURE),
        "document": record(Offered.DOCUMENT),
        **dict.fromkeys(_AGREEMENT_DATES, DAY),
    }

    def was(name: str) -> str:
        return str(getattr(row, name) or "") if row else "dpa" if name == "kind" else ""

    return [Ask(name, label, was(name), kind=kinds.get(name, WORDS)) for name, label in labels.items()]


def _agreement(texts: Texts) -> AgreementFacts:
    said: dict[str, Any] = dict(texts)
    said["kind"] = AgreementKind(one_of(texts["kind"] or "dpa", tuple(AgreementKind), "kind"))
    said |= {name: optional_date(texts[name]) for name in _AGREEMENT_DATES}
    return AgreementFacts(**said)


def clause(app: Shell, agreement_id: str, which: Clause, found: ClauseRow | None, question: str) -> None:
    """What the document says to one clause."""
    was = found
    fields = [
        Ask("answer", "Answer", was.answer if was else "", needed=True, kind=term(ClauseAnswer)),
        Ask("amount", "Number", written(was and was.amount), "days, of breach notice hours; empty: words only"),
        Ask("value", "In short", was.value if was else "", "a region, the tool, the words used"),
        Ask("carve_outs", "Carve-outs", was.carve_outs if was else ""),
        Ask("dated", "Dated", written(was and was.dated), "of the transfer assessment", kind=DAY),
        Ask("place", "Where it stands", was.place if was else "", "annex 2, 4.1; not the words"),
    ]

    def build(texts: Texts) -> Act:
        answer = ClauseAnswer(one_of(texts["answer"], tuple(ClauseAnswer), "answer"))
        facts = ClauseFacts(
            answer,
            texts["value"],
            number(texts["amount"]),
            optional_date(texts["dated"]),
            texts["carve_outs"],
            texts["place"],
        )
        return lambda desk: desk.agreements.set_clause(agreement_id, which, facts)

    ask_and_do(app, f"{agreement_id}: {question}", fields, build)


def written(value: object) -> str:
    """A value as a field shows it."""
    return "" if value is None else str(value)
