"""What is said of a finding, as options: one table for `add` and `set`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.frame.kinds import NOTHING, DayKind, Kind, PeriodKind, TermKind
from grcdesk.cli.frame.run import complete
from grcdesk.errors import BadInput
from grcdesk.terms.bounds import MOST_COUNT
from grcdesk.terms.findings import FindingClass, Severity
from grcdesk.text import whole_number

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

TEXTS = {
    "condition": "What is.",
    "criteria": "What should be.",
    "cause": "Why it is so.",
    "effect": "What comes of it.",
    "recommendation": "What should be done.",
    "criterion": "The criterion it is about, e.g. CC6.1.",
    "test": "The test attribute that failed, e.g. AI-PI-02.T2.",
    "owner": "The person who answers for it.",
}
_NAMES = (*TEXTS, "control", "severity", "scheme_class", "extent", "period", "response_due", "links")


class ExtentKind(Kind):
    """How many of how many: `3/63`, `3 of 63`, or `3` alone; `none` clears."""

    name = "extent"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The two numbers; the second is None when it is not told."""
        del param, ctx
        if isinstance(value, tuple) or value in NOTHING:
            return value
        parts = str(value).replace("of", "/").split("/")
        digits = [part.strip() for part in parts]
        if len(digits) > 2 or not all(one.isascii() and one.isdigit() for one in digits):  # noqa: PLR2004  k and n
            raise BadInput(f"--extent: {value!r} is no extent", hint="write it as 3/63: how many of how many")
        numbers = [whole_number(one, MOST_COUNT, "--extent") for one in digits]
        return (numbers[0], numbers[1] if len(numbers) > 1 else None)


def finding_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Every field as an option; the command gets `said`, only with what was given."""

    @wraps(function)
    def asked(*args: Any, **given: Any) -> Any:
        said = {name: given.pop(name) for name in _NAMES}
        return function(*args, said=_meant({name: one for name, one in said.items() if one not in (None, ())}), **given)

    options = [
        click.option("--severity", metavar="WORD", type=TermKind(Severity), help=f"{', '.join(Severity)}."),
        click.option("--control", metavar="ID", shell_complete=complete("control"), help="The control it is about."),
        *(click.option(f"--{name}", name, metavar="TEXT", help=text) for name, text in TEXTS.items()),
        click.option(
            "--class",
            "scheme_class",
            metavar="WORD",
            type=TermKind(FindingClass, clearable=True),
            help=f"SOC 2: {', '.join(list(FindingClass)[:3])}; ISO: {', '.join(list(FindingClass)[3:])}.",
        ),
        click.option("--extent", metavar="K/N", type=ExtentKind(), help="How many of how many, e.g. 3/63."),
        click.option("--period", metavar="A..B", type=PeriodKind(), help="The days it is about."),
        click.option("--response-due", metavar="DATE", type=DayKind(), help="Until when management responds."),
        click.option("--link", "links", metavar="ID", multiple=True, help="A record it comes from; may be repeated."),
    ]
    for option in reversed(options):
        asked = option(asked)
    return asked


def _meant(said: dict[str, Any]) -> dict[str, Any]:
    """Options as fields; `none` clears."""
    found: dict[str, Any] = {name: "" if name in TEXTS and value in NOTHING else value for name, value in said.items()}
    if found.get("scheme_class") in NOTHING:
        found["scheme_class"] = None
    if found.get("control") in NOTHING:
        found["control"] = ""
    if "extent" in found:
        extent = found.pop("extent")
        found["extent_k"], found["extent_n"] = (None, None) if extent in NOTHING else extent
    if "period" in found:
        period = found.pop("period")
        found["period_from"], found["period_to"] = period.start, period.end
    if "links" in found:
        found["links"] = tuple(found["links"])
    return found


def spelt(desk: Desk, said: dict[str, Any]) -> dict[str, Any]:
    """The control as it is spelt in the desk."""
    from grcdesk.cli.frame.run import control_ids  # noqa: PLC0415

    if said.get("control"):
        return {**said, "control": control_ids(desk, (said["control"],))[0]}
    return said
