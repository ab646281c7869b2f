"""Criteria coverage: mapped, in place, supported and declared are four things."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grcdesk.rules.programme.answered import ANSWERING
from grcdesk.terms import Status
from reports.factory import matrix
from reports.workbook.tabs.data import GREEN, look, rows

SOURCE = matrix()


def test_each_count_is_that_of_its_controls_and_none_is_larger_than_the_one_before():
    known = {detail.row.id: detail.row for detail in SOURCE.controls}
    for row, told in zip(SOURCE.criteria, rows(SOURCE, "Criteria coverage"), strict=True):
        behind = [known[control] for control in row.controls]
        assert told["# controls"] == len(behind)
        assert told["In place"] == sum(one.status is Status.IN_PLACE for one in behind)
        assert told["Supported"] == sum(one.supported for one in behind)
        assert told["# controls"] >= told["In place"] >= told["Supported"]


def test_green_needs_a_supported_control():
    found = rows(SOURCE, "Criteria coverage")
    answered = {term.value.replace("_", " ") for term in ANSWERING}
    for told in found:
        assert (look(told["Answered"]) in answered) is (told["Supported"] > 0)
        assert look(told["Mapped"]) not in GREEN
    assert any(told["Supported"] for told in found)


def test_a_declaration_names_its_person_and_what_makes_it_stale():
    first, second, *rest = SOURCE.criteria
    said = replace(
        SOURCE,
        criteria=(
            replace(first, declared_by="M. Roy"),
            replace(second, declared_by="M. Roy", stale="AI-SEC-01 is partial"),
            *rest,
        ),
    )
    found = [row["Declared"] for row in rows(said, "Criteria coverage")]
    assert found[:3] == ["by M. Roy", "by M. Roy; stale: AI-SEC-01 is partial", ""]


@pytest.mark.parametrize("number", [1, 6, 7, 8, 300])
def test_a_row_leaves_room_for_others_however_many_controls_map_to_it(number: int):
    every = tuple(f"OWN-{one:04d}" for one in range(number))
    said = replace(SOURCE, criteria=(replace(SOURCE.criteria[0], controls=every),))
    told = rows(said, "Criteria coverage")[0]
    shown = told["Controls"].split("\n")
    assert len(shown) <= 7
    assert told["All controls"] == "; ".join(every)
    named = [one.rstrip(";") for one in shown if one.startswith("OWN")]
    assert named == list(every[: len(named)]), "each on a line of its own: a hyphen is where programs break lines"
    left = number - len(named)
    assert left == 0 or shown[-1] == f"and {left:,} more, see All controls"
