"""What a word says of an account: that it can sign in, that it cannot, or nothing that is known. Pure.

An account that was invited, or is locked after wrong passwords, counts as active: nobody has to grant anything more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from grcdesk.rules.reviews import roles


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


YES = _words("true yes y t 1 x on enabled active ja oui si sí")
NO = _words("false no n f 0 off disabled inactive nein non none")
_ON = _words(
    """
    active enabled on activated reactivated accepted confirmed approved verified registered provisioned recovery open ok
    valid normal current live invited invite invitation pending unconfirmed unverified locked lockedout unlocked member
    members regular user full present employed true yes in_use
    aktiv aktiviert actif actifs activé activo habilitado attivo abilitato actief ativo
    """
)
_OFF = _words(
    """
    inactive disabled suspended deactivated deprovisioned archived deleted terminated staged revoked expired blocked off
    removed closed cancelled canceled banned left offboarded deboarded former withdrawn retired decommissioned dropped
    purged trashed declined rejected unactivated false no
    inaktiv deaktiviert gesperrt gelöscht ausgeschieden inactif désactivé inactivo deshabilitado inattivo disabilitato
    inactief inativo
    """
)
_PHRASES = {
    "password expired": True, "password reset": True, "expired password": True, "force change password": True,
    "pendingacceptance": True, "awaiting confirmation": True, "account expired": False, "expired & locked": False,
    "blocked pending approval": False, "ldap blocked": False, "soft deleted": False, "on leave": True,
    "never activated": False, "not activated": False,
}  # fmt: skip
_DENIED = re.compile(r"\b(?:not|no longer|non|never|un|isn't)[\s_-]+(\w+)")
_AHEAD = re.compile(
    r"\b(?:will|to be|scheduled|pending (?:deletion|removal|deactivation|suspension|closure)|soon|yet|request(?:ed)?"
    r"|until|from|almost|was|were)\b"
)
"""Speaks of another day."""
_WORD = re.compile(r"[^\W\d_]+")


def folded(status: str) -> str:
    """How statuses are compared: `LOCKED_OUT` and `locked out` are one."""
    return " ".join(status.casefold().replace("_", " ").split())


def meaning(status: str, words: Mapping[str, bool] | None = None) -> bool | None:
    """Whether an account of that status can sign in; None: nobody knows.

    Args:
        status: as the list words it.
        words: what a person or a maker file said of words, by the word folded.
    """
    told = folded(status)
    return words[told] if words and told in words else _usual(told)


@lru_cache(4096)  # a list has few words, many times
def _usual(told: str) -> bool | None:
    if told in _PHRASES:
        return _PHRASES[told]
    if not told or _AHEAD.search(told):
        return None
    rest, found = told, set[bool]()
    for denied in _DENIED.finditer(told):
        found |= {not one for one in _told(denied[1])}
        rest = rest.replace(denied[0], " ")
    found |= _told(rest)
    if not found and (roles.is_admin(told) or roles.kind_by_word(told)):
        return True  # makers tell a role where others tell a status
    return found.pop() if len(found) == 1 else None


def _told(text: str) -> set[bool]:
    said = set(_WORD.findall(text))
    return ({True} if said & _ON else set()) | ({False} if said & _OFF else set())


def yes_or_no(text: str, words: Mapping[str, bool] | None = None) -> bool | None:
    """What a column of yes and no says; None: nobody knows."""
    told = text.strip().casefold()
    return told in YES if told in YES | NO else meaning(text, words)
