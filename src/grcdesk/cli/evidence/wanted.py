"""`grcdesk evidence wanted|suggest`: what is asked for and is not there; where what waits may belong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.group import verb
from grcdesk.cli.frame.kinds import listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, control_ids, opened
from grcdesk.terms import Support
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.schemas.evidence.evidence import WantedControl

_WANTED = (
    Column("control", rank=0),
    Column("kind", rank=0),
    Column("what", rank=1, elastic=26),
    Column("mandatory", "must", rank=3),
    Column("have", rank=0),
    Column("newest", rank=2),
    Column("missing", rank=1),
    Column("linked", rank=4),
    Column("why", rank=3, elastic=20),
)
_SUGGESTED = (
    Column("id", rank=0),
    Column("title", rank=1, elastic=20),
    Column("control", rank=0),
    Column("score", rank=3),
    Column("reason", rank=1, elastic=26),
)


@verb(
    "wanted", "grcdesk evidence wanted", "grcdesk evidence wanted AI-SEC-01 --json", "grcdesk evidence wanted --missing"
)
@click.argument("controls", metavar="[ID]...", nargs=-1, shell_complete=complete("control"))
@click.option("--missing", is_flag=True, help="Only what must be there and is not.")
@listing
def wanted(*, controls: tuple[str, ...], missing: bool, form: OutputForm) -> None:
    """List the kinds of evidence each control wants, what is there, the newest day it shows, what is missing.

    As JSON: one object for each control, with its kinds in `wanted`.
    """
    with opened() as desk:
        found = desk.wanted.list(control_ids(desk, controls))
    if missing:
        found = [one for one in found if one.missing]
    if form.json and not form.columns:
        output.document([_record(one) for one in found])
        return
    output.records([row for one in found for row in _rows(one, missing=missing)], _WANTED, form)
    if form.kind == "table":
        tell.say(_summed(found))


def _rows(one: WantedControl, *, missing: bool) -> list[dict[str, Any]]:
    """The kinds a control wants, or of them those that lack."""
    rows = [row for row in one.wanted if row.missing or not missing]
    return [{**output.value(row), "kind": row.kind, "missing": row.missing} for row in rows]


def _summed(found: Sequence[WantedControl]) -> str:
    lacking = sum(len(one.missing) for one in found)
    levels = Counter(one.support for one in found)
    claims, part = levels[Support.CLAIM_ONLY], levels[Support.SUPPORTED_IN_PART]
    return (
        f"{count(len(found), 'control')}, {count(lacking, 'kind')} missing, "
        f"{count(claims, 'control')} in place by claim only, {part} supported in part"
    )


def _record(one: Any) -> dict[str, Any]:
    kinds = [{**output.value(row), "missing": row.missing} for row in one.wanted]
    return {
        **output.value(one),
        "supported": one.supported,
        "unsupported": one.unsupported,
        "missing": one.missing,
        "wanted": kinds,
    }


@verb("suggest", "grcdesk evidence suggest", "grcdesk evidence suggest EV-7 --json")
@click.argument("ids", metavar="[ID]...", nargs=-1, shell_complete=complete("evidence"))
@listing
def suggest(*, ids: tuple[str, ...], form: OutputForm) -> None:
    """List where artefacts that wait may belong, and why; `place --suggested` takes the first of each."""
    with opened() as desk:
        found = desk.wanted.suggest(ids)
        titles = {row.id: row.title for row in desk.evidence.list("is:unplaced")}
    rows = [
        {"id": name, "title": titles.get(name, ""), **output.value(one)}
        for name, several in found.items()
        for one in several
    ]
    output.records(rows, _SUGGESTED, form)
    if form.kind == "table":
        lost = [name for name, several in found.items() if not several]
        tell.say(f"{count(len(found), 'artefact')} to place, {word_of(len(lost))} without a suggestion")


def word_of(number: int) -> str:
    """`none`, or the number."""
    return f"{number:,}" if number else "none"
