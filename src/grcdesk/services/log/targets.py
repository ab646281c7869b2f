"""Which text is meant: by the hash the log has for it, or by the record and the field it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound, Refused, did_you_mean
from grcdesk.models.base import col, table_of
from grcdesk.models.free import free_columns
from grcdesk.models.log import LogLine, PrivateText
from grcdesk.models.tables import LOGGED
from grcdesk.schemas.log.erasing import Place
from grcdesk.store.erasing.redact import is_record
from grcdesk.store.texts.lines import read_line
from grcdesk.store.texts.names import is_mark
from grcdesk.terms import Verb
from grcdesk.wording import join

_PREFIX = "sha256:"
_SHORTEST = 8
"""Digits of a hash that must be given."""


@dataclass(frozen=True, slots=True)
class TextMeant:
    """The text that is meant."""

    name: str
    """What it is called: its hash, or the record and the field."""
    content: str
    place: Place | None = None
    """Where it was pointed to."""


def find(session: Session, given: str, field: str = "", kind: str = "") -> TextMeant:
    """The text under a hash, or in a field of a record.

    Raises:
        NotFound: when there is no such text, record or field.
        Refused: when several are meant, or what is kept there is no text.
    """
    found = _in_record(session, given, field, kind) if field else _by_name(session, given)
    if is_record(found.content):
        raise Refused(
            f"{found.name} is a record of figures, not a text",
            hint="grcdesk log texts --containing WORDS finds the text in it",
        )
    return found


def _by_name(session: Session, given: str) -> TextMeant:
    digits = given.removeprefix(_PREFIX).lower()
    names: list[str] = []
    if len(digits) >= _SHORTEST:
        begun = col(PrivateText.sha256).startswith(_PREFIX + digits, autoescape=True)
        names = list(session.scalars(select(col(PrivateText.sha256)).where(begun)))
    if len(names) > 1:
        raise Refused(f"{len(names)} texts begin with {given}", hint="give more of the hash")
    if names:
        return TextMeant(names[0], session.get_one(PrivateText, names[0]).content)
    if len(digits) >= _SHORTEST and _erased(session, digits):
        raise _gone(given)
    raise NotFound(
        f"no private text is kept under {given}",
        hint="grcdesk log texts lists them; one that stands on a record goes by its id and --field",
    )


def _gone(name: str) -> NotFound:
    return NotFound(f"{name} was erased already", hint="grcdesk log erase --finish goes through the files once more")


def _erased(session: Session, digits: str) -> bool:
    """Whether a text of that hash was erased."""
    query = select(col(LogLine.line)).where(col(LogLine.action) == Verb.LOG_ERASE)
    erased = (str(read_line(line)["after"].get("erased", "")) for line in session.scalars(query))
    return any(f"{_PREFIX}{digits}" in names for names in erased)


def _in_record(session: Session, given: str, field: str, kind: str) -> TextMeant:
    place, content = _filled(session, given, _places(session, given, field, kind))
    if not content:
        raise Refused(f"{place} is empty", hint="grcdesk log texts --record ID lists what was written of it")
    if is_mark(content):
        raise _gone(str(place))
    return TextMeant(f"{place.id} {place.field}", content, place)


def _places(session: Session, given: str, field: str, kind: str) -> list[Place]:
    """Where records of that id have that field: a control and its assessment go by the same id."""
    column = field.strip().lower().replace(" ", "_").replace("-", "_")
    held: list[Place] = []
    known: set[str] = set()
    for name, model in LOGGED.items():
        if kind and name != kind.lower().replace(" ", "_"):
            continue
        table = table_of(model)
        if not _has(session, table, given):
            continue
        known |= free_columns(table)
        if column in free_columns(table):
            held.append(Place(name, given, column))
    if not held:
        raise _nothing(given, field, known)
    return held


def _has(session: Session, table: Table, given: str) -> bool:
    key = next(iter(table.primary_key.columns))
    return session.scalar(select(key).where(key == given)) is not None


def _filled(session: Session, given: str, held: Sequence[Place]) -> tuple[Place, str]:
    """The one place in which something stands, and what; of several that are all empty none can be meant."""
    values = {place: _value(session, place) for place in held}
    filled = [place for place in held if values[place]] or held
    if len(filled) > 1:
        raise Refused(
            f"{given} has that field {len(filled)} times: {join([str(one) for one in filled], 6)}",
            hint=f"--kind {filled[0].kind}",
        )
    return filled[0], values[filled[0]]


def _value(session: Session, place: Place) -> str:
    table = table_of(LOGGED[place.kind])
    key = next(iter(table.primary_key.columns))
    column = table.c[place.field]
    value = session.scalar(select(column).where(key == place.id))
    bind = column.type.bind_processor(session.get_bind().dialect)
    said = bind(value) if bind else value
    return "" if said in (None, "", "[]") else str(said)


def _nothing(given: str, field: str, known: set[str]) -> NotFound:
    if not known:
        return NotFound(f"no record {given!r}", hint="give the id as lists show it")
    hint = did_you_mean(field, tuple(known)) or f"its texts: {join(sorted(known), 20)}"
    return NotFound(f"{given} has no text {field!r}", hint=hint)
