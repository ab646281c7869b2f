"""The only owner of stderr: notices, errors, questions, progress. Each is one line that begins with `grcdesk:`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from grcdesk.cli.frame.run import current
from grcdesk.cli.frame.streams import steer
from grcdesk.text import show

if TYPE_CHECKING:
    from grcdesk.errors import DeskError
    from grcdesk.schemas.outcomes import FileOutcome, Outcome

PREFIX = "grcdesk: "


def say(text: str) -> None:
    """A notice. What was written to stdout comes first."""
    _flush_stdout()
    print(PREFIX + show(text), file=sys.stderr, flush=True)


def problem(error: DeskError) -> None:
    """An error: the sentence, everything that is lacking, and how to mend it."""
    say(str(error))
    for reason in error.reasons:
        say(f"  {reason}")
    if error.hint:
        say(error.hint)


def outcome(done: Outcome, *, undo: bool = True) -> None:
    """What a command did, and how to take it back."""
    sentence = done.sentence.rstrip(".")
    if done.dry_run:
        say(f"{sentence} (dry run: nothing was changed)")
    elif done.batch and undo:
        say(f"{sentence}. Undo: {current().command(f'log undo {done.batch}')}")
    else:
        say(sentence)
    for warning in done.warnings:
        say(warning)
    if done.differences:
        from grcdesk.rules.bulk.tally import counted, lines  # noqa: PLC0415  only a dry run has them

        say(counted(done.differences))
        for line in lines(done.differences):
            say(f"  {line}")


def written(done: FileOutcome) -> None:
    """Which file was written, what had to be shortened or made visible in it, and what is to be mended."""
    say(done.sentence)
    for note in (*done.notes, *done.mend):
        say(note)


def is_terminal() -> bool:
    """Whether there is a person to ask: stdin and stderr are terminals and --no-input was not given."""
    return not current().no_input and _tty(sys.stdin) and _tty(sys.stderr)


def ask(question: str, default: str = "") -> str:
    """One answer, or the default when there is nobody to ask."""
    if not is_terminal():
        return default
    _flush_stdout()
    shown = f" [{default}]" if default else ""
    print(show(f"{PREFIX}{question}{shown}: "), end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise KeyboardInterrupt
    return line.strip() or default


def confirm(question: str) -> bool:
    """Yes or no; no when there is nobody to ask."""
    return is_terminal() and ask(f"{question} [y/N]").casefold() in ("y", "yes")


def progress(noun: str) -> Callable[[int, int], None] | None:
    """A counter on one line of the terminal; None when stderr is no terminal."""
    if not _tty(sys.stderr):
        return None

    def step(done: int, total: int) -> None:
        end = "\n" if done >= total else ""
        steer(sys.stderr, f"\r{PREFIX}{show(noun)} {done:,} of {total:,}{end}")
        sys.stderr.flush()

    return step


def crash(error: BaseException) -> None:
    """Our bug: keep the traceback in a file and say where."""
    import traceback  # noqa: PLC0415  5 ms, and platformdirs, needed only here

    from grcdesk import clock, paths  # noqa: PLC0415

    text = show("".join(traceback.format_exception(error)), newlines=True)
    name = f"crash-{clock.stamp(clock.now()).replace(':', '')}-{os.getpid()}.log"
    try:
        folder = paths.user_state()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file: Path | None = folder / name
        if file is not None:
            file.touch(mode=0o600)
            file.write_text(show(" ".join(sys.argv[:2])) + f"\n{text}", encoding="utf-8")
    except OSError:
        file = None
    say(f"this is a bug in grcdesk: {type(error).__name__}: {error}")
    say(f"the details are in {file}" if file else "the details could not be written to the state folder")


def _flush_stdout() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


def _tty(stream: object) -> bool:
    return stream is not None and bool(getattr(stream, "isatty", lambda: False)())
