"""One run of the program: the options every command takes, and the desk it works on."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from grcdesk.errors import BadInput, DeskError

if TYPE_CHECKING:
    from datetime import date

    from grcdesk.paths import DeskPaths
    from grcdesk.services.desk.desk import Desk
    from grcdesk.store.work import Store

Function = TypeVar("Function", bound=Callable[..., Any])
COLOURS = ("auto", "always", "never")


@dataclass
class Invocation:
    """What was said for the whole run, before or after the noun."""

    desk: str | None = None
    """The folder named with --desk."""
    colour: str = "auto"
    no_input: bool = False
    ascii: bool = False
    """Whether statuses are drawn with ASCII signs, as the settings say."""
    engagement: str | None = None
    """The engagement named with --engagement; None: the current one of the desk."""
    unlogged: bool = False
    """Whether a file is handed out of a read-only desk without a line in its log."""
    not_verified: bool = False
    """Whether a file is handed out of a desk that is not what its log says."""
    at: str | None = None
    """A day or a position of the log: the desk is looked at as it stood then."""
    store: Store | None = None
    """Of the desk that was worked on."""
    say: Callable[[str], None] | None = None
    """Tells the person at which moment the desk is looked at."""
    progress: Callable[[int, int], None] | None = None
    """Counts the entries while such a desk is rebuilt."""
    beyond: int = 0
    """Stored values that were met out of bounds."""

    def command(self, text: str) -> str:
        """How a follow-up command is typed for the same desk: `grcdesk log undo 7f3a`."""
        place = f" --desk {shlex.quote(self.desk)}" if self.desk else ""
        place += f" --engagement {shlex.quote(self.engagement)}" if self.engagement else ""
        place += f" --at {shlex.quote(self.at)}" if self.at else ""
        return f"grcdesk{place} {text}"


def current() -> Invocation:
    """The run in force; plain defaults outside of a command."""
    context = click.get_current_context(silent=True)
    found = context.find_object(Invocation) if context else None
    return found or Invocation()


def _keep(field: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def keep(context: click.Context, _parameter: click.Parameter, value: Any) -> None:
        run = context.find_object(Invocation)
        if run is not None and value is not None and value is not False:
            setattr(run, field, value)

    return keep


def common_options(*, hidden: bool) -> list[click.Parameter]:
    """--desk, --engagement, --color and --no-input; every command takes them, the top help shows them."""
    return [
        click.Option(
            ["--desk"],
            metavar="DIR",
            help="The desk's folder.",
            expose_value=False,
            callback=_keep("desk"),
            hidden=hidden,
        ),
        click.Option(
            ["--engagement"],
            metavar="NAME",
            help="The engagement it is about, by id or name; otherwise the current one.",
            expose_value=False,
            callback=_keep("engagement"),
            hidden=hidden,
        ),
        click.Option(
            ["--color"],
            type=click.Choice(COLOURS),
            help="Colour on the terminal.",
            expose_value=False,
            callback=_keep("colour"),
            hidden=hidden,
        ),
        click.Option(
            ["--no-input"],
            is_flag=True,
            help="Never ask; use defaults or refuse.",
            expose_value=False,
            callback=_keep("no_input"),
            hidden=hidden,
        ),
    ]


def not_verified(function: Function) -> Function:
    """--not-verified for a command that hands out a file."""
    return click.option(
        "--not-verified",
        is_flag=True,
        expose_value=False,
        callback=_keep("not_verified"),
        help="Of a desk that is not what its log says: all the same; the file says so.",
    )(function)


def unlogged(function: Function) -> Function:
    """--unlogged and --not-verified for a command that hands out a file."""
    return click.option(
        "--unlogged",
        is_flag=True,
        expose_value=False,
        callback=_keep("unlogged"),
        help="Of a read-only desk: without a line in its change log; the file says so.",
    )(not_verified(function))


def desk_paths() -> DeskPaths:
    """The desk meant by this run.

    Raises:
        NoDesk: when there is none.
    """
    from grcdesk.paths import find_desk  # noqa: PLC0415  --help does not need it

    return find_desk(current().desk)


@contextmanager
def opened() -> Iterator[Desk]:
    """The open desk of this run, closed afterwards.

    Raises:
        NoDesk, Newer, Older, Locked, Damaged: when it cannot be opened.
    """
    from grcdesk.services.desk.opening import open_desk  # noqa: PLC0415  loads SQLAlchemy: 300 ms
    from grcdesk.terms import Via  # noqa: PLC0415

    run = current()
    desk = open_desk(desk_paths(), via=Via.CLI, at=run.at or "", progress=run.progress)
    if run.engagement is not None:
        try:
            desk.ask_about(run.engagement)
        except DeskError:
            desk.close()
            raise
    desk.store.unlogged = run.unlogged
    desk.store.unverified = run.not_verified
    run.store = desk.store
    run.ascii = desk.settings.glyphs == "ascii"
    if run.say and desk.moment:
        run.say(f"the desk {desk.moment.words}; judged on {_judged_on() or desk.today()}")
    try:
        yield desk
        run.beyond = len(desk.beyond())
    finally:
        desk.close()


def _judged_on() -> date | None:
    """The day of --as-of, where the command in force takes one."""
    context = click.get_current_context(silent=True)
    return context.params.get("as_of") if context else None


def control_ids(desk: Desk, given: tuple[str, ...]) -> list[str]:
    """Control ids as they are spelt in the desk: case does not matter, and `SEC-01` is `AI-SEC-01` when only one fits.

    A name that fits nothing is handed on as it is, so that the service can say what is near.
    """
    known = desk.controls.keys()
    exact = set(known)
    found = []
    for name in given:
        if name in exact:
            found.append(name)
            continue
        folded = name.casefold()
        same = [key for key in known if key.casefold() == folded]
        ends = same or [key for key in known if key.casefold().endswith("-" + folded)]
        if len(ends) > 1:
            raise BadInput(f"{name!r} fits {', '.join(ends)}", hint="write the whole id")
        found.append(ends[0] if ends else name)
    return list(dict.fromkeys(found))


def complete(kind: str) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """Shell completion of ids of that kind, read without loading SQLAlchemy."""

    def candidates(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
        from grcdesk.cli.frame.ids import ids  # noqa: PLC0415

        run = context.find_object(Invocation)
        return ids(kind, run.desk if run else None, incomplete)

    candidates.kind = kind  # type: ignore[attr-defined]  # so that a test can compare it with what ids.py knows
    return candidates
