"""A parameter is of its kind, and nothing that is close to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.errors import BadInput
from grcdesk.rules.audits.parameters import Parameter, guessed, refuse_misfit, seconds
from grcdesk.terms import ParameterKind

GOOD = {
    ParameterKind.NUMBER: ("90", "-0.5", "0.876666666666666667", "12345678901234567890"),
    ParameterKind.TEXT: ("high", "two words", "90"),
    ParameterKind.DURATION: ("30m", "24h", "90d", "0s"),
    ParameterKind.DATE: ("2026-02-28", "2024-02-29"),
    ParameterKind.TIME: ("2026-07-01T00:00:00Z", "2026-07-01T23:59:59.250Z"),
}
BAD = {
    ParameterKind.NUMBER: ("", "9e1", "0,88", "1_000", "nan", "٣", "0.1234567890123456789", ".5", "+1"),
    ParameterKind.TEXT: ("", "x" * 301, "two\nlines", "a\x00"),
    ParameterKind.DURATION: ("24", "h", "1.5h", "-1h", "24 h", "1w", "24H"),
    ParameterKind.DATE: ("2026-02-29", "2026-2-8", "20260208", "2026-02-08T00:00:00Z"),
    ParameterKind.TIME: ("2026-07-01", "2026-07-01T00:00:00", "2026-07-01T24:30:00Z", "2026-07-01T00:00:00+02:00"),
}


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in GOOD.items() for value in values])
def test_what_fits_is_taken(kind, value):
    refuse_misfit(Parameter("limit", kind, value))


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in BAD.items() for value in values])
def test_what_does_not_fit_is_refused_with_what_to_write(kind, value):
    with pytest.raises(BadInput) as refused:
        refuse_misfit(Parameter("limit", kind, value))
    assert refused.value.hint.startswith("write")


@given(st.text(max_size=40))
def test_what_is_guessed_fits_what_it_is_guessed_to_be(value):
    kind = guessed(value)
    if kind is not ParameterKind.TEXT:
        refuse_misfit(Parameter("limit", kind, value))


def test_what_is_typed_by_hand_is_guessed():
    found = {value: guessed(value) for values in GOOD.values() for value in values}
    assert found == {value: kind for kind, values in reversed(GOOD.items()) for value in values if value != "90"} | {
        "90": ParameterKind.NUMBER
    }


def test_a_duration_is_so_many_seconds():
    assert [seconds(text) for text in ("90s", "30m", "24h", "90d")] == [90, 1800, 86_400, 7_776_000]
    with pytest.raises(BadInput):
        seconds("soon")
