"""What coverage is judged on, gathered by a few queries for any number of artefacts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Text, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.models.base import col
from grcdesk.models.catalogs import Catalog, Control, WantedEvidence
from grcdesk.models.controls import Assessment, ControlScope
from grcdesk.models.evidence import Evidence, EvidenceLink
from grcdesk.models.imports import ImportRecord
from grcdesk.models.unreadable import stored_day, stored_json, stored_moment, stored_word
from grcdesk.rules.coverage.gather import gather
from grcdesk.rules.evidence.results import FAILED
from grcdesk.rules.evidence.shows import shown
from grcdesk.rules.evidence.standing import UNREAD, standing
from grcdesk.rules.evidence.statements import told
from grcdesk.rules.time.slots import PERIODIC
from grcdesk.schemas.coverage.coverage import NOTHING, HeldEvidence, Listing, QuietDays, Span, WatchedControl
from grcdesk.schemas.evidence.behind import BehindControl
from grcdesk.services.common import in_force
from grcdesk.services.coverage import quiet
from grcdesk.services.coverage.listings import listing
from grcdesk.services.evidence import import_days
from grcdesk.services.populations import artefacts
from grcdesk.terms import OF_ONE_USE, SERVES, EvidenceKind, Frequency, Scope, Shows, Status
from grcdesk.terms.bounds import nearest

_DAY = timedelta(days=1)
_OF_A_RECORD = ("the query it was drawn with", "when it was pulled", "how its completeness was checked")
_parsed = lru_cache(maxsize=4096)(lambda text: nearest(date.fromisoformat(text)))
"""A date of its text; a desk has few days and many artefacts."""


def watched(session: Session, controls: Sequence[str], zone: str) -> list[WatchedControl]:
    """The controls in scope that are applicable, or those named, as catalogs list them."""
    query = (
        select(
            col(Control.id),
            col(Control.frequency),
            func.coalesce(col(Assessment.anchor), col(Control.anchor)),
            func.coalesce(col(Assessment.grace_days), col(Control.grace_days)),
            col(Assessment.effective_from),
            col(Assessment.retired_on),
            col(Assessment.design),
            col(Assessment.implemented),
        )
        .join(Assessment, col(Assessment.control) == col(Control.id))
        .join(Catalog, col(Catalog.id) == col(Control.catalog))
        .where(_meant(session, col(Control.id), controls))
        .order_by(col(Catalog.position), col(Control.position))
    )
    return [
        WatchedControl(
            *(name, frequency, anchor, grace, since, retired),
            *(clock.end_of(retired, zone) if retired else None, design, implemented),
        )
        for name, frequency, anchor, grace, since, retired, design, implemented in session.execute(query)
    ]


def held(session: Session, controls: Sequence[str], as_of: date, zone: str) -> dict[str, HeldEvidence]:
    """What the artefacts of those controls show, up to that day; controls without any are not in it."""
    found = gather(behind(session, controls, zone), as_of)
    lists, silent = _lists(session, controls), _quiet(session)
    return {
        control: replace(found.get(control, NOTHING), lists=lists.get(control, ()), quiet=silent.get(control, ()))
        for control in {*found, *lists, *silent}
    }


def _meant(session: Session, control: Any, controls: Sequence[str]) -> Any:
    if controls:
        return control.in_(controls)
    inside = (
        select(col(ControlScope.control))
        .join(Assessment, col(Assessment.control) == col(ControlScope.control))
        .where(
            col(ControlScope.engagement) == in_force.in_force(session),
            col(ControlScope.effective) == Scope.IN,
            col(Assessment.status) != Status.NOT_APPLICABLE,
        )
    )
    return control.in_(inside)


def _behind(session: Session, frequencies: Iterable[Frequency], controls: Sequence[str], *columns: Any) -> Any:
    """Those columns of the artefacts that stand behind controls of such frequency."""
    return (
        select(col(EvidenceLink.control), *columns)
        .join(Evidence, col(Evidence.id) == col(EvidenceLink.evidence))
        .join(Control, col(Control.id) == col(EvidenceLink.control))
        .where(
            col(Evidence.rejected) == "",
            col(Control.frequency).in_(sorted(frequencies)),
            _meant(session, col(EvidenceLink.control), controls),
        )
    )


def _raw(column: Any) -> Any:
    """A value as its text: parsing it a hundred thousand times is what takes the time."""
    return type_coerce(col(column), Text)


_COLUMNS = (
    *(Control.frequency, Evidence.id, Evidence.kind, Evidence.as_of, Evidence.period_from, Evidence.period_to),
    *(Evidence.performed_on, Evidence.for_slot, Evidence.sha256, Evidence.integrity, Evidence.importer),
    *(Evidence.pulled_at, Evidence.collected_at, Evidence.valid_until, Evidence.query, Evidence.completeness),
    *(Evidence.result, Evidence.page, Evidence.rows_skipped, Evidence.skips_explained),
)


def behind(session: Session, controls: Sequence[str], zone: str) -> Iterator[tuple[str, Frequency, BehindControl]]:
    """Every artefact that nobody rejected, behind each of those controls that run in cycles or all the time."""
    asked = _wanted(session)
    newer, rows, stated = _newer(session), _rows_of(session), _stated(session)
    query = _behind(session, (*PERIODIC, Frequency.CONTINUOUS), controls, *map(_raw, _COLUMNS))
    known: dict[tuple[str, str, str, str], tuple[Frequency, EvidenceKind, Shows | None]] = {}
    for row in session.connection().execute(query).all():  # plain rows: half the time
        control, often, name, kind, moment, first, last, performed, slot, sha, integrity, importer = row[:12]
        pulled, collected, valid, drawn, checked, result, page, skipped, explained = row[12:]
        told = (control, often, kind, importer)
        if told not in known:  # a control has few kinds of artefacts, and many of each
            known[told] = _meaning(asked.get(control, {}), *told)
        frequency, kind, shows = known[told]
        seen = _day_of(pulled or collected, zone)
        start, end = _day(first or moment), _day(last or moment)
        by, begins = newer.get(name, ("", None))
        lacks: tuple[str, ...] = ()
        if shows is Shows.RECORD:
            lacks = _lacking(drawn, pulled, checked, page=page, left_out=0 if explained else skipped or 0)
        why = standing(
            preserved=bool(sha),
            integrity=integrity,
            rejected="",
            superseded_by=_superseded_by(by, begins, start),
            kind=kind,
            importer=importer,
            result=result,
        )
        yield (
            control,
            frequency,
            BehindControl(
                name,
                kind,
                shows,
                why,
                start,
                end,
                term=first is not None,
                performed=_day_or_none(performed),
                slot=slot,
                seen=seen,
                known=seen - _DAY,
                valid_until=_day_or_none(valid),
                stated=stated.get((control, name), ""),
                filled=rows.get(name),
                replaced=(by, begins) if begins is not None else None,
                lacks=lacks,
                failed=result.startswith(FAILED),
            ),
        )


def _day(text: str) -> date:
    """A stored day, each parsed once; what is none stands for a day of its own, and is told elsewhere."""
    try:
        return _parsed(text)
    except ValueError:
        return stored_day(text)


def _superseded_by(newer: str, begins: date | None, start: date) -> str:
    """A newer artefact that begins later takes over from there: until then the older one stands."""
    return newer if begins is not None and begins <= start else ""


def _day_or_none(text: str | None) -> date | None:
    return _day(text) if text else None


def _meaning(
    wanted: Mapping[EvidenceKind, Shows | None], control: str, often: str, kind: str, importer: str
) -> tuple[Frequency, EvidenceKind, Shows | None]:
    """What artefacts of a kind that an importer read show of a control; `gateway 1` is its name and version."""
    frequency, of = stored_word(Frequency, often), stored_word(EvidenceKind, kind)
    name = importer.partition(" ")[0]
    serves = control in SERVES.get(name, ()) or (False if name in OF_ONE_USE else None)
    return frequency, of, shown(of, wanted, frequency, serves=serves)


def _lacking(*said: str, page: str, left_out: int) -> tuple[str, ...]:
    """What a record must say to stand for its range and does not; a page says nothing of what it does not hold."""
    found = [what for what, there in zip(_OF_A_RECORD, said, strict=True) if not there]
    found += [f"the rest of it: {page}"] if page else []
    found += [f"a word on {left_out:,} rows left out: mend or explain each"] if left_out else []
    return tuple(found)


def _wanted(session: Session) -> dict[str, dict[EvidenceKind, Shows | None]]:
    """What each kind shows that a control wants."""
    found: dict[str, dict[EvidenceKind, Shows | None]] = defaultdict(dict)
    query = select(col(WantedEvidence.control), col(WantedEvidence.kind), col(WantedEvidence.shows))
    for control, kind, shows in session.execute(query.order_by(col(WantedEvidence.position))):
        found[control].setdefault(kind, shows)
    return found


def _stated(session: Session) -> dict[tuple[str, str], str]:
    """By control and artefact: who says that it shows a run, when and where it was inspected, and why."""
    query = select(
        col(EvidenceLink.control), col(EvidenceLink.evidence), col(EvidenceLink.shows_run),
        col(EvidenceLink.inspected_by), col(EvidenceLink.inspected_on), col(EvidenceLink.inspected_at),
    ).where(col(EvidenceLink.shows_run) != "")  # fmt: skip
    return {
        (control, evidence): told(who, when, where, why)
        for control, evidence, why, who, when, where in session.execute(query)
    }


def _newer(session: Session) -> dict[str, tuple[str, date]]:
    """For each artefact that was superseded: by which, and the first day that one shows."""
    first = func.coalesce(_raw(Evidence.period_from), _raw(Evidence.as_of))
    query = select(col(Evidence.supersedes), col(Evidence.id), first).where(
        col(Evidence.supersedes) != "", col(Evidence.rejected) == ""
    )
    return {old: (new, _day(begins)) for old, new, begins in session.execute(query)}


def _rows_of(session: Session) -> dict[str, list[Span]]:
    """The days that the rows of each imported log or series fall on."""
    query = (
        select(col(ImportRecord.id), col(ImportRecord.report))
        .join(Evidence, col(Evidence.id) == col(ImportRecord.id))
        .where(col(Evidence.kind).in_(UNREAD), col(Evidence.rejected) == "")
    )
    return {name: import_days.filled(stored_json(report, dict[str, Any]())) for name, report in session.execute(query)}


def _quiet(session: Session) -> dict[str, list[QuietDays]]:
    """Days on which nothing was to happen, as a person said, by control."""
    found: dict[str, list[QuietDays]] = defaultdict(list)
    for row in quiet.listed(session):
        told = f"{row.id}: {row.told}"
        found[row.control].append(QuietDays(row.id, row.span, row.weekdays, told))
    return found


def _day_of(moment: str, zone: str) -> date:
    """The day of a moment where the desk is."""
    try:
        return _parsed_of(moment, zone)
    except ValueError:
        return stored_moment(moment).date()


@lru_cache(maxsize=4096)
def _parsed_of(moment: str, zone: str) -> date:
    at = datetime.fromisoformat(moment)
    near = nearest(at.date())
    return near if near != at.date() else at.astimezone(clock.find_zone(zone) if zone else None).date()


def _lists(session: Session, controls: Sequence[str]) -> dict[str, list[Listing]]:
    """Populations, with what each lacks to be final."""
    query = (
        _behind(session, (Frequency.EVENT,), controls, Evidence)
        .where(or_(col(Evidence.is_population), col(Evidence.kind) == EvidenceKind.POPULATION))
        .order_by(col(Evidence.position))
    )
    newer, (doubts, names) = _newer(session), artefacts.doubts_and_names(session)
    found = defaultdict[str, list[Listing]](list)
    for control, row in session.execute(query):
        by, _ = newer.get(row.id, ("", None))
        days = Span(row.period_from or row.as_of, row.period_to or row.as_of)
        found[control].append(listing(row, days, by, doubts.get(row.id, ""), names.get(row.id, "")))
    return found
