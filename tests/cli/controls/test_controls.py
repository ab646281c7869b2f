from __future__ import annotations

import csv
import io

KEYS = [
    *("id", "title", "criteria", "iso27001", "iso42001", "scope", "status", "design", "implemented", "supported"),
    *("support", "have", "need"),
    *("owner", "owner_role", "due", "frequency", "evidence", "open_actions", "tailored"),
]


def status_of(on, control):
    return on("controls", "show", control, "--json").json["status"]


def test_list_json_has_the_promised_keys(on):
    done = on("controls", "list", "--json")
    assert (done.code, done.err) == (0, "")
    assert len(done.json) == 23
    assert all(list(row) == KEYS for row in done.json)
    first = done.json[0]
    assert first["id"] == "AI-SEC-01"
    assert first["criteria"][0] == "CC6.1"
    assert all(isinstance(item, str) for row in done.json for item in row["iso27001"])
    assert (first["status"], first["scope"], first["due"], first["supported"]) == (
        "not_assessed",
        "in_scope",
        None,
        False,
    )


def test_list_as_table_csv_and_plain(on):
    table = on("controls", "list")
    assert len(table.out.splitlines()) == 24
    assert "? not assessed" in table.out
    assert table.err == "grcdesk: 23 controls\n"
    rows = list(csv.DictReader(io.StringIO(on("controls", "list", "--csv").out)))
    assert rows[0]["status"] == "not_assessed"
    plain = on("controls", "list", "--plain", "--columns", "id,owner_role").out.splitlines()
    assert len(plain) == 23
    assert plain[0].split("\t")[0] == "AI-SEC-01"


def test_ascii_glyphs_follow_the_settings(on, monkeypatch):
    monkeypatch.setenv("GRCDESK_GLYPHS", "ascii")
    on("controls", "set", "AI-SEC-01", "--status", "in-place")
    assert "+ in place" in on("controls", "list").out
    assert on("controls", "list").out.isascii()


def test_where_and_sort_choose_and_order(on):
    on("controls", "set", "AI-SEC-02", "--status", "missing", "--due", "2026-12-24")
    on("controls", "set", "AI-SEC-01", "--status", "partial", "--due", "2026-12-31")
    ids = [
        row["id"]
        for row in on("controls", "list", "--where", "status:missing,partial", "--sort", "-due", "--json").json
    ]
    assert ids == ["AI-SEC-01", "AI-SEC-02"]
    assert on("controls", "list", "--where", "status:in_place", "--json").json == []


def test_a_wrong_filter_is_exit_2(on):
    done = on("controls", "list", "--where", "stauts:missing")
    assert (done.code, done.out) == (2, "")
    assert "`status`" in done.err


def test_set_many_tells_one_sentence_and_the_undo(on, desk_root):
    on("controls", "set", "AI-SEC-03", "--status", "partial")
    done = on("controls", "set", "AI-SEC-01", "AI-SEC-02", "AI-SEC-03", "--status", "partial", "--gap", "")
    assert done.code == 0
    assert done.out == ""
    assert done.err.startswith("grcdesk: 2 controls now partial, 1 already was. Undo: grcdesk --desk ")
    undo = done.err.split("Undo: grcdesk ")[1].split()
    assert undo[:2] == ["--desk", str(desk_root)]
    assert on(*undo[2:]).code == 0
    assert status_of(on, "AI-SEC-01") == "not_assessed"
    assert status_of(on, "AI-SEC-03") == "partial"


def test_set_json_is_the_outcome(on):
    done = on("controls", "set", "AI-SEC-01", "--owner", "Dana Reyes", "--json")
    assert done.err == ""
    found = done.json
    assert found["changed"] == ["AI-SEC-01"]
    assert found["batch"]
    assert found["dry_run"] is False


