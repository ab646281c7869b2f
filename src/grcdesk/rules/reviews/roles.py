"""Which words of an export mean special rights, and which mean that no person sits behind an account. Pure."""

from __future__ import annotations

import re

from grcdesk.terms.reviews import AccountKind

UNREAD = "(text)"
"""Stands for a role or a status that read as text and was not kept: nobody knows what it says."""
_WORDS = (
    "admin", "admins", "administrator", "administrators", "root", "superuser", "superusers", "superadmin", "sysadmin",
    "sudo", "sudoers", "sudoer", "wheel", "owner", "owners", "sa",
)  # fmt: skip
_PARTS = ("administrator", "superuser", "rolsuper", "poweruser", "fullaccess", "sysadmin", "superadmin")
_TAILS = ("admin", "admins", "owner", "owners")
"""What a word ends with that is written in one: OrgAdmin, db_owner, ACCOUNTADMIN, cluster-admin."""
_NOT = re.compile(r"\b(?:non|not|no|without|never|ex|former)[\s_/-]*(?:an?[\s_-]+)?(?=\w)", re.IGNORECASE)
_SPLIT = re.compile(r"[;,|]")
_LETTERS = re.compile(r"[a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_KINDS = (
    (AccountKind.GUEST, re.compile(r"guest|external|contractor|partner", re.IGNORECASE)),
    (AccountKind.SERVICE, re.compile(r"\b(?:bot|robot|service|workflow|app)s?\b", re.IGNORECASE)),
)


def is_admin(role: str) -> bool:
    """Whether a role, or one of several with ; , or | between, gives special rights. `read-only non-admin` does not."""
    return any(_one(part) for part in _SPLIT.split(role))


def _one(role: str) -> bool:
    plain = _CAMEL.sub(" ", role).casefold().replace("_", " ")
    told = [word for word in _LETTERS.findall(_negated(plain)) if word]
    if any(word in _WORDS or word.endswith(_TAILS) or any(part in word for part in _PARTS) for word in told):
        return True
    return any(part in "".join(told) for part in _PARTS)


def _negated(role: str) -> str:
    """The role without each word that is denied: of `non-admin reader` remains `reader`."""
    while found := _NOT.search(role):
        rest = role[found.end() :]
        word = re.match(r"\w+", rest)
        role = role[: found.start()] + rest[word.end() if word else 0 :]
    return role


def kind_by_word(text: str) -> AccountKind | None:
    """Guest or service, by the word a maker puts into a column of roles or status; None: it does not say."""
    return next((kind for kind, words in _KINDS if words.search(text)), None)
