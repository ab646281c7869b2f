"""Records of an answer as rows: what is nested gets a name of its own, a list of roles or factors becomes one text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.reading.headings import plain_heading
from grcdesk.importers.reading.inside import get

NAMED = (
    *("factorType", "display", "displayName", "roleName", "role_name", "RoleName", "GroupName", "PolicyName", "name"),
    *("value", "Value", "address", "label", "role", "type", "title", "key", "id"),
)
"""Fields of a record that tell which one it is, the best first."""
_OUT_OF_USE = frozenset({"inactive", "disabled", "pending_activation", "not_setup", "expired", "revoked", "suspended"})
_ASIDE = frozenset({"_links", "credentials"})
_AROUND = frozenset({"node", "user", "member", "identity", "principal", "userdetails"})
"""Records in which makers put the account itself; its fields count where the record around it has none of the name."""
_INSIDE = ("role", "group", "policy", "team")
"""Records inside a member of a list that tell which one it is."""
_ROLES = frozenset({"roles", "permissions", "groups", "privileges"})
_DEPTH = 4


def row_of(record: Mapping[str, Any], inside: Sequence[str] = ()) -> dict[str, str]:
    """The fields of a record by name, with dots where they are nested; those `inside` lists as they are named."""
    row: dict[str, str] = {}
    _flatten(record, "", row, 0)
    for name, value in record.items():
        if name.casefold() in _AROUND and isinstance(value, Mapping):
            within: dict[str, str] = {}
            _flatten(value, "", within, 0)
            row = {**within, **row}
    for name in inside:
        if (told := get(record, name)) is not None:
            row[name] = ";".join(filter(None, map(_part, told)))
    return row


def _flatten(one: Mapping[str, Any], prefix: str, row: dict[str, str], depth: int) -> None:
    for key, value in one.items():
        name = f"{prefix}{key}"
        if not isinstance(value, Mapping):
            row[name] = _text(value)
        elif _is_roles(key, value):
            row[name] = ";".join(_whole(role) for role, held in value.items() if held)
        elif depth < _DEPTH and key not in _ASIDE:
            _flatten(value, f"{name}.", row, depth + 1)


def _is_roles(key: str, value: Mapping[str, Any]) -> bool:
    """Whether a record is roles by name, each held or not."""
    return plain_heading(key) in _ROLES and bool(value) and all(part.__class__ is bool for part in value.values())


def _text(value: Any) -> str:
    """A value as the text of a cell; the members of a list one after the other."""
    if isinstance(value, list):
        return ";".join(filter(None, map(_part, value)))
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else _whole(str(value))


def _part(value: Any) -> str:
    """A member of a list as text: of a record its name, unless it says that it is not in force."""
    if isinstance(value, Mapping):
        value = _name(value) if _in_force(value) else ""
    return _whole(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _in_force(one: Mapping[str, Any]) -> bool:
    if one.get("active") is False or one.get("enabled") is False:
        return False
    return str(one.get("status", "")).casefold() not in _OUT_OF_USE


def _name(one: Mapping[str, Any]) -> str:
    """What tells which one a record is, else what does so of the role, group or policy inside it."""
    inner: Mapping[str, Any] = next((one[key] for key in _INSIDE if isinstance(one.get(key), Mapping)), {})
    found = (here[key] for here in (one, inner) for key in NAMED if isinstance(here.get(key), str) and here[key])
    return next(found, "")


def _whole(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadInput("holds half a character", hint="export it again") from None
    return text