def test_set_every_field_and_clear_it_again(on):
    on(
        *("controls", "set", "AI-SEC-01", "--status", "in-place", "--design", "adequate", "--implemented", "yes"),
        *("--owner", "Dana Reyes", "--due", "2026-12-15", "--gap", "g", "--note", "n", "--systems", "s"),
        *("--effective-from", "2026-02-01"),
    )
    found = on("controls", "show", "AI-SEC-01", "--json").json
    assert (found["design"], found["implemented"], found["due"]) == ("adequate", "yes", "2026-12-15")
    assert (found["owner"], found["gap"], found["note"], found["systems"]) == ("Dana Reyes", "g", "n", "s")
    assert found["effective_from"] == "2026-02-01"
    on("controls", "set", "AI-SEC-01", "--design", "none", "--implemented", "none", "--due", "none", "--owner", "")
    found = on("controls", "show", "AI-SEC-01", "--json").json
    assert (found["design"], found["implemented"], found["due"], found["owner"]) == (None, None, None, "")


def test_where_chooses_and_counts(on):
    done = on("controls", "set", "--where", "id:AI-PRIV", "--owner", "Dana Reyes")
    assert done.code == 0
    assert done.err.startswith("grcdesk: 4 controls found by 'id:AI-PRIV'\n")
    assert len(on("controls", "list", "--where", "owner:any", "--json").json) == 4
    done = on("controls", "set", "--where", "id:AI-NONE", "--owner", "Dana Reyes")
    assert done.code == 1
    assert "no control matches" in done.err


def test_dry_run_says_so_and_changes_nothing(on):
    done = on("controls", "set", "--where", "id:AI-SEC", "--status", "missing", "--dry-run")
    assert done.code == 0
    assert "5 controls now missing (dry run: nothing was changed)" in done.err
    assert status_of(on, "AI-SEC-01") == "not_assessed"


def test_refusals_list_their_reasons_and_are_exit_1(on):
    done = on("controls", "set", "AI-SEC-01", "--status", "n.a.")
    assert done.code == 1
    assert "needs a reason" in done.err
    assert "needs an approver" in done.err
    assert status_of(on, "AI-SEC-01") == "not_assessed"


def test_ids_may_be_short_while_one_fits(on):
    assert on("controls", "set", "sec-01", "--owner", "Dana Reyes").code == 0
    assert on("controls", "show", "ai-sec-01", "--json").json["owner"] == "Dana Reyes"
    done = on("controls", "show", "01")
    assert done.code == 2
    assert "AI-SEC-01, AI-AVL-01" in done.err
    done = on("controls", "show", "AI-SCE-01")
    assert done.code == 1
    assert "did you mean" in done.err


def test_nothing_to_set_and_nobody_to_set_it_on(on):
    assert on("controls", "set", "AI-SEC-01").code == 2
    done = on("controls", "set", "--owner", "Dana Reyes")
    assert done.code == 2
    assert "--where" in done.err


def test_show_is_a_page_with_everything(on):
    on("controls", "set", "AI-SEC-01", "--status", "partial", "--gap", "No rotation\nat all", "--owner", "Dana Reyes")
    page = on("controls", "show", "AI-SEC-01").out
    for title in ("Status", "Statement", "Gap", "Mapped to", "Evidence asked for", "Tests", "Walkthrough questions"):
        assert f"\n{title}" in page
    assert "◔ partial, by Dana Reyes on 2026-11-21" in page
    assert "No rotation\n  at all" in page


def test_show_names_the_findings_about_it(on):
    assert on("controls", "show", "AI-SEC-01", "--json").json["findings"] == []
    on("findings", "add", "Keys in a script", "--condition", "Two keys", "--severity", "high", "--control", "AI-SEC-01",
       "--source", "auditor")  # fmt: skip
    assert "F-1  high, open: Keys in a script" in on("controls", "show", "AI-SEC-01").out
    assert [one["id"] for one in on("controls", "show", "AI-SEC-01", "--json").json["findings"]] == ["F-1"]
    assert on("controls", "show", "AI-SEC-02", "--json").json["findings"] == []


