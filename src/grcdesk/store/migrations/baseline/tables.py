"""All tables of the first release, in the order their references ask for."""

from __future__ import annotations

from grcdesk.store.migrations.baseline import (
    agreements,
    catalogs,
    due,
    evidence,
    features,
    gap,
    guards,
    log,
    reviews,
    scope,
    vendors,
)


def create_all() -> None:
    """Make every table, its indexes and its guards."""
    for part in (log, catalogs, scope, gap, evidence, features, vendors, agreements, due, reviews, guards):
        part.create()
