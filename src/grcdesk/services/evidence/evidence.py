"""Artefacts: taken in, dated, tied to controls and tests, corrected, superseded, rejected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.errors import BadInput, Refused
from grcdesk.models.base import col
from grcdesk.models.catalogs import TestAttribute
from grcdesk.models.evidence import Evidence, EvidenceLink, EvidenceTest
from grcdesk.models.unreadable import stored_moment
from grcdesk.schemas.evidence.evidence import Artefact, EvidenceChange, EvidenceDetail, EvidenceRow
from grcdesk.schemas.keys import Keys
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.progress import Progress, Stop
from grcdesk.schemas.unset import Unset
from grcdesk.services.common.context import Service
from grcdesk.services.common.named import control_titles, each
from grcdesk.services.controls import backing
from grcdesk.services.evidence import intake, reading
from grcdesk.services.evidence import writing as register
from grcdesk.services.evidence.intake import StoredFile
from grcdesk.services.evidence.wanted import suggestions
from grcdesk.terms import Verb
from grcdesk.text import clean
from grcdesk.wording import join

__all__ = ["Artefact", "EvidenceRegister"]


class EvidenceRegister(Service):
    """Verbs on artefacts."""

    def keys(self, where: str = "", *, sort: str = "", control: str = "") -> Keys:
        """Ids that match a filter, in order; of one control, or all.

        Raises:
            FilterError: when the filter cannot be understood.
        """
        with self._store.read() as session:
            return reading.keys(session, where, sort, self._today(), control)

    def rows(self, keys: Sequence[str]) -> list[EvidenceRow]:
        """The rows of those artefacts, in that order. Four queries for any window of a list."""
        with self._store.read() as session:
            return reading.rows(session, keys)

    def list(self, where: str = "", *, sort: str = "", control: str = "") -> list[EvidenceRow]:
        """All rows that match a filter, in the order they came unless sorted.

        Raises:
            FilterError: when the filter cannot be understood.
        """
        with self._store.read() as session:
            found = reading.keys(session, where, sort, self._today(), control)
            return reading.rows(session, found)

    def show(self, evidence: str) -> EvidenceDetail:
        """Everything about one artefact.

        Raises:
            NotFound: when there is no such artefact.
        """
        with self._store.read() as session:
            found = reading.rows(session, [evidence])
            if not found:
                raise register.unknown(session, evidence)
            where = suggestions(session, found, self._today()).get(evidence, ())
            return replace(reading.detail(session, found[0]), suggestions=where)

    def add(
        self,
        source: str | Path | Sequence[str | Path],
        facts: Artefact,
        *,
        controls: Sequence[str] = (),
        tests: Sequence[str] = (),
        dry_run: bool = False,
        progress: Progress | None = None,
        stop: Stop | None = None,
    ) -> Outcome:
        """Take files into the vault, or note links, and tie them to controls: all of them or none.

        Args:
            source: a file, a folder, a link, or several of them. Folders are walked.
            facts: what is said of each of them alike.
            controls: what they stand behind; none: they wait to be placed.
            tests: test attributes they answer; their controls come with them.
            dry_run: say what would be taken in; copy nothing.
            progress: told files done and in all.
            stop: asked between files; nothing is added then.

        Raises:
            Refused: when it carries no date (an as-of day, or a period from and to), or is a bare screenshot.
            NotFound: when a control or test does not exist.
            BadInput, Unwritable: when a file cannot be taken.
        """
        named = [source] if isinstance(source, str | Path) else list(source)
        # before a byte is copied: what is refused leaves nothing to clear away, and its line in the log
        with self._store.work(Verb.EVIDENCE_ADD, dry_run=True) as work:
            controls, tests = register.ties(work.session, controls, tests)
            facts = register.checked(work.session, facts, self._today())
            titles = control_titles(work.session, controls)
        wanted = intake.meant(named, self._store.paths.root)
        if dry_run:
            return intake.looked(wanted, titles, register.tied(controls))
        # copied outside the transaction: large files would keep everybody else from writing
        taken = intake.take(self._store, wanted.sources, progress, stop)
        try:
            with self._store.work(Verb.EVIDENCE_ADD) as work:
                intake.still_there(self._store, taken, wanted.sources)
                rows = self._register(work.session, taken, facts)
                for row in rows:
                    register.tie(work.session, row.id, controls, tests)
                short = backing.short_of(work.session, controls, self._today())
        except BaseException:
            # KeyboardInterrupt too: bytes that no row names would lie in the vault for ever
            intake.let_go(self._store, intake.new(taken))
            raise
        told = (*register.warnings(rows), *intake.told_passed(wanted.passed), *intake.suspicions(self._store, taken))
        return work.outcome(register.added(rows, taken, controls), warnings=short + told)

    def _register(self, session: Session, taken: Sequence[StoredFile], facts: Artefact) -> Sequence[Evidence]:
        first = (session.scalar(select(func.max(col(Evidence.position)))) or 0) + 1
        rows = [
            register.row(one, facts, number, alone=len(taken) == 1, by=self._store.signer.name)
            for number, one in enumerate(taken, first)
        ]
        session.add_all(rows)
        return rows

    def set(self, evidence: Sequence[str], change: EvidenceChange, *, dry_run: bool = False) -> Outcome:
        """Correct what is said of artefacts: one change, one undo. The bytes never change.

        Raises:
            NotFound: naming an unknown id.
            Refused: when it would then be refused by `add`.
            BadInput: when nothing is to be set, or a text is too long.
        """
        told = {field.name: getattr(change, field.name) for field in fields(change)}
        wanted = {name: register.text(name, value) for name, value in told.items() if not isinstance(value, Unset)}
        if not wanted:
            raise BadInput("nothing to set", hint="name at least one of kind, as-of, source, query, completeness …")
        with self._store.work(Verb.EVIDENCE_SET, dry_run=dry_run) as work:
            rows = register.rows(work.session, evidence)
            work.about(reading.titles(rows))
            void: list[str] = []
            for row in rows:
                register.refuse_facts(row, wanted)
                register.refuse_frozen(work.session, row, wanted)
                void += register.void_statements(work.session, row, wanted)
                for name, value in wanted.items():
                    setattr(row, name, value)
                if "skips_explained" in wanted:
                    self._explain(row)
                register.refuse(reading.facts_of(row), self._came_in(row), row.id)
        names = join([name.replace("_", " ") for name in wanted])
        return work.outcome(f"{names} set on {register.which(rows)}", warnings=(*void, *register.warnings(rows)))

    def _came_in(self, row: Evidence) -> date:
        """The day its bytes came in, where the desk is: they can show nothing after."""
        if not row.recorded_at:
            return self._today()
        zone = clock.find_zone(self._context.zone) if self._context.zone else None
        return min(self._today(), stored_moment(row.recorded_at).astimezone(zone).date())

    def _explain(self, row: Evidence) -> None:
        """Keep who says why the rows that were left out matter to nobody."""
        if row.skips_explained and not row.rows_skipped:
            raise Refused(f"{row.id} has no rows that were left out", hint=f"grcdesk evidence report {row.id}")
        row.skips_explained_by = self._store.signer.name if row.skips_explained else ""

    def place(
        self,
        evidence: Sequence[str],
        *,
        controls: Sequence[str] = (),
        tests: Sequence[str] = (),
        suggested: bool = False,
        dry_run: bool = False,
    ) -> Outcome:
        """Tie artefacts that wait to the controls they stand behind.

        Args:
            evidence: ids.
            controls: where to.
            tests: which tests they answer.
            suggested: put each where it is suggested first, besides what is named.
            dry_run: say where they would go.

        Raises:
            NotFound: naming an unknown artefact, control or test.
            Refused: when one is placed already, rejected, or nothing says where it belongs.
        """
        today = self._today()
        with self._store.work(Verb.EVIDENCE_PLACE, dry_run=dry_run) as work:
            rows = register.rows(work.session, evidence)
            work.about(reading.titles(rows))
            controls, tests = register.ties(work.session, controls, tests)
            placed = [row.id for row in rows if register.controls_of(work.session, row.id)]
            if placed:
                raise Refused(f"{join(placed)} placed already", hint="grcdesk evidence link adds a control")
            register.refuse_rejected(rows)
            places = {row.id: controls for row in rows}
            if suggested:
                found = suggestions(work.session, reading.rows(work.session, list(places)), today)
                places = {name: (*controls, *(one.control for one in found[name][:1])) for name in places}
            register.place(work.session, places, tests)
            short = backing.short_of(work.session, {one for some in places.values() for one in some}, today)
        return work.outcome(register.placed(places), warnings=short)

    def link(
        self, evidence: Sequence[str], *, controls: Sequence[str] = (), tests: Sequence[str] = (), dry_run: bool = False
    ) -> Outcome:
        """Tie artefacts to more controls or tests.

        Raises:
            NotFound: naming an unknown artefact, control or test.
            Refused: when nothing is named to tie to, or one is rejected.
        """
        with self._store.work(Verb.EVIDENCE_LINK, dry_run=dry_run) as work:
            rows = register.rows(work.session, evidence)
            work.about(reading.titles(rows))
            controls, tests = register.ties(work.session, controls, tests)
            if not controls:
                raise Refused(f"tie {register.which(rows)} to what?", hint="--control ID, or --test ID")
            register.refuse_rejected(rows)
            same = tuple(row.id for row in rows if not register.tie(work.session, row.id, controls, tests))
            short = backing.short_of(work.session, controls, self._today())
        said = f"tied {'already ' if len(same) == len(rows) else ''}to {join([*controls, *tests])}"
        return work.outcome(f"{register.which(rows)} {said}", unchanged=same, warnings=short)

    def unlink(
        self, evidence: Sequence[str], *, controls: Sequence[str] = (), tests: Sequence[str] = (), dry_run: bool = False
    ) -> Outcome:
        """Untie artefacts from controls, and from their tests, or from single tests. The artefacts stay.

        Raises:
            NotFound: naming an unknown artefact.
            Refused: when none of them is tied there.
        """
        with self._store.work(Verb.EVIDENCE_UNLINK, dry_run=dry_run) as work:
            rows = register.rows(work.session, evidence)
            work.about(reading.titles(rows))
            ids = [row.id for row in rows]
            links = select(EvidenceLink).where(
                col(EvidenceLink.evidence).in_(ids), col(EvidenceLink.control).in_(controls)
            )
            below = select(col(TestAttribute.id)).where(col(TestAttribute.control).in_(controls))
            answers = select(EvidenceTest).where(
                col(EvidenceTest.evidence).in_(ids),
                col(EvidenceTest.test).in_(tests) | col(EvidenceTest.test).in_(below),
            )
            gone = [*work.session.scalars(links), *work.session.scalars(answers)]
            if not gone:
                said = f"{register.which(rows)} not tied to {join([*controls, *tests]) or 'anything named'}"
                raise Refused(said, hint="grcdesk evidence show says what it is tied to")
            for row in gone:
                work.session.delete(row)
        return work.outcome(f"{register.which(rows)} untied from {join([*controls, *tests])}")

    def supersede(self, evidence: str, by: str) -> Outcome:
        """Note that a newer artefact stands in the place of an older one, which still shows the days it shows.

        A newer one that waits to be placed takes over the controls and tests of the older.

        Raises:
            NotFound: when one of them does not exist.
            Refused: when the newer one is the older, is rejected, supersedes another, or leads back to itself.
        """
        with self._store.work(Verb.EVIDENCE_SUPERSEDE) as work:
            old, new = register.rows(work.session, [evidence]) + register.rows(work.session, [by])
            register.refuse_rejected([new])
            register.refuse_circle(work.session, old, new)
            new.supersedes = old.id
            taken = () if register.controls_of(work.session, new.id) else register.controls_of(work.session, old.id)
            register.tie(work.session, new.id, taken, register.tests_of(work.session, old.id) if taken else ())
        return work.outcome(f"{new.id} supersedes {old.id}{register.tied(taken)}")

    def reject(self, evidence: str | Sequence[str], *, reason: str, dry_run: bool = False) -> Outcome:
        """Mark artefacts as not usable, in one transaction; they then support nothing. They are kept.

        Raises:
            NotFound: when there is no such artefact.
            Refused: without a reason.
        """
        with self._store.work(Verb.EVIDENCE_REJECT, reason, dry_run=dry_run) as work:
            rows = register.rows(work.session, each(evidence))
            work.about(reading.titles(rows))
            if not reason.strip():
                raise Refused(f"rejecting {register.which(rows)} needs a reason", hint="--reason TEXT")
            why = clean(reason.strip(), "reason")
            for row in rows:
                row.rejected = why
        return work.outcome(f"{register.which(rows)} rejected")
