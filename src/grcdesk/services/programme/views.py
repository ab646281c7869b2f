"""Saved filters."""

from __future__ import annotations

from sqlalchemy import select

from grcdesk import clock
from grcdesk.errors import NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.gap import SavedView
from grcdesk.rules.fields.controls import control_fields
from grcdesk.rules.filters import filters
from grcdesk.schemas.outcomes import Outcome
from grcdesk.services.common import frameworks
from grcdesk.services.common.context import Service
from grcdesk.terms import Verb
from grcdesk.text import clean


class Views(Service):
    """Verbs on saved filters."""

    def list(self) -> list[tuple[str, str]]:
        """Name and filter, by name."""
        with self._store.read() as session:
            return [(row.id, row.filter) for row in session.scalars(select(SavedView).order_by(col(SavedView.id)))]

    def save(self, name: str, where: str) -> Outcome:
        """Keep a filter of the controls list under a name; an older one of that name is replaced.

        Raises:
            Refused: without a name.
            FilterError: when the filter cannot be understood.
        """
        with self._store.work(Verb.VIEW_SAVE) as work:
            filters.parse(where, control_fields(frameworks.listed(work.session)), clock.today())
            name = clean(" ".join(name.split()), "name")
            if not name:
                raise Refused("a view needs a name")
            row = work.session.get(SavedView, name) or SavedView(id=name)
            row.filter = where.strip()
            work.session.add(row)
        return work.outcome(f"view {name!r} saved")

    def drop(self, name: str) -> Outcome:
        """Forget a saved filter.

        Raises:
            NotFound: when there is none of that name.
        """
        with self._store.work(Verb.VIEW_DROP) as work:
            row = work.session.get(SavedView, name)
            if row is None:
                raise NotFound.of("view", name, tuple(work.session.scalars(select(col(SavedView.id)))))
            work.session.delete(row)
        return work.outcome(f"view {name!r} dropped")
