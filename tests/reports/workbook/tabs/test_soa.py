"""SoA: every row of every statement, and a yes as green as it is borne out."""

from __future__ import annotations

from dataclasses import replace

from reports.factory import matrix
from reports.workbook.tabs.data import look, rows, tab

SOURCE = matrix()


def test_every_row_of_every_statement_stands_once():
    told = [(row["Framework"], row["Item"]) for row in rows(SOURCE, "SoA")]
    assert told == [
        *(("ISO 27001", row.item) for row in SOURCE.statements[0].rows),
        ("ISO 42001", "A.5.1"),
    ]


def test_a_yes_is_green_only_where_it_is_supported_and_a_person_said_it():
    told = {row["Item"]: row["Implemented"] for row in rows(SOURCE, "SoA") if row["Framework"] == "ISO 27001"}
    assert {item: (str(said), look(said)) for item, said in told.items()} == {
        "A.5.1": ("yes, supported", "supported"),
        "A.5.2": ("yes, supported in part", "supported in part"),
        "A.5.3": ("yes, claim only", "claim only"),
        "A.5.4": ("yes, supported, drafted", "not assessed"),
        "A.5.5": ("partly", "partial"),
        "A.5.6": ("no", "missing"),
        "A.5.7": ("not said", "not assessed"),
        "A.5.8": ("left out", "not applicable"),
    }


def test_the_approved_version_says_what_came_to_differ():
    told = rows(SOURCE, "SoA")
    assert (told[0]["Version"], told[0]["Approved by"]) == ("V1, 2 changes not approved", "Ines Okafor")
    assert (told[-1]["Version"], told[-1]["Approved by"]) == ("draft, never approved", "")


def test_controls_lead_to_the_matrix():
    first = tab(SOURCE, "SoA").links[0]
    assert (first.row, first.target) == (2, "'Control matrix'!A2")
    assert tab(replace(SOURCE, statements=()), "SoA").count == 0
