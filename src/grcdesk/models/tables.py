"""All tables by name. Only what reads the whole desk imports this: each table costs a start 4 ms."""

from __future__ import annotations

from grcdesk.models import (
    agreements,
    audits,
    catalogs,
    checks,
    controls,
    due,
    evidence,
    features,
    findings,
    gap,
    imports,
    incidents,
    log,
    populations,
    programme,
    rehearsals,
    remembered,
    requests,
    returned,
    reviews,
    rosters,
    samples,
    soa,
    sync,
    testing,
    vendor_reviews,
    vendors,
    walkthroughs,
)
from grcdesk.models.base import Row, table_of

__all__ = ["LOGGED", "MODELS", "table_of"]

_MODULES = (
    reviews,
    remembered,
    rosters,
    catalogs,
    checks,
    controls,
    due,
    evidence,
    features,
    gap,
    imports,
    log,
    programme,
    audits,
    populations,
    samples,
    testing,
    rehearsals,
    soa,
    requests,
    returned,
    walkthroughs,
    vendors,
    agreements,
    vendor_reviews,
    findings,
    incidents,
    sync,
)
MODELS: dict[str, type[Row]] = {
    str(model.__tablename__): model
    for module in _MODULES
    for model in vars(module).values()
    if isinstance(model, type) and issubclass(model, Row) and hasattr(model, "__table__")
}
"""Table name → model."""
LOGGED: dict[str, type[Row]] = {name: model for name, model in MODELS.items() if model.__logged__}
"""Tables whose every change has its line in the log."""
