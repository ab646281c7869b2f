"""What only the credential report of AWS tells of an account: by what means somebody signs in with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from grcdesk.schemas.reviews.accounts import AccountIn
from grcdesk.terms.reviews import AccountKind

ROOT = "<root_account>"
"""How the report names the account that owns all others."""
_TELL_STATUS = ("password_enabled", "access_key_1_active", "access_key_2_active")


def completed(found: AccountIn, row: Mapping[str, str]) -> AccountIn:
    """The account with what its row says of passwords, keys and certificates.

    The report has no column for the status: an account is active as long as one of them is in force.
    """
    root = found.account == ROOT
    console = _is_on(row, "password_enabled")
    keys = [f"key {number}" for number in (1, 2) if _is_on(row, f"access_key_{number}_active")]
    means = [*(["console"] if console else []), *keys, *(["certificate"] if _has_certificate(row) else [])]
    # of a report without these columns nothing can be told: then it counts as active, so that somebody looks at it
    silent = not any(name in row for name in _TELL_STATUS)
    active = bool(means) or root or silent
    return replace(
        found,
        mfa=found.mfa if console or root else None,  # keys sign in without a second factor
        kind=AccountKind.SERVICE if keys and not console and not root else found.kind,
        role=", ".join(means),
        admin=root,
        active=active,
        status="" if active else "no password, no key",
    )


def _has_certificate(row: Mapping[str, str]) -> bool:
    return _is_on(row, "cert_1_active") or _is_on(row, "cert_2_active")


def _is_on(row: Mapping[str, str], column: str) -> bool:
    return row.get(column, "").strip().casefold() == "true"
