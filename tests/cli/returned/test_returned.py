"""Work plans and the way back on the command line."""

from __future__ import annotations

import pytest

from services.returned.books import edited, put


@pytest.fixture
def plan(on, tmp_path):
    on("controls", "set", "AI-SEC-01", "AI-SEC-02", "--owner", "Lin Chen")
    done = on("export", "workplan", "--owner", "lin chen", "-o", "lin.xlsx", "--json")
    assert (done.code, done.json[0]["path"]) == (0, "lin.xlsx")
    data = (tmp_path / "lin.xlsx").read_bytes()
    return edited(data, tmp_path / "back.xlsx", put("My controls", {("AI-SEC-01", "Gap"): "no rotation",
                                                                    ("AI-SEC-02", "Status"): "mising"}))  # fmt: skip


@pytest.mark.slow
def test_a_dry_run_names_each_place_and_ends_with_one(on, plan):
    done = on("import", "matrix", "back.xlsx", "--by", "Lin Chen", "--dry-run")
    assert done.code == 1
    assert "My controls!G2: AI-SEC-01 Gap: - → no rotation" in done.err
    assert "My controls!D3: AI-SEC-02: Status cannot be 'mising'; did you mean 'missing'?" in done.err
    told = on("import", "matrix", "back.xlsx", "--dry-run", "--json").json
    assert [one["place"] for one in told["cells"]] == ["My controls!G2"]
    assert [one["place"] for one in told["problems"]] == ["My controls!D3"]


@pytest.mark.slow
def test_it_is_taken_listed_and_undone(on, plan):
    refused = on("import", "matrix", "back.xlsx", "--yes")
    assert (refused.code, "cannot be taken; nothing was imported" in refused.err) == (2, True)
    done = on("import", "matrix", "back.xlsx", "--by", "Lin Chen", "--leave", "My controls!D3", "--yes", "--json")
    assert done.code == 0
    (row,) = on("import", "list", "--json").json
    assert (row["filled_by"], row["cells"], row["left_out"]) == ("Lin Chen", 1, 1)
    assert on("controls", "show", "AI-SEC-01", "--json").json["gap"] == "no rotation"
    assert on("log", "undo", done.json["batch"]).code == 0
    assert on("controls", "show", "AI-SEC-01", "--json").json["gap"] == ""


def test_everybody_gets_a_file_and_nobody_is_guessed(on, plan, tmp_path):
    (tmp_path / "all").mkdir()
    assert on("export", "workplan", "-o", "all").code == 0
    assert [one.name for one in (tmp_path / "all").iterdir()] == ["workplan_lin_chen.xlsx"]
    refused = on("export", "workplan", "--owner", "Lin Chenn", "-o", "x.xlsx")
    assert (refused.code, "did you mean 'Lin Chen'?" in refused.err) == (1, True)
