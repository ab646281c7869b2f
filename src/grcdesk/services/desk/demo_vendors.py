"""Vendors of the sample company: made by the same verbs a person has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from grcdesk.importers.reading.strict_yaml import load
from grcdesk.paths import COMPANY
from grcdesk.schemas.vendors.papers import (
    AgreementFacts,
    ClauseFacts,
    DocumentFacts,
    ExpectedFacts,
    PackageFacts,
    ProjectFacts,
    ReportFacts,
    SubprocessorFacts,
)
from grcdesk.schemas.vendors.reviews import ReviewVerdict
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.services.desk.desk import Desk
from grcdesk.terms.vendors import CheckAnswer, Clause, ContactKind, PackageItem

SampleVendor = Mapping[str, Any]
T = TypeVar("T")
_FILE = COMPANY / "vendors.yaml"


def add_vendors(desk: Desk, today: date) -> None:
    """Put the vendors of the sample into a desk; days are counted from `today`."""
    said: SampleVendor = load(_FILE.read_text(encoding="utf-8"), _FILE.name)
    desk.vendors.set_policy(home_region=said["home_region"])
    vendors = [_Vendor(desk, today, vendor) for vendor in said["vendors"]]
    for vendor in vendors:
        vendor.add()
    for vendor in vendors:  # once all are there: a review says of how many providers it is one
        vendor.review()


class _Vendor:
    """One vendor of the sample on its way into the desk."""

    def __init__(self, desk: Desk, today: date, said: SampleVendor) -> None:
        self._desk = desk
        self._today = today
        self._said = said
        self._name: str = said["name"]
        self._documents: dict[str, str] = {}
        """Ids by title."""

    def add(self) -> None:
        """Everything, in the order in which it comes about."""
        desk, name = self._desk, self._name
        desk.vendors.add(name, _filled(VendorFacts, self._said["facts"], self._today))
        for contact in self._of("contacts"):
            kind = ContactKind(contact["kind"])
            desk.vendor_relations.add_contact(
                name, kind, name=contact.get("name", ""), mail=contact["mail"], phone=contact.get("phone", "")
            )
        self._papers()
        for expected in self._of("expected"):
            desk.vendor_relations.expect(name, _filled(ExpectedFacts, expected, self._today))
        for project in self._of("projects"):
            rest = {key: value for key, value in project.items() if key != "name"}
            desk.vendor_relations.set_project(name, project["name"], _filled(ProjectFacts, rest, self._today))
        for subprocessor in self._of("subprocessors"):
            desk.vendor_relations.add_subprocessor(name, _filled(SubprocessorFacts, subprocessor, self._today))
        if "left" in self._said:
            desk.vendors.offboard(name, on=_day(self._today, self._said["left"]), reason=self._said["why"])

    def review(self) -> None:
        """Its reviews, begun, answered and concluded."""
        for review in self._of("reviews"):
            self._review(review)

    def _of(self, part: str) -> list[SampleVendor]:
        found: list[SampleVendor] = self._said.get(part, [])
        return found

    def _papers(self) -> None:
        desk, name = self._desk, self._name
        for document in self._of("documents"):
            rest = {key: value for key, value in document.items() if key != "file"}
            file: str = document["file"]
            source: str | Path = file if "://" in file else COMPANY / "vendors" / file
            desk.vendor_papers.add_document(name, _filled(DocumentFacts, rest, self._today), source=source)
            self._documents[document["title"]] = desk.vendor_papers.file(name).file.documents[-1].id
        for item, facts in self._said.get("package", {}).items():
            desk.vendor_papers.set_item(name, PackageItem(item), _filled(PackageFacts, facts, self._today))
        for report in self._of("reports"):
            rest = {key: value for key, value in report.items() if key != "document"}
            read = _filled(ReportFacts, rest, self._today)
            desk.vendor_papers.review_report(self._documents[report["document"]], read)
        for agreement in self._of("agreements"):
            self._agreement(agreement)

    def _agreement(self, said: SampleVendor) -> None:
        facts = dict(said["facts"], document=self._documents[said["facts"]["document"]])
        self._desk.agreements.add(self._name, _filled(AgreementFacts, facts, self._today))
        key = self._desk.agreements.list(vendor=self._name)[-1].id
        for clause, answer in said["clauses"].items():
            read = {"on": said["facts"]["signed_by_us"]} | answer
            self._desk.agreements.set_clause(key, Clause(clause), _filled(ClauseFacts, read, self._today))

    def _review(self, said: SampleVendor) -> None:
        reviews = self._desk.vendor_reviews
        reviews.start(self._name, reviewer=said["reviewer"], on=_day(self._today, said["started"]))
        key = reviews.list(vendor=self._name)[0].id
        for number, note in said["no"].items():
            reviews.answer(key, str(number), CheckAnswer.NO, note=note)
        reviews.answer(key, "all", CheckAnswer.YES)
        rest = {name: said[name] for name in ("conclusion", "conditions", "approver")}
        verdict = _filled(ReviewVerdict, rest | {"on": said["concluded"]}, self._today)
        reviews.conclude(key, verdict)


def _filled(kind: type[T], said: SampleVendor, today: date) -> T:
    """A record from the words of the file, each as the type of its field asks."""
    hints = get_type_hints(kind)
    return kind(**{name: _value(hints[name], value, today) for name, value in said.items()})


def _day(today: date, offset: str) -> date:
    return today + timedelta(days=int(offset))


def _value(hint: Any, value: Any, today: date) -> Any:
    for option in get_args(hint) if isinstance(hint, UnionType) else (hint,):
        if option is date:
            return _day(today, value)
        if option is bool:
            return value == "true"
        if option is int:
            return int(value)
        if get_origin(option) is tuple:
            return tuple(value)
        if isinstance(option, type) and issubclass(option, StrEnum):
            return option(value)
    return value
