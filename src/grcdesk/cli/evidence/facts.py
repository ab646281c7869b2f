"""What is said of artefacts on the command line: the same options for adding and for correcting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from grcdesk.cli.frame.kinds import AMOUNT, DayKind, TermKind
from grcdesk.cli.frame.run import complete
from grcdesk.terms import CollectorMethod, Confidentiality

Function = TypeVar("Function", bound=Callable[..., Any])
_MOMENTS = ("pulled_at", "collected_at")


def ties(function: Function) -> Function:
    """--control and --test; the command gets `controls` and `tests`."""
    for option in (
        click.option(
            "--test",
            "tests",
            metavar="ID",
            multiple=True,
            shell_complete=complete("test"),
            help="Which test it answers.",
        ),
        click.option(
            "--control", "controls", metavar="ID", multiple=True, shell_complete=complete("control"), help="For which."
        ),
    ):
        function = option(function)
    return function


def facts_options(function: Function) -> Function:
    """Dates, where it comes from, who checked it, and how it may be used."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


_OPTIONS = (
    click.option("--title", metavar="TEXT", help="How it is called; default: the file's name."),
    click.option("--as-of", metavar="DATE", type=DayKind(clearable=True), help="The day it speaks of."),
    click.option("--from", "period_from", metavar="DATE", type=DayKind(clearable=True), help="First day it covers."),
    click.option("--to", "period_to", metavar="DATE", type=DayKind(clearable=True), help="Last day it covers."),
    click.option(
        "--performed",
        "--performed-on",
        "performed_on",
        metavar="DATE",
        type=DayKind(clearable=True),
        help="When the work it shows was done.",
    ),
    click.option("--slot", metavar="SLOT", help="The slot it is for, e.g. 2026Q1; else the one that holds its day."),
    click.option("--source", metavar="TEXT", help="Which system or person it comes from."),
    click.option("--query", metavar="TEXT", help="The exact command, query or filters it was drawn with."),
    click.option("--pulled-at", metavar="TIME", help="When it was drawn from there, e.g. 2026-11-01T09:30Z."),
    click.option(
        "--method", metavar="WORD", type=TermKind(CollectorMethod, clearable=True), help="How, e.g. export, api."
    ),
    click.option("--collected-by", metavar="NAME", help="Who took it; default: you."),
    click.option("--provided-by", metavar="NAME", help="Who handed it over."),
    click.option("--population", "is_population", is_flag=True, help="It lists everything that happened."),
    click.option("--rows", "row_count", metavar="N", type=AMOUNT, help="How many entries it has."),
    click.option("--completeness", metavar="TEXT", help="How it was checked that nothing is left out."),
    click.option("--accuracy", metavar="TEXT", help="How it was checked that it is right."),
    click.option("--checked-by", metavar="NAME", help="Who checked it."),
    click.option("--confidentiality", metavar="WORD", type=TermKind(Confidentiality), help="internal, nda or auditor."),
    click.option("--valid-until", metavar="DATE", type=DayKind(clearable=True), help="Until when it is valid."),
    click.option("--note", metavar="TEXT", help="A working note."),
)


def moments(fields: dict[str, Any], zone: str) -> dict[str, Any]:
    """Times as they are stored, read in the desk's zone where they name none."""
    from grcdesk import clock  # noqa: PLC0415  zoneinfo: 3 ms

    found = dict(fields)
    for key in _MOMENTS:
        if found.get(key):
            found[key] = clock.stamp(clock.parse_moment(found[key], zone))
    return found
