"""What was derived for a feature, confirmed or decided otherwise control by control, as a checklist."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from grcdesk.rules.features.features import softer
from grcdesk.schemas.features.features import ControlVerdict, FeatureDetail
from grcdesk.schemas.outcomes import Outcome
from grcdesk.terms import Applies
from grcdesk.tui.frame.checklists.screen import open_checklist
from grcdesk.tui.frame.checklists.subject import NO, YES, AnswerKey, AskedList, Question, Subject, named
from grcdesk.tui.kit.looks import Cell, Glyphs, codes, line, text
from grcdesk.wording import day, word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell

_AS_DERIVED, _OTHERWISE = "as derived", "otherwise"
_APPLIES = {Applies.APPLIES: "applies", Applies.NOT_APPLICABLE: "n.a.", Applies.OPEN: "open"}


class DerivedControls(Subject):
    """The controls of one feature."""

    KEYS = (
        AnswerKey("y", _AS_DERIVED, "confirm", named(YES, "confirmed"), "success"),
        AnswerKey("n", _OTHERWISE, "otherwise", named(NO, "otherwise"), "warning"),
    )
    NOUN = "control"
    NOTE = "why it is otherwise"
    CONCLUDE = "confirm rest"
    CONCLUDED = "confirmed"
    WHOLE = False

    def __init__(self, feature: FeatureDetail, glyphs: Glyphs) -> None:
        self._feature = feature
        self._glyphs = glyphs

    @property
    def name(self) -> str:
        """Of the feature."""
        return self._feature.id

    def ask(self, desk: Desk) -> AskedList:
        """The controls as they were derived last."""
        found = desk.features.show(self._feature.id)
        moved = "the answers have moved on since: m derives again" if found.moved else ""
        return AskedList(
            f"{found.id}  {found.answers.name}: what follows from its answers",
            tuple(self._question(number, one) for number, one in enumerate(found.controls, 1)),
            (moved,) if moved else (),
            moved,
        )

    def write(self, desk: Desk, questions: Sequence[Question], value: str) -> Outcome:
        """One control: as it was derived, or the other way."""
        (one,) = questions
        # as it is derived now: somebody may have changed an answer since the list was asked
        derived = next(
            each for each in desk.features.show(self._feature.id).controls if each.control == one.key
        ).derived
        decision = None if value == _AS_DERIVED else _other(derived)
        reason = one.note if value == _OTHERWISE else ""
        return desk.features.confirm(self._feature.id, control=one.key, decision=decision, reason=reason)

    def conclude(self, app: Shell, done: Callable[[], None]) -> None:
        """Confirm everything nobody has decided, and the feature as a whole."""
        name = self._feature.id
        app.with_desk("confirming", lambda desk: desk.features.confirm(name), lambda _outcome: done())

    def _question(self, number: int, one: ControlVerdict) -> Question:
        answer = _AS_DERIVED if one.decided is one.derived else _OTHERWISE
        open_ = {_AS_DERIVED: f"it is open: {one.reason}. Answer that, or decide otherwise"}
        other = _other(one.derived)
        need = "needs a reason" if softer(one.derived, other) else "needs none"
        beside = (
            line(Cell("Derived  ", "muted"), Cell(word(one.derived), "strong"), f": {one.reason}"),
            line(Cell("Gap      ", "muted"), self._glyphs.status(one.status)),
            line(Cell("Criteria ", "muted"), codes(one.categories) or "-"),
            *((line(Cell("Decided  ", "muted"), f"{one.decided_by} on {day(one.decided_on)}"),) if one.decided else ()),
            text(""),
            text("Otherwise", "head"),
            text(f"it is {_APPLIES[other]}, which {need}"),
        )
        return Question(
            one.control,
            str(number),
            f"{one.control}  {_APPLIES[one.decided or one.derived]}: {one.title}",
            answer if one.decided is not None else "",
            one.decided_reason,
            beside,
            None,
            frozenset({_OTHERWISE}) if softer(one.derived, other) else frozenset(),
            open_ if one.derived is Applies.OPEN else {},
        )


def _other(derived: Applies) -> Applies:
    return Applies.NOT_APPLICABLE if derived is Applies.APPLIES else Applies.APPLIES


def confirm_each(app: Shell, feature: FeatureDetail) -> None:
    """The controls of a feature, over the screen shown."""
    open_checklist(app, DerivedControls(feature, app.glyphs))
