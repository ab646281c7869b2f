"""Findings: raised, described, and put beside what was mended later; the letter that answers them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.findings import FindingItem
from grcdesk.models.programme import PROGRAMME, Programme
from grcdesk.rules.controls import gap
from grcdesk.rules.fields.findings import FINDING_FIELDS, FINDING_READERS
from grcdesk.rules.filters import filters
from grcdesk.schemas.findings import (
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
from grcdesk.services.common.in_force import engagement
from grcdesk.services.findings import from_tests, origins, proofs, reading, writing
from grcdesk.store import journal
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
        told = [f"repeats {one.id} of {one.engagement}: {one.why}" for one in found.earlier]
        about = f" on {row.control}" if row.control else ""
        return work.outcome(
            f"{row.id}: {word(row.severity)} finding{about}, response due {row.response_due}", warnings=tuple(told)
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
            for row in rows:
                if row.status is FindingStatus.CLOSED:
                    raise Refused(f"{row.id} is closed since {row.closed_on}", hint="reopen it, with a reason")
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
            if row.status is FindingStatus.CLOSED:
                raise Refused(f"{row.id} is closed since {row.closed_on}", hint="reopen it, with a reason")
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
            behind = proofs.named(work.session, [evidence])
            broken = proofs.broken(self._store.paths, behind)
            if broken or not behind:
                raise Refused(
                    f"{join(broken) or 'no artefact'} shows no fix", hint="name one that is on file and intact"
                )
            query = select(FindingItem).where(col(FindingItem.finding) == row.id).order_by(col(FindingItem.position))
            known = list(work.session.scalars(query))
            for name in items:
                meant = [one for one in known if name in (one.item, one.link)]
                if not meant:
                    raise NotFound.of(f"item of {row.id}", name, tuple(one.item for one in known))
                for one in meant:
                    one.fix, one.fixed_on = behind[0].id, day
                    one.fixed_by = gap.person(clean(by), "who put it right") or self._store.signer.name
            row.version += 1
        return work.outcome(f"{row.id}: {behind[0].id} stands beside {join([*items])}; the deviations stay")

    def letter(self) -> str:
        """The response letter as it would be now, a draft in Markdown.

        It tells of each finding condition, response, actions with their dates, and where it stands.
        """
        from grcdesk.reports.response_letter import response_letter  # noqa: PLC0415

        return response_letter(self._letter_facts("", "", None))

    def write_letter(
        self, path: Path | None = None, *, signer: str = "", role: str = "", on: date | None = None, force: bool = False
    ) -> FileOutcome:
        """The response letter as a file, a draft until somebody signs it. None: into the desk's exports folder.

        Raises:
            Refused: signed without a role, while a finding has no response, or on a day still to come; or when the
                file exists and `force` is not set.
            Unwritable: when it cannot be written; an older file stays as it was.
        """
        from grcdesk.reports.response_letter import response_letter  # noqa: PLC0415

        found = self._letter_facts(signer, role, on)
        data = response_letter(found).encode()
        target = path or self._store.paths.exports / f"response_letter_{found.today}.md"
        going = Outgoing(Verb.EXPORT_FINDINGS, target, MarkedIn.TEXT, {"signed_by": found.signer})
        done = hand_out(self._store, going, data, force=force)
        state = f"signed by {found.signer}" if found.signer else "a draft: nobody has signed it"
        told = f"{target} written, {count(len(found.findings), 'finding')}, {state}"
        return FileOutcome(target, done.size, done.sha256, told)

    def _letter_facts(self, signer: str, role: str, on: date | None) -> LetterFacts:
        signer, role = gap.person(clean(signer), "signer"), clean(role.strip(), "role")
        refuse_ahead("the letter was signed on", on, self._today())
        if signer and not role:
            raise Refused("a letter is signed with name and role", hint="--role TEXT")
        with self._store.read() as session:
            held = engagement(session)
            about = session.get_one(Programme, PROGRAMME)
            every = [self._detail(session, row.id) for row in reading.rows(session, self._today())]
            head = journal.head(session.connection(), changes_only=True)
        found = LetterFacts(
            organisation=about.organisation,
            engagement=held.name,
            kind=word(held.kind),
            firm=held.firm,
            lead=held.lead,
            period=f"{held.period_start} to {held.period_end}" if held.period_start else "not chosen yet",
            today=self._today(),
            entry=head.seq,
            findings=tuple(every),
            open=tuple(one.row.id for one in every if one.row.status is FindingStatus.OPEN),
        )
        if signer and found.open:
            raise Refused(
                f"the letter cannot be signed yet: {join(list(found.open))} without a response",
                hint="grcdesk findings respond",
                reasons=tuple(f"{one} has no response" for one in found.open),
            )
        return replace(found, signer=signer, role=role, signed_on=(on or self._today()) if signer else None)

    def _detail(self, session: Session, finding: str) -> FindingDetail:
        row = reading.find(session, finding)
        return reading.detail(session, self._store.paths, row, self._today())
