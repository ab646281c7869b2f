"""Frameworks are data: one of a customer's is a column, a word of filters, criteria, and stands in every report."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
import yaml

from grcdesk.errors import BadInput
from grcdesk.rules.filters.filters import FilterError
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.programme import Period
from grcdesk.services.desk import completion
from grcdesk.terms import Scope, Status
from helpers.sheets import tab
from services.conftest import HEAD, control, mapping


def annex(shelf, items=("X.1", "X.2"), **more):
    listed = [{"id": name, "group": "Annex", "label": f"Promise {name}"} for name in items]
    data = {
        "catalog": "customer-annex",
        "kind": "framework",
        "title": "Customer annex",
        **HEAD,
        **more,
        "items": listed,
    }
    return shelf.write("customer-annex.yaml", data)


@pytest.fixture
def annexed(desk, shelf):
    desk.catalogs.add(annex(shelf, short="annex", name="Big Customer", also=["bigco"]))
    desk.catalogs.add(
        shelf.mappings(
            *(mapping(name, "X.1", primary=name == "AI-SEC-01") for name in ("AI-SEC-01", "AI-SEC-02")),
            catalog="ai-to-annex", controls="ai-soc2", framework="customer-annex",
        )
    )  # fmt: skip
    desk.scope.set(period=Period(date(2026, 1, 1), date(2026, 12, 31)))
    return desk


def test_its_word_filters_and_its_items_stand_in_rows(annexed):
    wanted = ["AI-SEC-01", "AI-SEC-02"]
    for where in ("annex:X.1", "annex:X", "bigco:X.1", "annex:X.1 tsc:CC6"):
        assert annexed.controls.keys(where) == wanted, where
    assert annexed.controls.keys("annex:X.2") == []
    maps = annexed.controls.rows(["AI-SEC-01"])[0].maps
    assert [one.framework.short for one in maps] == ["tsc", "iso", "ai", "annex"]
    assert maps[-1].items == ("X.1",)
    annexed.views.save("of the customer", "annex:X")
    with pytest.raises(FilterError, match="annexx"):
        annexed.controls.keys("annexx:X.1")


def test_the_words_shipped_catalogs_declare_work_as_before(desk):
    for words in (("tsc", "criteria", "criterion", "soc2"), ("iso", "iso27001", "27001"), ("ai", "iso42001", "42001")):
        first, *others = (desk.controls.keys(f"{word}:A.5,CC6") for word in words)
        assert first
        assert all(found == first for found in others)


def test_its_items_are_criteria_with_their_word_before_them(annexed):
    rows = {row.id: row for row in annexed.scope.criteria()}
    one, bare = rows["annex/X.1"], rows["annex/X.2"]
    assert (one.framework, one.category, one.in_scope, one.controls) == (
        *("Big Customer", None, True),
        ("AI-SEC-01", "AI-SEC-02"),
    )
    assert bare.controls == ()
    assert "annex/X.2" in annexed.scope.show().untouched
    covered = {row.id: row for row in annexed.coverage.criteria()}
    assert covered["annex/X.1"].worst is not None
    assert covered["annex/X.2"].worst is None
    assert not any(name.startswith(("iso/", "ai/")) for name in rows)


def test_a_criterion_of_it_is_declared_covered_and_goes_stale(annexed):
    annexed.controls.set(["AI-SEC-01"], ControlChange(status=Status.IN_PLACE))
    annexed.scope.declare("annex/X.1", reason="agreed with the customer", by="Dana Reyes")
    done = annexed.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL))
    assert "annex/X.1" in done.warnings[0]
    assert {row.id: row.stale for row in annexed.scope.criteria()}["annex/X.1"]


def test_two_frameworks_with_the_same_ids_do_not_mix(desk, shelf):
    desk.catalogs.add(annex(shelf, items=("CC6.1",), short="annex"))
    desk.catalogs.add(shelf.controls(control("OWN-01")))
    desk.catalogs.add(shelf.mappings(mapping("OWN-01", "CC6.1"), catalog="own-to-annex", framework="customer-annex"))
    rows = {row.id: row.controls for row in desk.scope.criteria()}
    assert rows["annex/CC6.1"] == ("OWN-01",)
    assert "OWN-01" not in rows["CC6.1"]
    assert desk.controls.keys("annex:CC6.1") == ["OWN-01"]
    assert "OWN-01" not in desk.controls.keys("tsc:CC6.1")


def test_a_control_that_answers_it_alone_is_in_scope(desk, shelf):
    desk.catalogs.add(annex(shelf, short="annex"))
    desk.catalogs.add(shelf.controls(control("OWN-01"), control("OWN-02")))
    entries = (mapping("OWN-01", "X.1"), mapping("OWN-02", "X.2", "intersects-with"))
    desk.catalogs.add(shelf.mappings(*entries, catalog="own-to-annex", framework="customer-annex"))
    scope = {row.id: row.scope for row in desk.controls.list("id:OWN")}
    assert scope == {"OWN-01": Scope.IN, "OWN-02": Scope.OPTIONAL}


def test_one_whose_items_are_not_answered_one_by_one_is_a_column_and_no_criteria(desk, shelf):
    desk.catalogs.add(annex(shelf, short="annex", by_criterion=False))
    assert not [row for row in desk.scope.criteria() if row.id.startswith("annex")]
    assert [one.short for one in desk.controls.frameworks()][-1] == "annex"


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"short": "owner"}, "owner"),
        ({"short": "tsc"}, "tsc"),
        ({"json_name": "iso27001"}, "iso27001"),
        ({"also": ["soc2"]}, "soc2"),
    ],
)
def test_a_word_that_means_something_else_is_refused_with_its_line(desk, shelf, more, word):
    with pytest.raises(BadInput, match=word) as caught:
        desk.catalogs.add(annex(shelf, **more))
    assert caught.value.line
    assert "choose another" in caught.value.hint
    assert len(desk.controls.frameworks()) == 3


def test_without_a_word_it_goes_by_its_id(desk, shelf):
    desk.catalogs.add(annex(shelf))
    assert desk.controls.frameworks()[-1].short == "customer_annex"
    assert desk.controls.keys("customer_annex:X.1") == []


@pytest.mark.slow
def test_the_workbook_has_its_column_and_its_criteria(annexed, tmp_path):
    annexed.exports.matrix(tmp_path / "m.xlsx")
    rows = tab(tmp_path / "m.xlsx", "Control matrix")
    place = rows[0].index("Big Customer")
    assert {row[0]: row[place] for row in rows}["AI-SEC-02"] == "X.1"
    criteria = tab(tmp_path / "m.xlsx", "Criteria coverage")
    named = criteria[0].index("Framework")
    assert [(row[0], row[named]) for row in criteria if str(row[0]).startswith("annex/")] == [
        ("annex/X.1", "Big Customer"),
        ("annex/X.2", "Big Customer"),
    ]


@pytest.mark.slow
def test_the_gap_report_counts_it_and_names_what_nothing_answers(annexed, tmp_path):
    annexed.documents.write("gap-report", tmp_path / "g.docx")
    with zipfile.ZipFile(io.BytesIO((tmp_path / "g.docx").read_bytes())) as archive:
        text = archive.read("word/document.xml").decode()
    assert "the SOC 2 and Big Customer criteria" in text
    assert "annex/X.2" in text


def test_completion_offers_its_items(annexed):
    found = completion.ids(annexed.paths, "criterion")
    assert {"CC6.1", "annex/X.1"} <= set(found)


def test_an_update_may_give_it_another_word(annexed, shelf):
    file = annex(shelf, short="bigcustomer", name="Big Customer", version="2")
    (annexed.paths.catalogs / "customer-annex.yaml").write_bytes(file.read_bytes())
    annexed.catalogs.update("customer-annex")
    assert annexed.controls.keys("bigcustomer:X.1") == ["AI-SEC-01", "AI-SEC-02"]


def test_shipped_frameworks_say_their_words_themselves(desk):
    from grcdesk import paths  # noqa: PLC0415

    for one in desk.controls.frameworks():
        data = yaml.safe_load((paths.CATALOGS / "frameworks" / f"{one.id}.yaml").read_text(encoding="utf-8"))
        assert (data["short"], data["name"], data["json_name"]) == (one.short, one.name, one.json_name)
