"""The Statement of Applicability: drafted from mappings and gap status, told by people, approved by one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from grcdesk.errors import Refused
from grcdesk.models.soa import SoaApproval
from grcdesk.rules.controls.gap import person
from grcdesk.rules.fields.soa import SOA_FIELDS, SOA_READERS
from grcdesk.rules.filters import filters
from grcdesk.rules.soa import frozen
from grcdesk.rules.soa import statement as rules
from grcdesk.schemas.outcomes import FileOutcome, Outcome
from grcdesk.schemas.soa.soa import SoaChange, SoaPage, SoaRow, SoaVersion
from grcdesk.services.common.context import Service
from grcdesk.services.common.dates import two_dates
from grcdesk.services.common.days import refuse_ahead
from grcdesk.services.common.handing_out import MarkedIn, Outgoing, hand_out
from grcdesk.services.soa import pages, reading, versions, writing
from grcdesk.store import journal
from grcdesk.terms import Verb
from grcdesk.terms.soa import Implementation, SoaFramework
from grcdesk.text import clean
from grcdesk.wording import SUPPORT, count, join, word

_STATEMENT = "Statement of Applicability"
Found = tuple[reading.Facts, list[SoaRow]]
"""Facts and the rows made of them."""


class Soa(Service):
    """Verbs on the statement. Of each framework there is one; it belongs to the desk, not to an engagement."""

    def page(self, framework: SoaFramework | None = None, *, version: str = "") -> SoaPage:
        """The statement as it stands, or as a version was approved, and how the two differ.

        Args:
            framework: whose Annex A; that of the engagement in force when not given.
            version: `V1`; empty: as it stands.

        Raises:
            NotFound: when the desk does not have its catalog, or there is no such version.
            Damaged: when the rows of a version are not those that were approved.
        """
        with self._store.read() as session:
            return pages.page(session, framework or reading.default(session), self._today(), version)

    def list(
        self, where: str = "", *, sort: str = "", framework: SoaFramework | None = None, version: str = ""
    ) -> list[SoaRow]:
        """The rows that match a filter: of the Annex in its order, then controls that were added. Errors as `page`.

        Raises:
            FilterError: when the filter cannot be understood.
        """
        today = self._today()
        text = " ".join(part for part in (where, f"sort:{sort}" if sort else "") if part)
        tree = filters.parse(text, SOA_FIELDS, today)
        rows = [
            row for row in self.page(framework, version=version).rows if filters.match(tree, row, SOA_READERS, today)
        ]
        return filters.arrange(tree, rows, SOA_READERS) if tree.sort else rows

    def show(self, item: str, *, framework: SoaFramework | None = None, version: str = "") -> SoaRow:
        """One row. Errors as `page`.

        Raises:
            NotFound: when there is no such item.
        """
        return reading.find(list(self.page(framework, version=version).rows), item)

    def set(
        self,
        items: Sequence[str],
        change: SoaChange,
        *,
        framework: SoaFramework | None = None,
        dry_run: bool = False,
    ) -> Outcome:
        """Say something of one or many items, in one transaction. Drafts are allowed.

        Args:
            items: as `find` knows them, each once.
            change: what to set.
            framework: whose Annex A.
            dry_run: say what would happen, change nothing.

        Raises:
            NotFound: naming an unknown item or risk.
            Refused: when an item is left out without a reason, or included while it is left out.
            BadInput: when nothing is set, or a value cannot be stored.
        """
        meant = writing.wanted(change)
        today = self._today()
        with self._store.work(Verb.SOA_SET, dry_run=dry_run) as work:
            found, listed = self._found(work.session, framework)
            if "risks" in meant:
                meant["risks"] = writing.checked_risks(work.session, meant["risks"])
            rows = {row.item: row for row in (reading.find(listed, name) for name in items)}
            work.about({row.item: row.title for row in rows.values()})
            for row in rows.values():
                writing.refuse_decided_elsewhere(row, meant)
            moved = [name for name in rows if writing.put(work.session, writing.entry_of(found, name), meant, today)]
            after = {row.item: row for row in reading.rows(found)}
        same = tuple(item for item in rows if item not in moved)
        warnings = _lacking(map(after.__getitem__, moved))
        return work.outcome(_set_on(meant, moved, same), unchanged=same, warnings=warnings)

    def draft(self, *, framework: SoaFramework | None = None, dry_run: bool = False) -> Outcome:
        """Propose what is implemented, from the gap status of the controls behind each item; never a reason.

        What a person said stays. What was drafted before is drafted anew.

        Raises:
            NotFound: when the desk does not have the catalog.
        """
        with self._store.work(Verb.SOA_DRAFT, dry_run=dry_run) as work:
            found, listed = self._found(work.session, framework)
            drafted: Counter[Implementation | None] = Counter()
            moved = 0
            for row in listed:
                if _is_said(row):
                    continue
                proposed = rules.proposed(row.how)
                drafted[proposed] += 1
                if proposed is not row.implemented:
                    entry = writing.entry_of(found, row.item)
                    entry.implemented, entry.drafted = proposed, proposed is not None
                    writing.keep(work.session, entry)
                    moved += 1
        done = f"{_STATEMENT}, {word(found.framework)}: {_drafted(drafted)}, {moved} moved{_undrafted(listed)}"
        return work.outcome(f"{done}. Reasons come from a person")

    def approve(
        self, by: str, *, on: date | None = None, framework: SoaFramework | None = None, dry_run: bool = False
    ) -> Outcome:
        """Approve the statement as it stands: its rows are frozen under the next version.

        Args:
            by: who approves it.
            on: the day; today when not given.
            framework: whose Annex A.
            dry_run: say what would happen, change nothing.

        Raises:
            Refused: naming every row that lacks something, for a day still to come or before the last version, or when
                nothing has changed since that.
            BadInput: when the approver is not a person.
        """
        today = self._today()
        day = on or today
        name = person(clean(by), "approver")
        if not name:
            raise Refused("approving needs a person", hint="--by PERSON")
        refuse_ahead("the statement was approved on", day, today)
        with self._store.work(Verb.SOA_APPROVE, dry_run=dry_run) as work:
            found, listed = self._found(work.session, framework)
            lacking = reading.statement_lacks(found, listed)
            if lacking:
                raise Refused(
                    f"the {_STATEMENT} cannot be approved: {'; '.join(rules.summed(lacking))}",
                    hint="grcdesk soa list --where is:lacking",
                    reasons=rules.by_row(lacking),
                )
            row = _frozen(work.session, found.framework, listed, (name, day))
        numbers = rules.counts(listed)
        said = f"{count(row.rows, 'row')}, {numbers.applicable} applicable, {numbers.excluded} left out"
        told = f"{row.name} of the {_STATEMENT}, {word(row.framework)}, approved by {name} on {day}: {said}"
        # no batch: an approved version is not undone
        return replace(work.outcome(told, warnings=_claims(listed)), batch="")

    def versions(self, framework: SoaFramework | None = None) -> Sequence[SoaVersion]:
        """The approved versions, the newest first, each with how many fields differ from it today. Errors as `page`."""
        with self._store.read() as session:
            whose = framework or reading.default(session)
            today = reading.rows(reading.facts(session, whose, self._today()))
            return [versions.viewed(session, row, today) for row in versions.stored(session, whose)]

    def export(
        self,
        path: Path | None = None,
        *,
        framework: SoaFramework | None = None,
        version: str = "",
        force: bool = False,
    ) -> FileOutcome:
        """The statement as a CSV file, guarded against formulas. Errors as `page`.

        Args:
            path: the file; its folder must exist. None: into the desk's exports folder.
            framework: whose Annex A.
            version: `V1`; empty: as it stands, as a draft.
            force: replace an existing file.

        Raises:
            Refused: when the file exists and `force` is not set.
            Unwritable: when it cannot be written; an older file stays as it was.
        """
        from grcdesk.reports.soa_csv import soa_csv  # noqa: PLC0415

        page = self.page(framework, version=version)
        with self._store.read() as session:
            dates = two_dates(self._context, session, self._today())
        data = soa_csv(page)
        named = page.version.id.lower() if page.frozen and page.version else f"draft_{dates.judged}"
        target = path or self._context.paths.exports / f"soa_{page.framework}_{named}.csv"
        going = Outgoing(Verb.EXPORT_SOA, target, MarkedIn.CSV, {"as_of": dates.judged.isoformat()})
        done = hand_out(self._store, going, data, force=force)
        notes = () if page.frozen else (f"a draft: {count(len(page.lacks), 'thing')} lacking, not approved",)
        return FileOutcome(target, done.size, done.sha256, f"{target} written, {count(len(page.rows), 'row')}", notes)

    def _found(self, session: Session, framework: SoaFramework | None) -> Found:
        found = reading.facts(session, framework or reading.default(session), self._today())
        return found, reading.rows(found)


def _frozen(session: Session, whose: SoaFramework, listed: Sequence[SoaRow], who: tuple[str, date]) -> SoaApproval:
    kept = versions.stored(session, whose)
    name, day = who
    if kept and day < kept[0].approved_on:
        raise Refused(f"{kept[0].name} was approved on {kept[0].approved_on}, later than {day}")
    text = frozen.text(listed)
    sha = frozen.digest(text)
    if kept and kept[0].sha256 == sha:
        raise Refused(f"nothing has changed since {kept[0].name}, approved on {kept[0].approved_on}")
    number = len(kept) + 1
    row = SoaApproval(
        id=f"{whose}/V{number}",
        framework=whose,
        name=f"V{number}",
        approved_by=name,
        approved_on=day,
        frozen=text,
        sha256=sha,
        rows=len(listed),
        applicable=sum(one.applicable for one in listed),
        log_position=journal.head(session.connection(), changes_only=True).seq,
        position=number,
    )
    session.add(row)
    return row


def _claims(listed: Sequence[SoaRow]) -> tuple[str, ...]:
    """What was approved as implemented and is not borne out."""
    weak = [row for row in listed if row.support_why]
    levels = {SUPPORT[row.support].word for row in weak if row.support}
    told = f"{count(len(weak), 'row')} said to be implemented {'is' if len(weak) == 1 else 'are'} not supported"
    return (f"{told} ({join(sorted(levels))}): {join([row.item for row in weak])}",) if weak else ()


def _lacking(rows: Iterable[SoaRow]) -> tuple[str, ...]:
    """What an item that is left out lacks, such as the reason."""
    return tuple(f"{row.item} {what}" for row in rows if not row.applicable for what in row.lacks)


def _set_on(meant: Mapping[str, object], moved: list[str], same: tuple[str, ...]) -> str:
    named = join([name.replace("_", " ") for name in meant])
    return f"{named} set on {join(moved)}" if moved else f"{named} of {join(same)} stood so already"


def _is_said(row: SoaRow) -> bool:
    """Whether a person decided it: a draft goes over nobody's word, and what is left out has no implementation."""
    return not row.applicable or (row.implemented is not None and not row.drafted)


def _drafted(drafted: Counter[Implementation | None]) -> str:
    counted = [f"{drafted[one]} {word(one)}" for one in Implementation if drafted[one]]
    return f"drafted {join(counted) or 'nothing'}"


def _undrafted(listed: Sequence[SoaRow]) -> str:
    bare = sum(row.applicable and not row.implemented and not rules.proposed(row.how) for row in listed)
    return f"; {count(bare, 'row')} without a control that was assessed: people say it" if bare else ""
