"""A person's word that artefacts show a run of a control though their kind does not, given and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from grcdesk.errors import Refused
from grcdesk.models.catalogs import Control
from grcdesk.models.evidence import Evidence, EvidenceLink
from grcdesk.rules.controls import gap
from grcdesk.rules.evidence import statements as rules
from grcdesk.schemas.evidence.evidence import RunStatement
from grcdesk.schemas.outcomes import Outcome
from grcdesk.services.common.context import Service
from grcdesk.services.evidence import writing as register
from grcdesk.terms import Verb
from grcdesk.wording import join


class RunStatements(Service):
    """Verbs on such words."""

    def give(
        self,
        evidence: Sequence[str],
        stated: RunStatement,
        *,
        controls: Sequence[str] = (),
        tests: Sequence[str] = (),
        dry_run: bool = False,
    ) -> Outcome:
        """Say that artefacts show a run, or the days, of controls; one that is not tied there yet is tied.

        Raises:
            NotFound: naming an unknown artefact, control or test.
            Refused: without a control or a reason, for a day to come or before the one shown, for a rejected artefact,
                for a control that runs per event.
            BadInput: when who inspected it reads like no person, or a text is too long.
        """
        with self._store.work(Verb.EVIDENCE_STATE, dry_run=dry_run) as work:
            rows = register.rows(work.session, evidence)
            controls, tests = register.ties(work.session, controls, tests)
            if not controls:
                raise Refused(f"{register.which(rows)} shows a run of which control?", hint="--control ID")
            register.refuse_rejected(rows)
            _refuse_events(work.session, controls)
            tidy = self._tidy(stated)
            for row in rows:
                _refuse(row, tidy, self._today())
                register.tie(work.session, row.id, controls, tests)
            # the ties must be there before the words are put on them
            work.session.flush()
            for row in rows:
                for control in controls:
                    link = work.session.get_one(EvidenceLink, f"{control}/{row.id}")
                    link.shows_run, link.inspected_by = tidy.reason, tidy.by
                    link.inspected_on, link.inspected_at = tidy.on, tidy.at
        words = rules.told(tidy.by, tidy.on, tidy.at, tidy.reason)
        return work.outcome(f"{register.which(rows)} shows a run of {join(controls)}, by statement of {words}")

    def take_back(self, evidence: Sequence[str], *, controls: Sequence[str] = (), dry_run: bool = False) -> Outcome:
        """Take such words back; the artefacts stay tied.

        Raises:
            NotFound: naming an unknown artefact or control.
            Refused: when nobody said so of any of them.
        """
        with self._store.work(Verb.EVIDENCE_STATE, dry_run=dry_run) as work:
            rows = register.rows(work.session, evidence)
            controls, _ = register.ties(work.session, controls, ())
            if not controls:
                raise Refused("of which control is it taken back?", hint="--control ID")
            links = [work.session.get(EvidenceLink, f"{control}/{row.id}") for row in rows for control in controls]
            said = [link for link in links if link is not None and link.shows_run]
            if not said:
                raise Refused(
                    f"nobody said that {register.which(rows)} shows a run of {join(controls)}",
                    hint="grcdesk evidence show says what was said",
                )
            for link in said:
                link.shows_run = link.inspected_by = link.inspected_at = ""
                link.inspected_on = None
        return work.outcome(f"taken back that {register.which(rows)} shows a run of {join(controls)}")

    def _tidy(self, stated: RunStatement) -> RunStatement:
        by = gap.person(stated.by or self._store.signer.name, "inspected by")
        reason, at = (str(register.text(name, text)) for name, text in (("reason", stated.reason), ("at", stated.at)))
        return RunStatement(reason, by, stated.on or self._today(), at)


def _refuse_events(session: Session, controls: Sequence[str]) -> None:
    for name in controls:
        why = rules.no_run_of(session.get_one(Control, name).frequency)
        if why:
            raise Refused(f"{name}: {why}", hint="grcdesk evidence import takes the population in")


def _refuse(row: Evidence, stated: RunStatement, today: date) -> None:
    last = max(day for day in (row.performed_on, row.period_to, row.as_of) if day is not None)
    on = stated.on or today
    found = rules.refusals(reason=stated.reason, by=stated.by, on=on, today=today, last=last)
    if found:
        raise Refused(f"{row.id}: {found[0]}", hint="--shows-run REASON, --inspected-on DATE", reasons=tuple(found[1:]))
