"""What was told of a list is listed, and forgotten when asked."""

from __future__ import annotations


def test_columns_that_were_told_are_listed_and_forgotten(on, tmp_path):
    file = tmp_path / "v.csv"
    file.write_text("Firm,Grade\nNova,high\n")
    on("vendors", "import", file, "--column", "name=Firm", "--column", "tier=Grade", "--yes")
    (row,) = on("remembered", "list", "--json").json
    assert row["columns"] == ["name = Firm", "tier = Grade"]
    assert on("vendors", "import", file, "--yes").code == 0, "they go before the headings"
    assert on("remembered", "forget", row["source"]).code == 0
    assert on("remembered", "list", "--json").json == []
    assert on("vendors", "import", file, "--yes").code == 2
