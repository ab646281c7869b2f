"""Registers on the command line: written, previewed, asked about, taken, and told as JSON."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from grcdesk.cli.frame import tell


@pytest.fixture
def sheet(on, tmp_path):
    on("controls", "set", "AI-SEC-01", "--status", "partial", "--owner", "Omar Haddad", "--due", "2026-12-15")
    done = on("export", "register", "controls", "-o", "c.xlsx", "--json")
    assert (done.code, done.json["path"]) == (0, "c.xlsx")
    book = load_workbook("c.xlsx")
    page = book.worksheets[0]
    row = next(row for row in page.iter_rows() if row[0].value == "AI-SEC-01")
    row[3].value = "missing"
    book.save("c.xlsx")
    assert book["grcdesk base"].sheet_state == "hidden"
    return tmp_path / "c.xlsx"


@pytest.mark.slow
def test_a_preview_tells_old_and_new_and_keeps_nothing(on, sheet):
    done = on("controls", "import", "c.xlsx", "--dry-run")
    assert "1 control changed, 22 as before (dry run: nothing was changed)" in done.err
    assert "AI-SEC-01: status partial → missing" in done.err
    assert on("controls", "show", "AI-SEC-01", "--json").json["status"] == "partial"


@pytest.mark.slow
def test_json_lists_every_cell_and_the_batch_that_takes_it_back(on, sheet):
    done = on("controls", "import", "c.xlsx", "--json").json
    (change,) = done["changes"]
    assert (change["id"], change["field"], change["old"], change["new"], change["overwrites"]) == (
        "AI-SEC-01", "status", "partial", "missing", True,
    )  # fmt: skip
    assert on("log", "undo", done["batch"]).code == 0
    assert on("controls", "show", "AI-SEC-01", "--json").json["status"] == "partial"


@pytest.mark.slow
@pytest.mark.parametrize(("answer", "status"), [("y", "missing"), ("n", "partial")])
def test_on_a_terminal_it_asks_once(on, sheet, monkeypatch, answer, status):
    asked = []
    monkeypatch.setattr(tell, "is_terminal", lambda: True)
    monkeypatch.setattr(tell, "ask", lambda question, default="": asked.append(question) or answer)
    done = on("controls", "import", "c.xlsx")
    assert asked == ["take these controls? [y/N]"]
    assert done.err.count("a sheet of ours") == 1
    assert on("controls", "show", "AI-SEC-01", "--json").json["status"] == status
    on("controls", "import", "c.xlsx", "--yes")
    assert len(asked) == 1


@pytest.mark.slow
def test_conflicts_are_named_and_theirs_settles_them(on, sheet):
    on("controls", "set", "AI-SEC-01", "--status", "in-place")
    done = on("controls", "import", "c.xlsx")
    assert "; 1 conflict" in done.err
    assert "status was changed here too: ours in place, theirs missing, given as partial; ours stays" in done.err
    assert "1 control changed" in on("controls", "import", "c.xlsx", "--theirs").err


def test_what_cannot_be_taken_ends_with_2_and_names_the_rows(on, tmp_path):
    (tmp_path / "c.csv").write_text("ID,Status\nAI-SEC-01,mostly\nAI-SEC-02,mostly\n", "utf-8")
    done = on("controls", "import", "c.csv")
    assert done.code == 2
    assert "status 'mostly', 2 rows (line 2, 3)" in done.err
    assert on("controls", "import", "c.csv", "--word", "status:mostly=partial").code == 0
    assert on("controls", "import", "c.csv", "--word", "status:mostly").code == 2


@pytest.mark.slow
def test_actions_risks_vendors_and_what_hangs_on_them(on, tmp_path):
    files = {
        "a.csv": "Control,Action,Owner,Due\nAI-SEC-01,Rotate,Omar Haddad,2026-12-01\n",
        "r.csv": "Control,Reason,Approver,Expires\nAI-SEC-02,small,Max Roy,2027-01-31\n",
        "v.csv": "Vendor,Last assessment\nHost,never\n",
        "s.csv": "Subprocessor,Purpose\nFar Cloud,hosting\n",
        "c.csv": "Kind,Mail\nsecurity,s@x.example\n",
        "f.csv": "Feature,Purpose\nChurn,forecast\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert "1 action added" in on("gap", "actions", "import", "a.csv").err
    (tmp_path / "a.csv").write_text(files["a.csv"].replace("2026-12-01", "2026-12-09"), "utf-8")
    assert "1 changed" in on("gap", "actions", "import", "a.csv", "--reason", "ill").err
    assert "1 accepted risk added" in on("gap", "risks", "import", "r.csv").err
    assert "1 vendor added" in on("vendors", "import", "v.csv", "--tier", "low").err
    told = on("vendors", "subprocessor", "import", "Host", "s.csv", "--announced", "2026-11-20", "--notice-days", "30")
    assert "1 subprocessor added" in told.err
    assert "1 contact added" in on("vendors", "contact", "import", "c.csv", "--vendor", "Host").err
    assert "1 AI feature added" in on("features", "import", "f.csv").err
    assert on("features", "import", "f.yaml", "--column", "name=x").code == 2
    gone = on("vendors", "subprocessor", "import", "Host", "s2.csv", "--whole")
    assert gone.code == 2
    (tmp_path / "s2.csv").write_text("Subprocessor\nNear Cloud\n", "utf-8")
    assert "; 1 gone" in on("vendors", "subprocessor", "import", "Host", "s2.csv", "--whole", "--on", "2026-11-20").err
    assert on("export", "register", "subprocessors", "-o", "x.xlsx").code == 2
    assert "Near Cloud" in on("export", "register", "subprocessors", "--vendor", "Host", "-o", "-").out


def test_the_next_review_of_a_vendor_is_set_with_its_reason_and_cleared(on):
    on("vendors", "add", "Host", "--tier", "high", "--last-review", "2026-01-31")
    assert on("vendors", "set", "Host", "--next-review", "2026-12-05").code == 1
    assert on("vendors", "set", "Host", "--next-review", "2026-12-05", "--reason", "they move").code == 0
    row = on("vendors", "show", "Host", "--json").json
    assert (row["due"], row["planned_reason"], row["planned_on"]) == ("2026-12-05", "they move", "2026-11-21")
    assert "they move" in on("due", "--json").out
    assert on("vendors", "set", "Host", "--next-review", "none").code == 0
    assert on("vendors", "show", "Host", "--json").json["due"] == "2027-01-31"
