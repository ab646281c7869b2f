"""How far a list of tests is, and how an item held against a test reads."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from grcdesk.rules.testing.tally import held, tally
from grcdesk.terms import Scope
from grcdesk.terms.testing import AttributeState


def line(**said: object) -> SimpleNamespace:
    whole = {"control": "C-1", "scope": Scope.IN, "tested": AttributeState.NO_DEVIATION, "lacks": (), "open": 0}
    return SimpleNamespace(**(whole | {"concluded": None, "exceptions": 0, "n": 63} | said))


def test_optional_controls_are_counted_apart():
    rows = [
        line(),
        line(tested=AttributeState.NOT_TESTED, lacks=("its check was not run",)),
        line(control="C-2", tested=AttributeState.NOT_TESTED),  # of operation, where one day is judged
        line(control="C-2", open=2, concluded="x"),
        line(control="C-3", scope=Scope.OPTIONAL, tested=AttributeState.NOT_TESTED, lacks=("x",), open=1),
    ]
    found = tally(rows)
    assert (found.tests, found.untested, found.waiting) == (4, 1, 1)
    assert (found.controls, found.concluded, found.optional) == (2, 1, 1)
    assert found.told == "1 not tested, 1 tested and waiting for a judgement"
    assert tally(rows[:2]).told == "1 not tested"


@pytest.mark.parametrize(
    ("said", "judged", "told"),
    [
        ({"exceptions": 3}, False, "3 of 63"),
        ({"exceptions": 2, "open": 1}, False, "3 of 63, 1 to judge"),
        ({"exceptions": 2, "open": 1}, True, "3 of 63"),
        ({"open": 1}, False, "1 of 63 to judge"),
        ({"n": 0, "open": 2}, False, "2 deviations to judge"),
        ({"n": 0, "exceptions": 1}, False, "1 exception"),
    ],
)
def test_what_is_held_against_a_test(said, judged, told):
    assert held(line(**said), judged=judged) == told
