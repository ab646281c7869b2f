from __future__ import annotations

from datetime import date

import pytest

from grcdesk import terms
from grcdesk.reports.labels import COVERAGE_MEANING, MEANING, ids, percent, plain_day, say, yes_no


def test_not_applicable_is_written_out_on_paper():
    assert say(terms.Status.NOT_APPLICABLE) == "not applicable"
    assert say(terms.Relationship.SUBSET_OF) == "subset-of"
    assert say(terms.Frequency.SEMIANNUAL) == "semi-annual"
    assert say(None) == ""


@pytest.mark.parametrize("words", [terms.Status, terms.Scope, terms.Frequency, terms.Coverage, terms.Category])
def test_no_two_terms_of_a_list_read_the_same(words):
    assert len({say(term) for term in words}) == len(words)


def test_every_status_and_coverage_has_its_meaning():
    assert set(MEANING) == set(terms.Status)
    assert set(COVERAGE_MEANING) == set(terms.Coverage)


def test_small_words():
    assert (yes_no(True), yes_no(False)) == ("yes", "no")
    assert ids(("CC6.1", "CC6.2")) == "CC6.1; CC6.2"
    assert percent(43.478) == "43.5 %"
    assert (plain_day(date(2026, 1, 2)), plain_day(None)) == ("2026-01-02", "")
