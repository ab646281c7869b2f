"""The statements a store sends, so that tests can count them."""

from __future__ import annotations

from sqlalchemy import event

from grcdesk.store.work import Store


def watch_queries(store: Store) -> list[str]:
    """A list that fills with every statement the store's readers send; tests count them."""
    seen: list[str] = []

    @event.listens_for(store._reader, "before_cursor_execute")
    def _seen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    return seen
