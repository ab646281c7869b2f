"""How a command that changed or wrote something answers: on stdout as JSON, or as a notice on stderr."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.run import desk_paths
from grcdesk.errors import BadInput

if TYPE_CHECKING:
    from grcdesk.schemas.outcomes import FileOutcome, Outcome


def show_outcome(done: Outcome, *, as_json: bool) -> None:
    """What a command changed, and how to take it back."""
    if as_json:
        output.document(done)
    else:
        tell.outcome(done)


def show_file(done: FileOutcome, *, as_json: bool) -> None:
    """Which file a command wrote."""
    if as_json:
        output.document(done)
    else:
        tell.written(done)


def refuse_both(file: str | None, *, as_json: bool) -> None:
    """A file and a document cannot share stdout.

    Raises:
        BadInput: when both are asked for.
    """
    if file == "-" and as_json:
        raise BadInput("-o - and --json both want stdout", hint="choose one")


def file_to_stdout(make: Callable[[Path], FileOutcome], name: str) -> None:
    """Write a file aside and hand its bytes to stdout."""
    from grcdesk.store import temporary  # noqa: PLC0415  the desk is open by now

    with temporary.folder(desk_paths()) as folder:
        output.raw(make(folder / name).path.read_bytes())
