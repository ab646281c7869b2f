from __future__ import annotations


def test_wanted_and_missing(on):
    (one,) = on("evidence", "wanted", "sec-01", "--json").json
    assert (one["id"], one["evidence"], one["unsupported"]) == ("AI-SEC-01", 0, False)
    assert {"kind", "what", "mandatory", "have", "newest", "missing"} <= set(one["wanted"][0])
    table = on("evidence", "wanted", "AI-SEC-01")
    assert "config snapshot" in table.out
    assert "1 control" in table.err
    rows = on("evidence", "wanted", "--missing", "--plain", "--columns", "control,kind").out.splitlines()
    assert "AI-SEC-01\tconfig_snapshot" in rows
    assert on("evidence", "wanted", "AI-SEC-99").code == 1


def test_suggest_and_place(on, tmp_path):
    file = tmp_path / "ai-sec-03.txt"
    file.write_text("x", encoding="utf-8")
    on("evidence", "add", file, "--kind", "document", "--as-of", "2026-06-01")
    (row, *_) = on("evidence", "suggest", "--json").json
    assert (row["id"], row["control"]) == ("EV-1", "AI-SEC-03")
    assert "its name says so" in row["reason"]
    assert "1 artefact to place, none without a suggestion" in on("evidence", "suggest").err
    assert on("evidence", "place", "EV-1", "--suggested", "--dry-run").code == 0
    assert "Might belong to" in on("evidence", "show", "EV-1").out
    assert on("evidence", "place", "EV-1", "--suggested", "--json").json["sentence"] == "EV-1 placed for AI-SEC-03"
