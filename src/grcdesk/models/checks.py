"""Limits a desk sets itself."""

from __future__ import annotations

from grcdesk.models.base import Row, maybe_number, term, text
from grcdesk.models.base import key as primary
from grcdesk.terms import Side
from grcdesk.terms.bounds import MOST_DAYS


class CheckLimit(Row):
    """What a check holds its value against, when not as house defaults have it. Numbers as decimal text."""

    __tablename__ = "check_limit"
    id: str = primary()
    """Of the check; `metric:name` for a metric."""
    bound: str = text()
    warn: str = text()
    """Empty: it never warns."""
    side: Side = term(Side, "side")
    response_days: int | None = maybe_number("response_days", most=MOST_DAYS)
    max_age: int | None = maybe_number("max_age", most=MOST_DAYS)
    """Days after which a list is too old to be `ok`; None: as house defaults have it."""


class CheckWord(Row):
    """What a word of a list means, as a person said once for that source."""

    __tablename__ = "check_word"
    id: str = primary()
    """`check/source/word`, the word in small letters."""
    of_check: str = text()
    source: str = text()
    """As artefacts name it."""
    word: str = text()
    """As the list has it."""
    meaning: str = text()
