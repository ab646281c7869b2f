from __future__ import annotations


def test_add_list_reject(on, tmp_path):
    file = tmp_path / "rotation.txt"
    file.write_text("rotated", encoding="utf-8")
    on("controls", "set", "AI-SEC-01", "--status", "in-place", "--design", "adequate", "--implemented", "yes")
    done = on("evidence", "add", file, "--kind", "report", "--as-of", "2026-09-30", "--control", "sec-01")
    assert done.code == 0, done.err
    (row,) = on("evidence", "list", "--json").json
    assert (row["kind"], row["as_of"], row["controls"], row["file_name"]) == (
        *("report", "2026-09-30"),
        ["AI-SEC-01"],
        "rotation.txt",
    )
    assert on("gap", "summary", "--json").json["claim_only"] == ["AI-SEC-01"], "no catalog asks for a report"
    for kind in ("config-snapshot", "policy"):
        file = tmp_path / f"{kind}.txt"
        file.write_text(kind, encoding="utf-8")
        assert on("evidence", "add", file, "--kind", kind, "--as-of", "2026-09-30", "--control", "sec-01").code == 0
    found = on("controls", "show", "AI-SEC-01", "--json").json
    assert (found["supported"], found["support"], found["have"], found["need"]) == (False, "supported_in_part", 2, 3)
    assert "supported in part (2 of 3): no log export that counts" in on("controls", "show", "AI-SEC-01").out
    assert on("controls", "list", "--where", "support:in_part", "--json").json[0]["id"] == "AI-SEC-01"
    table = on("evidence", "list", "--control", "AI-SEC-01")
    assert "2026-09-30" in table.out
    assert on("evidence", "list", "--control", "AI-SEC-02", "--json").json == []
    assert on("evidence", "reject", row["id"], "--reason", "Undated scan").code == 0
    assert on("gap", "summary", "--json").json["supported_in_part"] == ["AI-SEC-01"]
    assert on("evidence", "reject", "EV-2", "--reason", "Undated scan").code == 0
    assert "(1 of 3)" in on("controls", "show", "AI-SEC-01").out


def test_evidence_needs_a_date_a_kind_and_a_file(on, tmp_path):
    url = "https://ci.example/run/1"
    assert on("evidence", "add", url, "--kind", "test-record").code == 1
    assert on("evidence", "add", url, "--kind", "tset-record", "--as-of", "2026-01-01").code == 2
    assert on("evidence", "add", tmp_path / "none", "--kind", "report", "--as-of", "2026-01-01").code in (1, 2)
    done = on("evidence", "add", url, "--kind", "test-record", "--from", "2026-01-01", "--to", "2026-01-31")
    assert done.code == 0
    assert "not preserved" in done.err
    assert on("evidence", "list", "--plain", "--columns", "dated,url").out == f"2026-01-01..2026-01-31\t{url}\n"


def test_artefacts_are_chosen_by_a_filter_cleared_untied_and_superseded(on):
    for name in ("old", "new"):
        on("evidence", "add", f"https://acme.example/{name}", "--kind", "export", "--as-of", "2026-11-01",
           "--control", "sec-01", "--source", "Gateway", "--valid-until", "2027-01-31")  # fmt: skip
    done = on("evidence", "set", "--where", "source:gateway", "--valid-until", "none", "--slot", "2026Q4")
    assert "2 artefacts found by 'source:gateway'" in done.err
    rows = on("evidence", "list", "--json").json
    assert [(row["valid_until"], row["for_slot"]) for row in rows] == [(None, "2026Q4"), (None, "2026Q4")]
    nothing = on("evidence", "set", "--where", "source:tickets", "--title", "x")
    assert (nothing.code, "no artefact matches 'source:tickets'" in nothing.err) == (1, True)
    assert on("evidence", "set", "--title", "x").code == 2
    assert on("evidence", "unlink", "EV-1", "--control", "AI-SEC-01").code == 0
    assert on("evidence", "supersede", "EV-1", "--by", "EV-2").code == 0
    shown = {row["id"]: (row["controls"], row["superseded_by"]) for row in on("evidence", "list", "--json").json}
    assert shown == {"EV-1": ([], "EV-2"), "EV-2": (["AI-SEC-01"], "")}
