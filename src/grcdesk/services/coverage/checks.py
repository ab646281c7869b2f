"""Limits that are watched, and the numbers behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.importers.evidence.registers import KEYS, TICKETS
from grcdesk.models.base import col
from grcdesk.models.checks import CheckLimit, CheckWord
from grcdesk.rules.coverage import checks as rules
from grcdesk.rules.coverage import runs, words
from grcdesk.rules.coverage import scans as scan_rules
from grcdesk.rules.coverage.escalations import escalations
from grcdesk.rules.time.grace import GRACE_DAYS
from grcdesk.schemas.coverage.checks import CheckRow, Limit
from grcdesk.schemas.coverage.coverage import Span, WatchedControl
from grcdesk.schemas.outcomes import Outcome
from grcdesk.services.common.context import Service
from grcdesk.services.common.in_force import engagement
from grcdesk.services.coverage import check_facts, scans
from grcdesk.services.coverage.check_facts import Registers
from grcdesk.services.vendors import traffic
from grcdesk.terms import Anchor, Frequency, Side, Verb
from grcdesk.terms.bounds import MOST_LIMIT
from grcdesk.text import clean
from grcdesk.wording import count, join

_HOUSE = {limit.id: limit for limit in rules.HOUSE}
_DAY = timedelta(days=1)
_MONTHLY = WatchedControl("", Frequency.MONTHLY, Anchor.CALENDAR, GRACE_DAYS[Frequency.MONTHLY], None)


class Checks(Service):
    """Verbs on checks."""

    def list(self) -> list[Limit]:
        """Every check with the limits in force; those of metrics after those of the house."""
        with self._store.read() as session:
            return list(_limits(session).values())

    def run(self, *, as_of: date | None = None) -> Sequence[CheckRow]:
        """Each check as of a day; today when not given. Metrics with values and no limit are told as such."""
        day = as_of or self._context.today()
        zone = clock.find_zone(self._context.zone) if self._context.zone else clock.now().astimezone().tzinfo
        if zone is None:
            raise BadInput("the computer has no time zone", hint="grcdesk scope set --zone Europe/Berlin")
        with self._store.read() as session:
            limits = _limits(session)
            lists = check_facts.registers(session, self._context.paths, day, zone)
            found = _house(session, limits, lists, day, self._context.zone)
        for name in sorted(set(lists.points) | {key.removeprefix(rules.METRIC) for key in limits if _is_metric(key)}):
            points = list(lists.points.get(name, {}).values())
            limit = limits.get(rules.METRIC + name)
            if limit is None:
                found.append(rules.unlimited(rules.METRIC + name, points, day))
            else:
                found.append(_from(rules.metric(limit, points, lists.tickets, day, lists.lists[name])))
        return found

    def set(
        self,
        check: str,
        *,
        limit: float | None = None,
        warn: float | None = None,
        side: Side | None = None,
        response_days: int | None = None,
        max_age: int | None = None,
        no_warn: bool = False,
    ) -> Outcome:
        """Set the limits of a check; what is not given stays. `metric:NAME` defines the check of a metric.

        Args:
            check: its id.
            limit: beyond it is a breach.
            warn: from there on it warns.
            side: of a metric, whether values have to stay at most or at least there.
            response_days: of a metric, working days in which a breach is to be reviewed.
            max_age: days after which the newest list of a source is too old for it to be ok.
            no_warn: it never warns.

        Raises:
            NotFound: when there is no such check.
            Refused: when nothing is to be set, or the side of a house check is.
            BadInput: for a number that is none, or a warning level beyond the limit.
        """
        check = check.strip()
        asked: dict[str, Any] = {
            "limit": limit, "warn": warn, "side": side, "response_days": response_days, "max_age": max_age,
        }  # fmt: skip
        if not no_warn and all(value is None for value in asked.values()):
            raise Refused("nothing to set", hint="give --limit, --warn, --side, --response-days or --max-age")
        with self._store.work(Verb.CHECK_SET) as work:
            known = _limits(work.session)
            base = known.get(check) or _new_metric(check, limit, known)
            given = {name: value for name, value in asked.items() if value is not None}
            _refuse_of_others(base, given)
            if no_warn:
                given["warn"] = None
            wanted = replace(base, **given)
            _refuse_odd(wanted)
            _keep(work.session, wanted)
        return work.outcome(_told(wanted))

    def say(self, check: str, word: str, meaning: str, *, source: str = "") -> Outcome:
        """Say once what a word of a list means to a check; it is remembered for that source.

        Args:
            check: its id; today the escalations, whose word is the severity.
            word: as the list has it; `(none)` for one that is left empty.
            meaning: critical or other; empty: forget what was said.
            source: as artefacts name it; empty: every source in which the word is unknown now, or was told.

        Raises:
            NotFound: when there is no such check, or nothing on file has that word.
            BadInput: for a meaning that is none.
            Refused: when the check asks for no word.
        """
        if check not in _HOUSE:
            raise NotFound.of("check", check, tuple(_HOUSE))
        if check != rules.ESCALATIONS:
            raise Refused(f"{check} judges by no words", hint=f"{rules.ESCALATIONS} does, by severities")
        if meaning and meaning not in words.MEANINGS:
            raise BadInput(f"a severity means {' or '.join(words.MEANINGS)}, not {meaning!r}", hint="--means critical")
        word = clean(words.told(word), "word")
        sources = [source.strip()] if source.strip() else self._sources(word)
        with self._store.work(Verb.CHECK_WORD) as work:
            for one in sources:
                _remember(work.session, CheckWord(id="", of_check=check, source=one, word=word, meaning=meaning))
        where = join([one or "lists without a source" for one in sources])
        return work.outcome(f'"{word}" {f"means {meaning}" if meaning else "is asked about again"} in {where}')

    def _sources(self, word: str) -> Sequence[str]:
        """Where that word stands, or was told.

        Raises:
            NotFound: when it stands nowhere.
        """
        zone = clock.find_zone(self._context.zone or "UTC")
        with self._store.read() as session:
            lists = check_facts.registers(session, self._context.paths, self._context.today(), zone)
            told = [row.source for row in session.scalars(select(CheckWord)) if row.word.casefold() == word.casefold()]
        there = [one.source for one in lists.tickets if words.told(one.severity).casefold() == word.casefold()]
        if not (there or told):
            known = tuple({words.told(one.severity) for one in lists.tickets if one.critical is None})
            raise NotFound.of("severity", word, known)
        return list(dict.fromkeys((*there, *told)))

    def reset(self, check: str) -> Outcome:
        """Give a check its house limits again; of a metric, forget its limits.

        Raises:
            NotFound: when the desk has set none for it.
        """
        with self._store.work(Verb.CHECK_RESET) as work:
            row = work.session.get(CheckLimit, check)
            if row is None:
                own = tuple(work.session.scalars(select(col(CheckLimit.id))))
                raise NotFound.of("limit of the desk for check", check, own)
            work.session.delete(row)
        return work.outcome(f"{check} has {'its house limits again' if check in _HOUSE else 'no limit any more'}")


def _limits(session: Session) -> dict[str, Limit]:
    found = dict(_HOUSE)
    for row in session.scalars(select(CheckLimit).order_by(col(CheckLimit.id))):
        base = _HOUSE.get(row.id) or _metric(row.id)
        found[row.id] = replace(
            base,
            limit=float(row.bound),
            warn=float(row.warn) if row.warn else None,
            side=row.side,
            response_days=row.response_days,
            own=True,
            max_age=base.max_age if row.max_age is None else row.max_age,
        )
    return found


def _metric(check: str) -> Limit:
    name = check.removeprefix(rules.METRIC)
    return Limit(check, name, "metric series", "", Side.AT_LEAST, 0, max_age=rules.MAX_AGE)


def _remember(session: Session, said: CheckWord) -> None:
    """Keep what a word means, or forget it."""
    said.id = f"{said.of_check}/{said.source.casefold()}/{said.word.casefold()}"
    row = session.get(CheckWord, said.id)
    if not said.meaning:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(said)
    else:
        row.meaning = said.meaning


def _keep(session: Session, wanted: Limit) -> None:
    row = session.get(CheckLimit, wanted.id) or CheckLimit(id=wanted.id, side=wanted.side)
    row.bound, row.warn = f"{wanted.limit:.15g}", "" if wanted.warn is None else f"{wanted.warn:.15g}"
    row.side, row.response_days, row.max_age = wanted.side, wanted.response_days, wanted.max_age
    session.add(row)


def _told(limit: Limit) -> str:
    """`metric:recall: limit 0.95, warns at 0.97`."""
    warns = "" if limit.warn is None else f", warns at {limit.warn:g}"
    ages = "" if limit.max_age is None else f", lists at most {count(limit.max_age, 'day')} old"
    return f"{limit.id}: limit {limit.limit:g}{warns}{ages}"


def _is_metric(check: str) -> bool:
    return check.startswith(rules.METRIC)


def _new_metric(check: str, limit: float | None, known: dict[str, Limit]) -> Limit:
    name = check.removeprefix(rules.METRIC)
    if not _is_metric(check) or not name or clean(name, "metric") != name:
        raise NotFound.of("check", check, tuple(known))
    if limit is None:
        raise Refused(f"{check} is new and needs a limit", hint="--limit 0.95 --side at-least")
    return _metric(check)


def _refuse_of_others(base: Limit, given: Mapping[str, Any]) -> None:
    """What only checks of another kind have."""
    if not _is_metric(base.id) and given.keys() & {"side", "response_days"}:
        raise Refused(f"{base.id} has its side, and no response days", hint="only metrics do")
    if "max_age" in given and base.max_age is None:
        raise Refused(f"{base.id} is judged day by day: no list of it grows old", hint="grcdesk checks list")


def _refuse_odd(wanted: Limit) -> None:
    for number in (wanted.limit, wanted.warn):
        if number is not None and not abs(number) <= MOST_LIMIT:  # so that no number at all is refused as well
            raise BadInput(f"{number:g} is no limit", hint=f"a plain number, at most {MOST_LIMIT:.0f}")
    sign = 1 if wanted.side is Side.AT_MOST else -1
    if wanted.warn is not None and sign * wanted.warn > sign * wanted.limit:
        raise BadInput(
            f"{wanted.id} would warn at {wanted.warn:g}, beyond its limit of {wanted.limit:g}",
            hint="the warning comes before the limit",
        )


def _house(session: Session, limits: dict[str, Limit], lists: Registers, day: date, zone: str) -> list[CheckRow]:
    row = engagement(session)
    period = Span.of(row.period_start, row.period_end)
    begun = period if period and period.start <= day else None
    # the log of a day is drawn when the day is over
    over = Span(begun.start, min(begun.end, day - _DAY)) if begun and begun.start < day else None
    logged = check_facts.decisions(session, day)
    months = runs.judge(_MONTHLY, begun, check_facts.log_exports(session, day), day).slots if begun else ()
    until = min(clock.end_of(day, zone), clock.now()) if day >= clock.today(zone) else clock.end_of(day, zone)
    return [
        rules.log_completeness(limits[rules.LOG], logged.days, over, day),
        rules.policy_coverage(limits[rules.POLICY], check_facts.features(session, logged), day, logged.last),
        _from(rules.key_age(limits[rules.KEYS], lists.keys, day, lists.lists[KEYS])),
        _from(escalations(limits[rules.ESCALATIONS], lists.tickets, day, until, lists.lists[TICKETS])),
        rules.exports(limits[rules.EXPORTS], months, day),
        rules.traffic(limits[rules.TRAFFIC], traffic.view(session, day) if traffic.seen(session, day) else None, day),
        _from(scan_rules.check(limits[rules.SCANS], scans.on_file(session, day), day)),
    ]


def _from(found: CheckRow) -> CheckRow:
    """With the lists it was read from, beside its source."""
    read = [str(one) for one in found.lists if not one.lost]
    return replace(found, source=f"{found.source}: {join(read, 4)}") if read else found
