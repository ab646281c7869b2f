"""Answers on a feature as fields: what a form shows of them is what it gives back."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from grcdesk.errors import BadInput
from grcdesk.schemas.features.features import FeatureAnswers
from grcdesk.terms import Answer, FeatureStatus
from grcdesk.tui.features.forms import GROUPS, field, read

WHOLE = FeatureAnswers(
    "Ticket triage",
    data_classes=("tickets", "names"),
    personal_data=Answer.YES,
    stores=("prompt log",),
    invokers=("end_user",),
    reversible=Answer.NO,
    owner="Lee Chen",
    status=FeatureStatus.PRODUCTION,
    irreversible=("closes a ticket",),
    segments=("finance", "health"),
    in_scope=Answer.NO,
    reason_out="for ourselves alone",
    last_reviewed=date(2026, 10, 1),
)


@pytest.mark.parametrize("answers", [FeatureAnswers("New"), WHOLE])
def test_a_form_kept_as_it_is_changes_nothing(answers: FeatureAnswers):
    names = [one.name for one in fields(FeatureAnswers)]
    texts = {name: field(name, answers).value for name in names}
    assert FeatureAnswers(**read(texts)) == answers


def test_every_answer_is_asked_in_one_group():
    asked = [name for _, names in GROUPS.values() for name in names]
    assert sorted(asked) == sorted(set(asked))
    assert set(asked) == {one.name for one in fields(FeatureAnswers)}


def test_a_dash_clears_an_answer_but_not_whether_it_is_in_scope():
    texts = {"personal_data": "-", "last_reviewed": "-", "stores": ""}
    assert read(texts) == {"personal_data": None, "last_reviewed": None, "stores": ()}
    with pytest.raises(BadInput, match="in scope is yes or no"):
        read({"in_scope": "-"})


def test_answers_are_read_by_how_they_begin():
    assert read({"trains": "n", "status": "prod"}) == {"trains": Answer.NO, "status": FeatureStatus.PRODUCTION}
    assert replace(WHOLE, **read({"segments": " finance ; ; health"})) == WHOLE


def test_a_list_says_what_an_empty_field_means():
    assert field("irreversible", WHOLE).hint.endswith("empty: none")
