"""`grcdesk features` by streams and exit codes."""

from __future__ import annotations

import pytest

ADD = (
    *("features", "add", "Support reply", "--purpose", "Drafts answers", "--data-in", "Tickets"),
    *("--data-out", "Tickets", "--invoked-by", "Agents of support", "--if-wrong", "An agent corrects it"),
)
FULL = (
    *(*ADD, "--model", "Anthropic/claude+enterprise@US", "--invoker", "staff", "--trains", "no"),
    *("--personal-data", "yes", "--customer-data", "yes", "--user-facing", "no", "--automated-decision", "no"),
    *("--home-region", "EU"),
)


def test_what_is_left_open_is_named(on):
    done = on("features", "add", "Support reply", "--purpose", "Drafts")
    assert (done.code, done.out) == (1, "")
    assert "what happens if it is wrong" in done.err
    assert "--status idea" in done.err


def test_a_feature_from_end_to_end(on):
    assert on(*FULL).code == 0
    assert "AIF-1" in on("features", "derive").err
    (row,) = on("features", "list", "--json").json
    assert row["vendors"] == ["Anthropic"]
    assert row["derivation"] == "to_confirm"
    assert row["applies"] > 10
    assert on("features", "confirm", "support reply").code == 0
    shown = on("features", "show", "AIF-1", "--json").json
    assert shown["models"][0]["plan"] == "enterprise"
    assert shown["derivation"] == "confirmed"
    assert {row["decided_by"] for row in shown["controls"]} == {"Dana Reyes"}
    page = on("features", "show", "AIF-1").out
    assert "data leaves EU for US (Anthropic)" in page


def test_the_matrix_says_why_not(on):
    on(*FULL)
    on("features", "derive", "AIF-1")
    rows = {row["control"]: row for row in on("features", "matrix", "--json").json}
    assert rows["AI-PRIV-03"]["applies"] == "not_applicable"
    assert rows["AI-PRIV-03"]["why"] == "no model is trained or tuned"
    assert rows["AI-PRIV-04"]["categories"] == ["privacy"]
    assert on("features", "matrix", "--feature", "AIF-1", "--csv").out.count("\n") == len(rows) + 1


def test_none_clears_and_yes_or_no_is_checked(on):
    on(*FULL)
    assert on("features", "set", "AIF-1", "--trains", "none", "--store", "log", "--store", "cache").code == 0
    shown = on("features", "show", "AIF-1", "--json").json
    assert (shown["trains"], shown["stores"]) == (None, ["log", "cache"])
    assert on("features", "set", "AIF-1", "--store", "none").code == 0
    assert on("features", "show", "AIF-1", "--json").json["stores"] == []
    wrong = on("features", "set", "AIF-1", "--trains", "perhaps")
    assert wrong.code == 2
    assert on("features", "set", "AIF-1").code == 2


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("OpenAI/gpt-4.1+enterprise@US", ("OpenAI", "gpt-4.1", "enterprise", "US")),
        ("tiny-7b", ("", "tiny-7b", "", "")),
        ("OpenAI/gpt@eu-west-1", ("OpenAI", "gpt", "", "eu-west-1")),
    ],
)
def test_a_model_in_one_word(on, given, read):
    assert on(*ADD, "--model", given).code == 0
    (row,) = on("features", "show", "AIF-1", "--json").json["models"]
    assert (row["vendor"], row["model"], row["plan"], row["region"]) == read


def test_parts_are_added_listed_and_dropped(on):
    on(*FULL)
    assert on("features", "model", "add", "AIF-1", "gpt", "--vendor", "OpenAI").code == 0
    assert on("features", "prompt", "add", "AIF-1", "system", "--version", "3").code == 0
    assert on("features", "card", "add", "gpt", "--limits", "Invents", "--dated", "2026-05-01").code == 0
    (card,) = on("features", "card", "list", "--json").json
    assert (card["model"], card["features"]) == ("gpt", ["AIF-1"])
    assert "owner" in card["lacking"]
    assert on("features", "prompt", "drop", "AIF-1/p1").code == 0
    assert on("features", "model", "drop", "AIF-1/m9").code == 1


@pytest.mark.slow
def test_a_file_is_imported_and_a_bill_of_materials_written(on, tmp_path):
    (tmp_path / "f.yaml").write_text("features:\n  - {name: Churn, models: [{model: tiny-7b}]}\n")
    assert "(dry run" in on("features", "import", "f.yaml", "--dry-run").err
    assert on("features", "list", "--json").json == []
    assert "f.yaml: 1 added" in on("features", "import", "f.yaml").err
    assert on("export", "mlbom", "-o", "a.json", "--json").json["path"].endswith("a.json")
    assert '"machine-learning-model"' in on("export", "mlbom", "-o", "-").out
    wrong = on("features", "import", "none.yaml")
    assert (wrong.code, wrong.out) == (2, "")
    assert "none.yaml: cannot be read" in wrong.err


def test_an_inventory_comes_in_as_yaml_or_as_a_table(on, tmp_path):
    table = tmp_path / "features.csv"
    table.write_text("Use case,Description,Owner\nRouting,Sorts tickets,Lin Chen\n")
    assert on("features", "import", table, "--yes").code == 0
    inventory = tmp_path / "inventory.yaml"
    inventory.write_text("features:\n  - {name: Outage summary, status: idea, purpose: Drafts, owner: Jonas Weil}\n")
    assert "1 added" in on("features", "import", inventory).err
    assert [row["name"] for row in on("features", "list", "--json").json] == ["Routing", "Outage summary"]
    odd = on("features", "import", inventory, "--column", "name=Use case")
    assert (odd.code, "are those of a spreadsheet" in odd.err) == (2, True)
