"""Fields that several forms ask for, and what is typed into them as values."""

from __future__ import annotations

from pathlib import Path

from grcdesk.errors import BadInput, Refused
from grcdesk.paths import typed_path
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.kinds import FILE, YES_NO
from grcdesk.tui.kit.drafts import Texts


def pairs(given: str, what: str) -> dict[str, str]:
    """`a=b, c=d` as a mapping.

    Raises:
        BadInput: when a part has no equals sign.
    """
    found = {}
    for part in (one.strip() for one in given.split(",")):
        name, equals, value = part.partition("=")
        if part and not equals:
            raise BadInput(f"{what}: {part!r} has no name", hint="write NAME=VALUE, commas between")
        if part:
            found[name.strip()] = value.strip()
    return found


def path_fields(hint: str) -> list[Ask]:
    """The fields every written file has."""
    return [
        Ask("path", "File", "", f"empty: {hint}", kind=FILE),
        Ask("force", "Overwrite", "", "yes replaces an existing file", kind=YES_NO),
    ]


def path_of(texts: Texts) -> tuple[Path | None, bool]:
    """File and whether it may be replaced.

    Raises:
        Refused: when overwriting is neither yes nor no.
    """
    return (typed_path(texts["path"]) if texts["path"] else None), said_yes(texts["force"], "overwrite")


def said_yes(given: str, what: str) -> bool:
    """Whether yes was typed; nothing means no.

    Raises:
        Refused: when it is neither yes nor no.
    """
    if given.casefold() not in {"", "yes", "y", "no", "n"}:
        raise Refused(f"{what} is yes or no")
    return given.casefold().startswith("y")