def test_nasty_text_is_shown_and_kept(on):
    nasty = "x\x1b[31m\u202ey"
    on("controls", "set", "AI-SEC-01", "--gap", nasty)
    assert "\\u{202e}" in on("controls", "show", "AI-SEC-01").out
    assert on("controls", "show", "AI-SEC-01", "--json").json["gap"] == nasty


def test_a_dry_run_on_several_tells_old_and_new_of_each(on):
    assert on("controls", "set", "AI-SEC-01", "--status", "missing").code == 0
    done = on("controls", "set", "AI-SEC-01", "AI-SEC-02", "AI-SEC-03", "--status", "partial", "--dry-run")
    assert "grcdesk: 2 new, 1 overwritten: AI-SEC-01\n" in done.err
    rows = [line for line in done.err.splitlines() if " -> " in line]
    assert rows[0].startswith("grcdesk:   AI-SEC-01 ")
    assert [row.rpartition(": ")[2] for row in rows] == ["missing -> partial", *["not assessed -> partial"] * 2]
    found = on("controls", "set", "AI-SEC-01", "AI-SEC-02", "--status", "missing", "--dry-run", "--json").json
    same, other = found["differences"]
    assert same["moves"] == []
    assert other["moves"][0]["before"] == "not assessed"


def test_what_is_done_to_several_is_one_change(on):
    asked = ("AI-SEC-01", "AI-SEC-02", "Mend it", "--owner", "Lee Chen", "--due", "2027-01-15")
    assert on("gap", "actions", "add", *asked, "--dry-run").code == 0
    assert on("gap", "actions", "list", "--json").json == []
    assert "2 actions for AI-SEC-01 and AI-SEC-02" in on("gap", "actions", "add", *asked).err
    assert on("log", "undo").code == 0
    assert on("gap", "actions", "list", "--json").json == []


def test_a_control_is_tailored_shown_so_and_put_back(on):
    why = ("--reason", "Two keys in all")
    assert on("controls", "tailor", "sec-01", "--frequency", "monthly", *why).code == 0
    assert "tailored: its catalog says quarterly" in on("controls", "show", "AI-SEC-01").out
    both = on("controls", "tailor", "AI-SEC-01", "--reset", "--owner-role", "Lead", *why)
    assert (both.code, "--reset goes back in all of it" in both.err) == (2, True)
    assert on("controls", "tailor", "AI-SEC-01", "--frequency", "none", *why).code == 0
    on("controls", "tailor", "AI-SEC-01", "--owner-role", "Platform lead", *why)
    assert on("controls", "tailor", "AI-SEC-01", "--reset").code == 0
    assert "tailored" not in on("controls", "show", "AI-SEC-01").out


def test_why_a_control_is_out_and_until_when_it_ran_stand_on_its_page(on):
    on("controls", "set", "AI-SEC-01", "--status", "n.a.", "--reason", "No keys here", "--approver", "Max Roy")
    on("controls", "set", "AI-SEC-02", "--retired-on", "2026-10-31")
    assert "No keys here (approved by Max Roy)" in on("controls", "show", "AI-SEC-01").out
    assert "2026-10-31" in on("controls", "show", "AI-SEC-02").out


def test_actions_and_risks_come_in_from_lists(on, tmp_path):
    actions, risks = tmp_path / "actions.csv", tmp_path / "risks.csv"
    actions.write_text("Control,Action,Owner,Due\nAI-SEC-01,Rotate,Lin Chen,2027-01-01\n")
    risks.write_text("Control,Reason,Approver,Accepted,Expires\nAI-SEC-01,one region,Max Roy,2026-03-01,2027-03-31\n")
    assert on("gap", "actions", "import", actions, "--yes").code == 0
    assert on("gap", "risks", "import", risks, "--yes").code == 0
    assert [row["title"] for row in on("gap", "actions", "list", "--json").json] == ["Rotate"]
    assert [row["approver"] for row in on("gap", "risks", "list", "--json").json] == ["Max Roy"]
