"""All tables by name: importing this module fills the metadata."""

from __future__ import annotations

from sqlalchemy import Table
from sqlmodel import SQLModel

from grcdesk.models import catalogs, controls, evidence, gap, log, scope
from grcdesk.models.base import Row

_MODULES = (catalogs, controls, evidence, gap, log, scope)
MODELS: dict[str, type[Row]] = {
    str(model.__tablename__): model
    for module in _MODULES
    for model in vars(module).values()
    if isinstance(model, type) and issubclass(model, Row) and hasattr(model, "__table__")
}
"""Table name → model."""
LOGGED: dict[str, type[Row]] = {name: model for name, model in MODELS.items() if model.__logged__}
"""Tables whose every change has its line in the log."""


def table_of(model: type[Row]) -> Table:
    """The Core table of a model."""
    return SQLModel.metadata.tables[str(model.__tablename__)]
