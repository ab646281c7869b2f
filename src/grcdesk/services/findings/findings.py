"""Findings: raised, described, and put beside what was mended later; the letter that answers them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.findings import Finding, FindingItem
from grcdesk.rules.controls import gap
from grcdesk.rules.fields.findings import FINDING_FIELDS, FINDING_READERS
from grcdesk.rules.filters import filters
from grcdesk.schemas.findings.findings import (
    FindingChange,
    FindingDetail,
    FindingFacts,
    FindingOrigin,
    FindingRow,
    ItemFacts,
    LetterFacts,
)
from grcdesk.schemas.outcomes import FileOutcome, Outcome
from grcdesk.services.common.context import Service
from grcdesk.services.common.days import refuse_ahead
from grcdesk.services.common.handing_out import MarkedIn, Outgoing, hand_out
from grcdesk.services.findings import from_tests, letters, origins, proofs, reading, writing
from grcdesk.terms import Verb
from grcdesk.terms.findings import FindingStatus
from grcdesk.text import clean
from grcdesk.wording import count, join, word


class Findings(Service):
    """Verbs on findings, but those that move their status."""

    def list(self, where: str = "", *, sort: str = "") -> list[FindingRow]:
        """Findings of the engagement in force, in the order they were raised, or as a filter says.

        Raises:
            FilterError: when the filter cannot be understood.
        """
        asked = " ".join(part for part in (where, f"sort:{sort}" if sort else "") if part)
        today = self._today()
        tree = filters.parse(asked, FINDING_FIELDS, today)
        with self._store.read() as session:
            found = reading.rows(session, today)
        kept = [row for row in found if filters.match(tree, row, FINDING_READERS, today)]
        return filters.arrange(tree, kept, FINDING_READERS) if tree.sort else kept

    def show(self, finding: str) -> FindingDetail:
        """Everything about one finding, of whatever engagement it is.

        Raises:
            NotFound: when there is no such finding.
        """
        with self._store.read() as session:
            return self._detail(session, finding)

    def draft(self, origin: FindingOrigin) -> FindingFacts:
        """What a record says of the finding that comes from it; a person completes it, and says how much it weighs.

        Raises:
            NotFound: when there is no such record.
            Refused: when nothing is wrong with it.
            BadInput: when not exactly one record is named.
        """
        with self._store.read() as session:
            return origins.draft(session, origin)

    def add(self, facts: FindingFacts, *, dry_run: bool = False) -> Outcome:
        """Raise a finding in the engagement in force.

        Raises:
            Refused: without title or condition, for a class of another scheme, or a day that is still to come.
            NotFound: for an unknown control, criterion or test.
            BadInput: for an owner who is no person, or an extent or period that runs backwards.
        """
        with self._store.work(Verb.FINDING_ADD, dry_run=dry_run) as work:
            row = writing.add(work.session, facts, self._store.signer.name, self._today())
            work.about({row.id: row.title})
            work.session.flush()
            found = reading.detail(work.session, self._store.paths, row, self._today())
        repeats = tuple(f"repeats {one.id} of {one.engagement}: {one.why}" for one in found.earlier)
        about = f" on {row.control}" if row.control else ""
        return work.outcome(
            f"{row.id}: {word(row.severity)} finding{about}, response due {row.response_due}", warnings=repeats
        )

    def set(
        self,
        findings: Sequence[str],
        change: FindingChange,
        *,
        dry_run: bool = False,
    ) -> Outcome:
        """Set fields of one or many findings, in one transaction. Its status moves by verbs of its own.

        Raises:
            NotFound: naming an unknown finding, control, criterion or test.
            Refused: for a finding that is closed, or as `add`.
            BadInput: when nothing is set, or as `add`.
        """
        if change == FindingChange():
            raise BadInput("nothing to set", hint="name at least one field, e.g. --owner NAME")
        with self._store.work(Verb.FINDING_SET, dry_run=dry_run) as work:
            rows = [reading.find(work.session, name) for name in dict.fromkeys(findings)]
            work.about({row.id: row.title for row in rows})
            # all are asked before any is set: a refusal names the closed one, not the first that was in its way
            for row in rows:
                _refuse_closed(row)
            same = tuple(row.id for row in rows if not writing.change(work.session, row, change))
        moved = [row.id for row in rows if row.id not in same]
        return work.outcome(f"{join(moved)} set" if moved else f"{join(list(same))} stood so already", unchanged=same)

    def add_items(self, finding: str, items: Sequence[ItemFacts], deviations: Sequence[str] = ()) -> Outcome:
        """Name more things a finding is about: items, or deviations by their ids.

        Raises:
            NotFound: when there is no such finding or deviation.
            Refused: when it is closed.
        """
        with self._store.work(Verb.FINDING_ITEM) as work:
            row = reading.find(work.session, finding)
            _refuse_closed(row)
            found = from_tests.items(from_tests.exceptions(work.session, deviations)) if deviations else ()
            added = writing.add_items(work.session, row, (*items, *found))
            row.links = writing.links([*row.links, *(one.link for one in found)])
            if added:
                row.version += 1
        return work.outcome(f"{row.id}: {count(added, 'item')} added")

    def fix(
        self, finding: str, items: Sequence[str], *, evidence: str, by: str = "", on: date | None = None
    ) -> Outcome:
        """Put later evidence beside items of a finding. They stay what they were: deviations of their day.

        Raises:
            NotFound: when there is no such finding, item or artefact.
            Refused: when the artefact can stand behind nothing, or the day is still to come.
        """
        with self._store.work(Verb.FINDING_ITEM) as work:
            row = reading.find(work.session, finding)
            day = on or self._today()
            refuse_ahead("an item was put right on", day, self._today())
            proof = self._showing_a_fix(work.session, evidence)
            who = gap.person(clean(by), "who put it right") or self._store.signer.name
            for item in _items(work.session, row, items):
                item.fix, item.fixed_on, item.fixed_by = proof, day, who
            row.version += 1
        return work.outcome(f"{row.id}: {proof} stands beside {join([*items])}; the deviations stay")

    def letter(self) -> str:
        """The response letter as it would be now, a draft in Markdown.

        It tells of each finding condition, response, actions with their dates, and where it stands.
        """
        from grcdesk.reports.response_letter import response_letter  # noqa: PLC0415

        return response_letter(letters.shown(self._context))

    def write_letter(
        self, path: Path | None = None, *, signer: str = "", role: str = "", on: date | None = None, force: bool = False
    ) -> FileOutcome:
        """The response letter as a file, a draft until somebody signs it. None: into the desk's exports folder.

        Args:
            path: `.docx` is written as a Word document, any other name as Markdown; both say the same.
            signer: who signs it; empty: nobody.
            role: as what.
            on: when; today when not given.
            force: replace an existing file.

        Raises:
            Refused: signed without a role, while a finding has no response, or on a day still to come; or when the
                file exists and `force` is not set.
            Unwritable: when it cannot be written; an older file stays as it was.
        """
        found = letters.handed(self._context, letters.Signature(signer, role, on), self._today())
        target = path or self._store.paths.exports / f"response_letter_{found.provenance.dates.judged}.md"
        as_word = target.suffix.casefold() == ".docx"
        marked = MarkedIn.CONTENT if as_word else MarkedIn.TEXT
        going = Outgoing(Verb.EXPORT_FINDINGS, target, marked, {"signed_by": found.signer})
        done = hand_out(self._store, going, _letter_bytes(found, as_word=as_word), force=force)
        told = f"{target} written, {letters.told(found)}"
        return FileOutcome(target, done.size, done.sha256, told, found.provenance.dates.notices)

    def _detail(self, session: Session, finding: str) -> FindingDetail:
        row = reading.find(session, finding)
        return reading.detail(session, self._store.paths, row, self._today())

    def _showing_a_fix(self, session: Session, evidence: str) -> str:
        """The id of an artefact that can stand beside an item."""
        behind = proofs.named(session, [evidence])
        cure = "name one that is on file and intact"
        if not behind:
            raise Refused("no artefact that shows the fix is named", hint=cure)
        broken = proofs.broken(self._store.paths, behind)
        if broken:
            raise Refused(f"{join(broken)}, so it shows no fix", hint=cure)
        return behind[0].id


def _refuse_closed(row: Finding) -> None:
    if row.status is FindingStatus.CLOSED:
        raise Refused(f"{row.id} is closed since {row.closed_on}", hint="reopen it, with a reason")


def _items(session: Session, row: Finding, names: Sequence[str]) -> list[FindingItem]:
    """Items of a finding by their name, or by the id of the deviation each is; a name may mean several."""
    query = select(FindingItem).where(col(FindingItem.finding) == row.id).order_by(col(FindingItem.position))
    known = list(session.scalars(query))
    meant: list[FindingItem] = []
    for name in names:
        found = [item for item in known if name in (item.item, item.link)]
        if not found:
            raise NotFound.of(f"item of {row.id}", name, tuple(item.item for item in known))
        meant += found
    return meant


def _letter_bytes(found: LetterFacts, *, as_word: bool) -> bytes:
    if as_word:
        from grcdesk.reports.word.letter import letter  # noqa: PLC0415  docx: 83 ms

        return letter(found)
    from grcdesk.reports.response_letter import response_letter  # noqa: PLC0415

    return response_letter(found).encode()
