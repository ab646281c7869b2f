"""What tests, changes and deviations can be filtered and sorted by."""

from __future__ import annotations

from collections.abc import Mapping

from grcdesk.rules.filters.fields import Field, FieldKind, registry, words
from grcdesk.rules.filters.filters import Getter
from grcdesk.terms import Scope, TestAspect
from grcdesk.terms.audits import ControlResult
from grcdesk.terms.testing import AttributeState, ChangeVerdict, DeviationSource, DeviationState

TEST_FIELDS = registry(
    Field("id", FieldKind.TEXT, "Test", 13, 0, help="id of the test"),
    Field("control", FieldKind.TEXT, "Control", 11, 3, help="its control"),
    Field("aspect", FieldKind.ENUM, "Aspect", 9, 5, words(TestAspect), help="design or operating"),
    Field("by", FieldKind.TEXT, "By", 6, 4, help="check: a list decides; person: somebody looks"),
    Field("population", FieldKind.TEXT, "List", 14, 6, aliases=("list",), help="the population its check is about"),
    Field("tested", FieldKind.ENUM, "Tested", 14, 1, words(AttributeState), help="how far the test is"),
    Field("n", FieldKind.COUNT, "Items", 5, 2, aliases=("items",), help="items it was put to"),
    Field("exceptions", FieldKind.COUNT, "Exc", 4, 1, help="items held against it"),
    Field("open", FieldKind.COUNT, "Open", 4, 4, help="deviations nobody has judged"),
    Field("result", FieldKind.ENUM, "Result", 20, 2, words(ControlResult), help="of its control, as computed"),
    Field("concluded", FieldKind.ENUM, "Concluded", 20, 5, words(ControlResult), help="what a person concluded"),
    Field("scope", FieldKind.ENUM, "Scope", 9, 9, words(Scope), help="whether its control is in scope"),
    Field(
        "text", FieldKind.TEXT, "Text", aliases=("search",), help="id, question, title or what it lacks (bare words)"
    ),
)
"""Fields of a test."""
TEST_READERS: Mapping[str, Getter] = {
    "id": lambda row: row.id,
    "control": lambda row: row.control,
    "aspect": lambda row: row.aspect.value,
    "by": lambda row: row.by,
    "population": lambda row: row.population,
    "tested": lambda row: row.tested.value,
    "n": lambda row: row.n,
    "exceptions": lambda row: row.exceptions,
    "open": lambda row: row.open,
    "result": lambda row: row.result.value,
    "concluded": lambda row: row.concluded.value if row.concluded else None,
    "scope": lambda row: row.scope.value,
    "text": lambda row: (row.id, row.question, row.title, row.why),
}
"""How a filter reads a test."""

CHANGE_FIELDS = registry(
    Field("change", FieldKind.TEXT, "Change", 14, 0, aliases=("id", "change_id"), help="id of the change"),
    Field("deployment", FieldKind.TEXT, "Deployment", 12, 6, help="a deployment that no change explains"),
    Field("approved", FieldKind.DATE, "Approved", 10, 2, help="when it was approved"),
    Field("evaluated", FieldKind.DATE, "Evaluated", 10, 3, help="when it was evaluated"),
    Field("deployed", FieldKind.DATE, "Deployed", 10, 1, help="when it went live"),
    Field("verdict", FieldKind.ENUM, "Verdict", 12, 0, words(ChangeVerdict), help="proven, not proven, not deployed"),
    Field("test", FieldKind.LIST, "Tests", 24, 5, help="tests the reasons belong to"),
    Field("text", FieldKind.TEXT, "Text", aliases=("search", "why"), help="id or reason (bare words)"),
)
"""Fields of a change."""
CHANGE_READERS: Mapping[str, Getter] = {
    "change": lambda row: row.change_id,
    "deployment": lambda row: row.deployment,
    "approved": lambda row: _day(row.approved),
    "evaluated": lambda row: _day(row.evaluated),
    "deployed": lambda row: _day(row.deployed),
    "verdict": lambda row: row.verdict.value,
    "test": lambda row: row.tests,
    "text": lambda row: (row.change_id, row.deployment, row.why),
}
"""How a filter reads a change."""

DEVIATION_FIELDS = registry(
    Field("id", FieldKind.TEXT, "ID", 7, 0, help="id of the deviation"),
    Field("control", FieldKind.TEXT, "Control", 11, 4, help="the control"),
    Field("test", FieldKind.TEXT, "Test", 13, 1, help="the test that failed"),
    Field("item", FieldKind.TEXT, "Item", 14, 0, help="key of the item"),
    Field("why", FieldKind.TEXT, "Why", 26, 2, help="what failed"),
    Field("state", FieldKind.ENUM, "State", 14, 0, words(DeviationState), help="open, exception, false positive"),
    Field("source", FieldKind.ENUM, "Source", 6, 7, words(DeviationSource), help="found by a check or on a work sheet"),
    Field("found", FieldKind.DATE, "Found", 10, 5, help="when it was found"),
    Field("decided", FieldKind.DATE, "Decided", 10, 6, help="when it was judged"),
    Field("by", FieldKind.TEXT, "By", 12, 6, help="who judged it"),
    Field("gone", FieldKind.TEXT, "Gone since", 8, 8, help="the run in which it no longer showed"),
    Field("text", FieldKind.TEXT, "Text", aliases=("search",), help="id, item, reason or facts (bare words)"),
)
"""Fields of a deviation."""
DEVIATION_READERS: Mapping[str, Getter] = {
    "id": lambda row: row.id,
    "control": lambda row: row.control,
    "test": lambda row: row.test,
    "item": lambda row: row.item,
    "why": lambda row: row.why,
    "state": lambda row: row.state.value,
    "source": lambda row: row.source.value,
    "found": lambda row: row.found_on,
    "decided": lambda row: row.decided_on,
    "by": lambda row: row.decided_by,
    "gone": lambda row: row.gone_since,
    "text": lambda row: (row.id, row.item, row.why, row.reason, *row.facts.values()),
}
"""How a filter reads a deviation."""


def _day(moment: str):  # type: ignore[no-untyped-def]  # noqa: ANN202  a date or None
    from datetime import date  # noqa: PLC0415

    return date.fromisoformat(moment[:10]) if moment else None
