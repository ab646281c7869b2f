"""What only the credential report of AWS tells of an account: by what means somebody signs in with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from grcdesk.schemas.reviews.accounts import AccountIn
from grcdesk.terms.reviews import AccountKind

ROOT = "<root_account>"
"""How the report names the account that owns all others."""
_MEANS = {
    "console": ("password_enabled",),
    "key 1": ("access_key_1_active",),
    "key 2": ("access_key_2_active",),
    "certificate": ("cert_1_active", "cert_2_active"),
}
"""By what somebody signs in, and the columns of which one says so."""
_TELL_STATUS = ("password_enabled", "access_key_1_active", "access_key_2_active")


def completed(found: AccountIn, row: Mapping[str, str]) -> AccountIn:
    """The account with what its row says of passwords, keys and certificates.

    The report has no column for the status: an account is active as long as one of them is in force.
    """
    root = found.account == ROOT
    means = _means(row)
    console = "console" in means
    # of a report without these columns nothing can be told: then it counts as active, so that somebody looks at it
    silent = not any(name in row for name in _TELL_STATUS)
    active = bool(means) or root or silent
    return replace(
        found,
        mfa=found.mfa if console or root else None,  # keys sign in without a second factor
        kind=found.kind if console or root else _kind(found, means),
        role=", ".join(means),
        admin=root,
        active=active,
        status="" if active else "no password, no key",
    )


def _means(row: Mapping[str, str]) -> list[str]:
    """By what somebody signs in."""
    return [name for name, columns in _MEANS.items() if any(_is_on(row, column) for column in columns)]


def _kind(found: AccountIn, means: list[str]) -> AccountKind:
    """An account that nobody signs in with at a screen, and that has keys, is of a program."""
    return AccountKind.SERVICE if any(one.startswith("key") for one in means) else found.kind


def _is_on(row: Mapping[str, str], column: str) -> bool:
    return row.get(column, "").strip().casefold() == "true"
