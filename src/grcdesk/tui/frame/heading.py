"""What the header says on every screen: asked for once, and again when what it says may have changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.app import App
from textual.timer import Timer

from grcdesk.tui.actions.registry import COMMON
from grcdesk.tui.widgets.header import Chip, Header, Heading

if TYPE_CHECKING:
    from datetime import date

    from grcdesk.schemas.programme import ScopeView
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.kit.jobs import Jobs

RECOUNT_AFTER = 1.0
"""Seconds of rest after a change before every date is looked at again: many changes are counted once."""
WITHIN = 30
"""Days ahead that count as soon."""
_SHORT = {"features": "AI"}
"""Places whose name is too long for a chip."""
_SHORTER = {
    "controls": "Ctrl",
    "evidence": "Evid",
    "vendors": "Vend",
    "reviews": "Rev",
    "audits": "Aud",
    "catalogs": "Cat",
    "history": "Hist",
}
"""Names where nine of them stand on a narrow terminal; of the others the whole one."""
_SCOPE = frozenset({"programme", "engagement", "period"})


class Heads(App[int]):
    """An app whose screens have one header."""

    desk: Desk | None = None
    jobs: Jobs
    heading: Heading = Heading()
    sample: bool = False
    _recount: Timer | None = None

    def head_changed(self, kinds: frozenset[str]) -> None:
        """Records of these kinds have changed; none: another desk may be open."""
        if kinds & _SCOPE or not (kinds or self._is_told()):
            self.jobs.ask(self, "heading", _scope, lambda told: self.head_scope(*told))
        # a change during the rest begins the rest anew
        if self._recount is not None:
            self._recount.stop()
        if kinds:  # Today has looked at every date when a desk was opened
            self._recount = self.set_timer(RECOUNT_AFTER, self._count)

    def _is_told(self) -> bool:
        """Whether the screen shown asks for the scope itself when a desk is opened, and tells it."""
        return any(getattr(screen, "TELLS_SCOPE", False) for screen in self.screen_stack[-1:])

    def head_scope(self, scope: ScopeView, today: date) -> None:
        """The scope has been asked for."""
        period = scope.period
        self._say(
            replace(
                self.heading,
                organisation=scope.organisation,
                engagement=scope.name,
                start=period.start if period else None,
                end=period.end if period else None,
                today=today,
                sample=self.sample,
            )
        )

    def _count(self) -> None:
        def question(desk: Desk) -> tuple[int, int]:
            from grcdesk.rules.due.due import pressing  # noqa: PLC0415  the first frame does without

            return pressing(desk.due.list(as_of=desk.today(), within=WITHIN))

        self.jobs.ask(self, "late", question, lambda found: self.head_due(*found))

    def head_due(self, late: int, soon: int) -> None:
        """Every date has been looked at: so many are overdue, and so many fall within `WITHIN` days."""
        self._say(replace(self.heading, late=late, soon=soon, within=WITHIN))

    def _say(self, heading: Heading) -> None:
        self.heading = heading
        for screen in self.screen_stack:
            for header in screen.query(Header):
                header.say(heading, self.current_mode)


def _scope(desk: Desk) -> tuple[ScopeView, date]:
    return desk.scope.show(), desk.today()


def chips() -> tuple[Chip, ...]:
    """The places that have a digit, in the order of their digits."""
    digits = [action for action in COMMON if action.id.startswith("go.") and action.key.isdigit()]
    found = []
    for one in sorted(digits, key=lambda one: one.key):
        place = one.id.removeprefix("go.")
        label = _SHORT.get(place, one.label)
        found.append(Chip(one.key, label, place, _SHORTER.get(place, label)))
    return tuple(found)
