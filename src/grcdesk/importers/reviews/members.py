"""Roles or groups that are listed with their members, turned round: each member is a row, with its role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from grcdesk.importers.reading.whole.nested import NAMED

OWN_SIGNS = ("userName", "userPrincipalName", "login", "email", "username")
"""Fields of somebody who signs in: teams of his are no members."""
_IDS = ("userPrincipalName", "value", "id", "appId")
"""Of a member, what it is known by, the best first."""
_MEMBERS = ("members", "Members", "users")
_KINDS = {"serviceaccount": "service account", "group": "group", "domain": "group"}


def turned(records: list[Any]) -> list[Any] | None:
    """Of roles or groups with their members the members, each with its role; None: they are none."""
    # one that is no role would be lost when the others are turned round
    if not records or not all(isinstance(one, Mapping) and _members(one) is not None for one in records):
        return None
    if any(isinstance(one.get(sign), str) for one in records for sign in OWN_SIGNS):
        return None
    return [member for one in records for member in _turned(one)]


def _members(one: Mapping[str, Any]) -> list[Any] | None:
    found = next((one[name] for name in _MEMBERS if isinstance(one.get(name), list)), None)
    return found if found is not None and _role(one) else None


def _role(one: Mapping[str, Any]) -> str:
    return next((one[key] for key in ("displayName", "role", *NAMED) if isinstance(one.get(key), str)), "")


def _turned(one: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    role = _role(one)
    for member in _members(one) or []:
        if isinstance(member, Mapping):
            yield _of_record(member, role)
        elif isinstance(member, str):
            yield _of_text(member, role)


def _of_record(member: Mapping[str, Any], role: str) -> dict[str, Any]:
    """A member with fields of its own; Microsoft Graph says in one of them what it is."""
    kind = str(member.get("@odata.type", "")).rpartition(".")[2]
    known = next((member[key] for key in _IDS if isinstance(member.get(key), str)), "")
    return {**member, "account": known, "role": role} | ({"kind": kind} if kind else {})


def _of_text(member: str, role: str) -> dict[str, Any]:
    """A member as Google Cloud writes it, `user:lin@acme.example`; of what is no person the whole text is the id."""
    kind, colon, name = member.partition(":")
    account = name if colon and kind == "user" else member
    return {"account": account, "kind": _KINDS.get(kind.casefold(), ""), "role": role}
