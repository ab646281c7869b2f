"""Which words of an export mean special rights, and which mean that no person sits behind an account. Pure.

In doubt a role is one of an admin: such an account needs a reason to stay, and no harm is done.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from grcdesk.terms.reviews import AccountKind

UNREAD = "(text)"
"""Stands for a role or a status that read as text and was not kept: nobody knows what it says."""
_WORDS = frozenset(
    (
        "admin", "admins", "administrator", "administrators", "root", "superuser", "superusers", "superadmin",
        "sysadmin", "sudo", "sudoers", "sudoer", "wheel", "owner", "owners", "dba", "sysdba", "sysoper", "nopasswd",
        "administrateur", "administrateurs", "administrador", "administradores", "amministratore", "beheerder",
        "eigentümer", "inhaber", "propriétaire", "propietario", "proprietario",
    )
)  # fmt: skip
_PARTS = ("administrator", "superuser", "rolsuper", "poweruser", "fullaccess", "sysadmin", "superadmin")
_TAILS = ("admin", "admins", "owner", "owners")
"""What a word ends with that is written in one: OrgAdmin, db_owner, ACCOUNTADMIN, cluster-admin."""
_WHOLE = frozenset(
    (
        "accountoperators", "serveroperators", "backupoperators",  # Active Directory
        "sa", "controlserver", "system", "readwriteanydatabase", "createrole", "allprivileges", "grantallprivileges",
        "pgexecuteserverprogram", "pgwriteserverfiles", "super",  # SQL Server, MongoDB, PostgreSQL, MySQL
        "allallall", "allall",  # a line of sudoers
        "roleseditor", "iamfullaccess", "partnertier2support",  # Google Cloud, AWS, Entra
    )
)  # fmt: skip
"""Roles that give special rights without a word that tells it, letters and digits only."""
_DENIED = re.compile(
    r"\b[\w .-]*?\s*[:=]\s*(?:false|no|none|off|0|n)\b"  # admin: false
    r"|\b(?:non|ex)[\s_/-]*(?:an?[\s_-]+)?\w+|\bno-\w+"  # non-admin
    r"|\b(?:not|no|without|never|former|formerly|lacks?|removed from|except)\b.*"  # not an admin of the organization
    r"|\badmin(?:istrative|istration|istrator)?[\s_-]+(?:assistant|officer|clerk|secretary|staff)s?\b"
    r"|\b(?:product|process|risk|business|code|task|story)[\s_-]+owners?\b"
    r"|\broot[\s_-]+cause\b",
    re.IGNORECASE | re.DOTALL,
)
"""What is denied, or called like an admin and none."""
_SPLIT = re.compile(r"[;,|\n]")
_NODES = re.compile(r"(?:^|[;|\s])\s*(CN|UID)=((?:\\.|[^,;|])+)", re.IGNORECASE)
"""The own name of an entry of a directory: of `CN=Sales,OU=Admins,DC=acme` it is Sales; the unit gives no right."""
_IS_NODE = re.compile(r"\s*(?:CN|UID)=", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_KINDS = (
    (AccountKind.GUEST, re.compile(r"guest|external|contractor|partner", re.IGNORECASE)),
    (AccountKind.SERVICE, re.compile(r"\b(?:bot|robot|service|workflow|app)s?\b", re.IGNORECASE)),
)
LEVELS = {
    "5": "Minimal access", "10": "Guest", "15": "Planner", "20": "Reporter", "30": "Developer", "40": "Maintainer",
    "50": "Owner", "60": "Admin",
}  # fmt: skip
"""Roles of GitLab, whose answers tell them as numbers."""


def is_admin(role: str, also: Collection[str] = ()) -> bool:
    """Whether a role, or one of several with ; , or | between, gives special rights. `read-only non-admin` does not.

    Args:
        role: as the list words it.
        also: further roles that do, as settings name them.
    """
    named = {folded(one) for one in also}
    return any(_one(part) or (bool(named) and folded(part) in named) for part in parts(role))


def parts(role: str) -> list[str]:
    """The roles that one cell tells; of an entry of a directory its own name."""
    role = role.strip().strip("{}[]")  # a list as PowerShell shows it
    if _IS_NODE.match(role):
        return [re.sub(r"\\(.)", r"\1", name).strip() for _, name in _NODES.findall(role)]
    return [part.strip() for part in _SPLIT.split(role)]


def folded(role: str) -> str:
    """How a role is compared with those that settings name."""
    return "".join(letter for letter in role.casefold() if letter.isalnum())


@lru_cache(4096)  # a list has few roles, many times
def _one(role: str) -> bool:
    if folded(role) in _WHOLE:
        return True
    plain = _CAMEL.sub(" ", role).replace("_", " ")
    told = _LETTERS.findall(_DENIED.sub(" ", plain).casefold())
    if any(word in _WORDS or (word.endswith(_TAILS) and not word.startswith("non")) for word in told):
        return True
    joined = "".join(told)
    return any(part in joined for part in _PARTS) and not joined.startswith("non")


def kind_by_word(text: str) -> AccountKind | None:
    """Guest or service, by the word a maker puts into a column of roles or status; None: it does not say."""
    return next((kind for kind, words in _KINDS if words.search(text)), None)
