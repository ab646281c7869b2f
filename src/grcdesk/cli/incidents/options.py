"""What is said of an incident, as options: one table for `add` and `set`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from grcdesk.cli.frame.kinds import NOTHING, TermKind
from grcdesk.terms.findings import Severity
from grcdesk.terms.incidents import IncidentKind

TEXTS = {
    "scenario": "What is played; of an exercise.",
    "happened": "What happened. It enters the change log as a hash alone.",
    "root_cause": "Why it happened; kept likewise.",
    "lessons": "What was learnt; kept likewise.",
    "lead": "The person who leads.",
    "reference": "Its number in another system.",
}
LISTS = {
    "people": ("--person", "Somebody who took part; may be repeated."),
    "tests_added": ("--test-added", "A test that would find it now; may be repeated."),
}


def incident_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Every field as an option; the command gets `said`, only with what was given."""

    @wraps(function)
    def asked(*args: Any, **given: Any) -> Any:
        said = {name: given.pop(name) for name in ("kind", "severity", *TEXTS, *LISTS)}
        return function(
            *args, said={name: _meant(name, one) for name, one in said.items() if one not in (None, ())}, **given
        )

    options = [
        click.option("--type", "kind", metavar="WORD", type=TermKind(IncidentKind), help=f"{', '.join(IncidentKind)}."),
        click.option("--severity", metavar="WORD", type=TermKind(Severity), help=f"{', '.join(Severity)}."),
        *(click.option(f"--{name.replace('_', '-')}", name, metavar="TEXT", help=text) for name, text in TEXTS.items()),
        *(click.option(flag, name, metavar="TEXT", multiple=True, help=text) for name, (flag, text) in LISTS.items()),
    ]
    for option in reversed(options):
        asked = option(asked)
    return asked


def _meant(name: str, value: Any) -> Any:
    """`none` clears."""
    if name in LISTS:
        return () if tuple(value) in (("none",), ("",)) else tuple(value)
    return "" if name in TEXTS and value in NOTHING else value
