"""Limits a desk sets itself."""

from __future__ import annotations

from grcdesk.models.base import Row, maybe_number, term, text
from grcdesk.models.base import key as primary
from grcdesk.terms import Side


class CheckLimit(Row, table=True):
    """What a check holds its value against, when not as house defaults have it. Numbers as decimal text."""

    __tablename__ = "check_limit"
    id: str = primary()
    """Of the check; `metric:name` for a metric."""
    bound: str = text()
    warn: str = text()
    """Empty: it never warns."""
    side: Side = term(Side, "side")
    response_days: int | None = maybe_number("response_days")
