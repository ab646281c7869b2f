"""Forms about limits that are watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grcdesk.errors import BadInput
from grcdesk.rules.coverage.checks import ESCALATIONS, METRIC
from grcdesk.rules.coverage.words import MEANINGS, UNKNOWN
from grcdesk.schemas.coverage.checks import CheckRow
from grcdesk.terms import Side
from grcdesk.text import plain_number
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.kinds import term, words
from grcdesk.tui.dialogs.values import one_of
from grcdesk.tui.frame.ask import Act, ask_and_do
from grcdesk.tui.kit.drafts import Texts

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell


def set_limits(app: Shell, row: CheckRow | None = None) -> None:
    """Set the limits of a check; of one that is typed when none is given."""
    warned = row is not None and row.warn is not None

    def build(texts: Texts) -> Act:
        check = row.id if row else texts["check"]
        bound, warns, days = (_number(texts.get(name, ""), name) for name in ("limit", "warn", "response_days"))
        age = _number(texts.get("max_age", ""), "max_age")
        side = one_of(texts.get("side", ""), tuple(Side), "side")
        return lambda desk: desk.checks.set(
            check,
            limit=bound,
            warn=warns,
            side=Side(side) if side else None,
            response_days=None if days is None else _whole(days),
            max_age=None if age is None else _whole(age),
            # cleared where it warned; of a check that never did an empty field says nothing
            no_warn=warned and warns is None,
        )

    if row is None:
        ask_and_do(app, "Limits of a metric", _of_a_metric(), build)
    else:
        ask_and_do(app, f"Limits of {row.id}", _of_a_check(row), build, note=row.sentence)


_LISTS_AGE = "days old; older ones are stale"


def _of_a_metric() -> list[Ask]:
    """What is asked of a metric that is typed."""
    return [
        Ask("check", "Check", METRIC, "metric:NAME", needed=True),
        Ask("limit", "Limit", "", "beyond it is a breach"),
        Ask("warn", "Warns at", "", "empty: as it is"),
        Ask("max_age", "Lists at most", "", _LISTS_AGE),
        *_only_of_metrics(""),
    ]


def _of_a_check(row: CheckRow) -> list[Ask]:
    """What is asked of a check that is there, with what it has."""
    fields = [
        Ask("limit", "Limit", _written(row.limit), "beyond it is a breach"),
        Ask("warn", "Warns at", _written(row.warn), "empty: it never warns"),
    ]
    if row.max_age is not None:
        fields.append(Ask("max_age", "Lists at most", str(row.max_age), _LISTS_AGE))
    if row.id.startswith(METRIC):
        fields += _only_of_metrics(row.side.value if row.limit is not None else "")
    return fields


def _only_of_metrics(side: str) -> list[Ask]:
    return [
        Ask("side", "Side", side, kind=term(Side)),
        Ask("response_days", "Response days", "", "working days for a review; empty: as it is"),
    ]


def say_word(app: Shell, row: CheckRow | None = None) -> None:
    """Say what a word of a list means: the first that the check asks about, or one that is typed."""
    asked = next((item.id for item in row.items if item.id.startswith(UNKNOWN)), "") if row else ""

    def build(texts: Texts) -> Act:
        means = one_of(texts["means"], MEANINGS, "meaning")
        return lambda desk: desk.checks.say(ESCALATIONS, texts["word"], means, source=texts["source"])

    fields = [
        Ask("word", "Word", asked.removeprefix(UNKNOWN).strip('"'), "as the list has it", needed=True),
        Ask("means", "Means", "", "empty: ask about it again", kind=words(MEANINGS)),
        Ask("source", "Source", "", "empty: wherever it stands"),
    ]
    ask_and_do(app, "What does it mean?", fields, build, note=row.sentence if row else "")


def _written(number: float | None) -> str:
    # as it was typed: all digits that a float keeps, and none that it makes up
    return "" if number is None else f"{number:.15g}"


def _number(written: str, name: str) -> float | None:
    return plain_number(written, name) if written.strip() else None


def _whole(number: float) -> int:
    if number < 0 or number != int(number):
        raise BadInput(f"{number:g} is no number of days", hint="such as 5")
    return int(number)
