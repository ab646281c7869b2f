"""AI inventory: every answer in its cell, and why a control does not apply."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from grcdesk.reports.workbook.build import matrix_workbook
from grcdesk.terms import Applies
from reports.factory import matrix
from reports.feature_records import verdict
from reports.workbook.opened import book, made, rows, tabs


@pytest.fixture(scope="module")
def sheet():
    return book(made())["AI inventory"]


def test_every_answer_stands_in_its_cell(sheet):
    full, idea = rows(sheet)
    assert full == {
        "ID": "AIF-1",
        "Name": "Support reply",
        "Purpose": "Drafts answers",
        "Data in": "Tickets; classes: contact data; from Service desk",
        "Data out": "Draft field",
        "Invoked by": "Agents; staff",
        "Relies on": None,
        "If wrong": "The agent corrects it; noticed by The agent; check: every draft",
        "Vendors": "Provider A",
        "Models": "large 4 enterprise EU; small",
        "Stores": "prompt log; vectors",
        "Personal data": "yes",
        "Customer data": "no",
        "User-facing": "no",
        "Automated decision": "no",
        "Irreversible": "refund",
        "Trains": "no",
        "Status": "production",
        "In scope": "yes",
        "Reason if not": None,
        "Owner": "Lin Chen",
        "Reviewed": datetime(2026, 6, 1),  # noqa: DTZ001  a cell knows no zone
        "Controls that apply": "AI-SEC-01",
        "Not applicable": "AI-PRIV-03: no model is trained or tuned; AI-CONF-04: One tenant",
        "Derivation": "to confirm",
    }
    assert (idea["ID"], idea["Name"], idea["Status"], idea["Derivation"]) == ("AIF-2", "=Churn", "idea", "none")
    assert sheet["B3"].data_type == "s", "no text becomes a formula"


def test_an_empty_inventory_says_so():
    empty = tabs(matrix_workbook(replace(matrix(), features=()))[0])["AI inventory"]
    assert empty["B3"].value == "No AI feature is written down."


@pytest.mark.slow
def test_a_control_names_where_it_was_confirmed_to_apply():
    said = matrix()
    full, idea = said.features
    confirmed = replace(full, controls=(verdict("AI-SEC-01", Applies.APPLIES, "", Applies.APPLIES), *full.controls[1:]))
    stated, named = (
        {row["Control ID"]: row["Systems/AI features"] for row in rows(tabs(data)["Control matrix"])}
        for data in (made(), matrix_workbook(replace(said, features=(confirmed, idea)))[0])
    )
    assert {key for key in named if named[key] != stated[key]} == {"AI-SEC-01"}, "derived alone is no confirmation"
    assert named["AI-SEC-01"].split("; ")[-1] == "Support reply"
