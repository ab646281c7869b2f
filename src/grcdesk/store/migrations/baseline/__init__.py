"""Every table as the first release made it. It knows no model and never changes; what changes is a later migration."""

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


def create() -> None:
    """Make every table, its indexes and its guards."""
    for part in (log, catalogs, scope, gap, evidence, features, vendors, agreements, due, reviews, guards):
        part.create()
