"""`grcdesk evidence erase` asks first, and says what stays."""

from __future__ import annotations


def test_it_asks_and_then_erases(on, tmp_path):
    file = tmp_path / "report.txt"
    file.write_text("Ms Ferreira")
    on("evidence", "add", file, "--kind", "report", "--as-of", "2026-06-01", "--control", "AI-SEC-01")
    done = on("evidence", "erase", "EV-1", "--reason", "It holds a name")
    assert (done.code, "nothing was erased" in done.err) == (1, True)
    done = on("evidence", "erase", "EV-1", "--reason", "It holds a name", "--yes")
    assert (done.code, "its hash stays" in done.err, "Undo:" in done.err) == (0, True, False), done.err
    assert "by Dana Reyes: It holds a name" in on("evidence", "show", "EV-1").out
    assert on("evidence", "open", "EV-1").code == 1
    assert on("evidence", "verify").code == 0
    assert [one["id"] for one in on("evidence", "list", "--where", "is:erased", "--json").json] == ["EV-1"]
