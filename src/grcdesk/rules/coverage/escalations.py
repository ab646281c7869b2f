"""How long critical tickets were open, to the second; and words of severities that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from grcdesk.rules.coverage import words
from grcdesk.rules.coverage.check_rows import nothing, row, worst
from grcdesk.schemas.coverage.checks import CheckItem, CheckRow, Limit, ListInForce, TicketRecord
from grcdesk.terms import CheckState
from grcdesk.wording import count

_NO_TIME, _SECOND, _HOUR = timedelta(), timedelta(seconds=1), timedelta(hours=1)


def escalations(
    limit: Limit,
    tickets: Sequence[TicketRecord],
    as_of: date,
    until: datetime,
    lists: Sequence[ListInForce] = (),
) -> CheckRow:
    """Critical tickets: open for longer than the warning level, or longer than the limit whether resolved or not.

    `until` is the moment the day is over: the time of open ones is counted up to it, exactly. A ticket whose severity
    is a word nobody knows may be critical: until a person says, the check is not ok.
    """
    if not tickets and all(one.lost for one in lists):
        return nothing(limit, as_of, "no list of tickets is on file: import one as tickets", lists)
    opened = [ticket for ticket in tickets if ticket.opened < until]
    critical = _critical(opened)
    longest = max([_NO_TIME, *(_time_open(ticket, until) for ticket in critical)])
    items = _too_long(critical, limit, until)
    items += _asked((ticket for ticket in opened if ticket.critical is None), limit.id)
    says = f"{count(len(critical), 'critical ticket')} of {len(tickets)}"
    return row(limit, as_of, (longest / _HOUR, worst(item.state for item in items)), says, items, lists=lists)


def _critical(tickets: Iterable[TicketRecord]) -> list[TicketRecord]:
    """Those known to be critical, in the order they were opened."""
    return sorted((ticket for ticket in tickets if ticket.critical), key=lambda ticket: (ticket.opened, ticket.id))


def _too_long(critical: Iterable[TicketRecord], limit: Limit, until: datetime) -> list[CheckItem]:
    return [item for ticket in critical if (item := _open_too_long(ticket, limit, until)) is not None]


def _resolved(ticket: TicketRecord, until: datetime) -> datetime | None:
    """When it was resolved; what was done after the moment that is looked at is not known yet."""
    return ticket.resolved if ticket.resolved is not None and ticket.resolved <= until else None


def _time_open(ticket: TicketRecord, until: datetime) -> timedelta:
    """From its opening to its resolution, or to the moment that is looked at."""
    return (_resolved(ticket, until) or until) - ticket.opened


def _open_too_long(ticket: TicketRecord, limit: Limit, until: datetime) -> CheckItem | None:
    """The ticket as an item of the check: a warning only while it is open, a breach for good."""
    spent, resolved = _time_open(ticket, until), _resolved(ticket, until) is not None
    what = f"{'resolved after' if resolved else 'open for'} {in_hours(spent)}"
    if spent > timedelta(hours=limit.limit):
        return CheckItem(ticket.id, what, spent / _HOUR, CheckState.BREACH)
    if not resolved and limit.warn is not None and spent > timedelta(hours=limit.warn):
        return CheckItem(ticket.id, what, spent / _HOUR, CheckState.WARN)
    return None


def in_hours(spent: timedelta) -> str:
    """`4 h 02 min 30 s`, `12 h 30 min`, `3 h`: to the second, and never rounded down to a limit."""
    seconds = -(-spent // _SECOND)
    parts = [f"{seconds // 3600:,} h"]
    if seconds % 3600:
        parts.append(f"{seconds // 60 % 60:02} min")
    if seconds % 60:
        parts.append(f"{seconds % 60:02} s")
    return " ".join(parts)


def told_value(found: CheckRow) -> str:
    """The value of a check for people: hours to the second, other numbers as they are; empty without one."""
    if found.value is None:
        return ""
    return in_hours(timedelta(hours=found.value)) if found.unit == "hours" else f"{found.value:g}"


def _asked(tickets: Iterable[TicketRecord], check: str) -> list[CheckItem]:
    """A question for each severity that nobody knows, by source."""
    asked: dict[tuple[str, str], int] = {}
    for ticket in tickets:
        about = ticket.source, words.told(ticket.severity)
        asked[about] = asked.get(about, 0) + 1
    return [
        CheckItem(
            f'{words.UNKNOWN}"{word}"',
            f"{count(number, 'ticket')}{f' of {source}' if source else ''}: is it critical? "
            f"grcdesk checks word {check} '{word}' --means critical, or other",
            None,
            CheckState.WARN,
        )
        for (source, word), number in sorted(asked.items())
    ]
