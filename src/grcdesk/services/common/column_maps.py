"""Which column of a kind of file means what: told once, remembered for the next time."""

from __future__ import annotations

from collections.abc import Mapping

from sqlmodel import Session

from grcdesk.models.reviews import RememberedColumns
from grcdesk.terms.registers import DeskRegister

_WORD = " means "


def register_of(register: DeskRegister, vendor: str = "") -> str:
    """The list that is brought into a register, of one vendor where it is his."""
    return f"list of {register}" + (f" of {vendor}" if vendor else "")


def settings_of(vendor: str) -> str:
    """The export of the settings of our account at a vendor, by its id."""
    return f"settings at {vendor}"


def requests_of(firm: str) -> str:
    """The list of requests a firm keeps."""
    return f"requests of {firm.casefold()}" if firm else "list of requests"


def remembered(session: Session, source: str) -> tuple[dict[str, str], str]:
    """What → column, and the zone of times, as told once; empty when nothing was."""
    row = session.get(RememberedColumns, source)
    if row is None:
        return {}, ""
    pairs = (entry.partition(" = ") for entry in row.columns)
    return {what: column for what, _, column in pairs}, row.zone


def remember(session: Session, source: str, columns: Mapping[str, str], zone: str = "") -> None:
    """Keep what was told; what was not told stays as it was."""
    if not columns and not zone:
        return
    row = session.get(RememberedColumns, source)
    if row is None:
        row = RememberedColumns(source=source)
        session.add(row)
    if columns:
        row.columns = [f"{what} = {column}" for what, column in sorted(columns.items())]
    row.zone = zone or row.zone


def remembered_words(session: Session, source: str) -> dict[str, dict[str, str]]:
    """By field, what words of that list mean, as told once."""
    found: dict[str, dict[str, str]] = {}
    row = session.get(RememberedColumns, f"words of {source}")
    for entry in row.columns if row is not None else ():
        what, _, rest = entry.partition(": ")
        theirs, _, ours = rest.rpartition(_WORD)
        found.setdefault(what, {})[theirs] = ours
    return found


def remember_words(session: Session, source: str, words: Mapping[str, Mapping[str, str]]) -> None:
    """Keep what was told of words, beside what was told before."""
    if not any(words.values()):
        return
    known = remembered_words(session, source)
    for what, some in words.items():
        known[what] = {**known.get(what, {}), **some}
    entries = sorted(f"{what}: {theirs}{_WORD}{ours}" for what, some in known.items() for theirs, ours in some.items())
    name = f"words of {source}"
    row = session.get(RememberedColumns, name)
    if row is None:
        session.add(RememberedColumns(source=name, columns=entries))
    elif row.columns != entries:
        row.columns = entries
