"""`grcdesk audits`, and --engagement on any command, before its noun or after."""

from __future__ import annotations

NEW = (
    *("audits", "new", "Security only", "--type", "soc2-type2", "--categories", "S"),
    *("--period", "2026-07-01..2026-12-31", "--firm", "Marlow & Finch", "--zone", "UTC"),
)


def test_an_engagement_is_made_and_used(on):
    assert (on(*NEW, "--dry-run").code, len(on("audits", "list", "--json").json)) == (0, 1)
    done = on(*NEW)
    assert (done.code, done.out) == (0, "")
    assert "ENG-2 Security only is about security, 2026-07-01..2026-12-31: 14 controls in scope" in done.err
    rows = on("audits", "list", "--json").json
    assert [(row["id"], row["name"], row["kind"], row["current"]) for row in rows] == [
        ("ENG-1", "SOC 2 Type II 2026", "readiness", False),
        ("ENG-2", "Security only", "soc2-type2", True),
    ]
    assert "Marlow & Finch" in on("audits", "show").out
    assert on("audits", "use", "ENG-1").code == 0
    assert on("audits", "show", "--json").json["id"] == "ENG-1"


def test_a_command_is_about_the_engagement_it_names(on):
    on(*NEW)
    assert len(on("--engagement", "ENG-1", "scope", "show", "--json").json["categories"]) == 5
    assert len(on("scope", "show", "--engagement", "soc 2 type ii 2026", "--json").json["categories"]) == 5
    assert len(on("scope", "show", "--json").json["categories"]) == 1
    one, two = (on("coverage", "--json", *which).json for which in (("--engagement", "ENG-1"), ()))
    assert (len(one), len(two)) == (23, 14)
    done = on("controls", "set", "AI-SEC-01", "--owner", "Omar Haddad", "--engagement", "ENG-1")
    assert "--engagement ENG-1 log undo" in done.err


def test_one_that_is_not_there_is_one_clear_error(on):
    done = on("coverage", "--engagement", "ENG-9")
    assert (done.code, done.out) == (1, "")
    assert "engagement" in done.err
    assert "ENG-1" in done.err


def test_days_that_cannot_be_are_refused(on):
    done = on("audits", "new", "Type I", "--type", "soc2-type1", "--period", "2026-01-01..2026-12-31")
    assert done.code == 1
    assert "--as-of 2026-12-31" in done.err
    assert on("audits", "new", "A", "--as-of", "2026-09-30", "--period", "2026-01-01..2026-12-31").code == 2
    assert on("audits", "new", "Type I", "--type", "soc2-type1", "--as-of", "2026-09-30").code == 0
    assert on("audits", "show", "--json").json["period"] == {"start": "2026-09-30", "end": "2026-09-30"}
