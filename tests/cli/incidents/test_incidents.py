"""`grcdesk incidents` by streams and exit codes."""

from __future__ import annotations

import pytest

from grcdesk.rules.audits.roles import ROLES

DRILL = (
    *("incidents", "add", "Provider down", "--exercise", "--type", "outage", "--severity", "medium"),
    *(
        "--scenario",
        "No answer for 4 h",
        "--person",
        "Lin Chen",
        "--lead",
        "Mara Roy",
        "--detected",
        "2026-11-10T09:00Z",
    ),
)


def test_an_exercise_from_end_to_end(on):
    assert on(*DRILL).code == 0
    for mark, at in (("contained", "10:00"), ("assessed", "10:30"), ("remediated", "13:00")):
        assert on("incidents", "mark", "INC-1", mark, "--at", f"2026-11-10T{at}Z").code == 0
    refused = on("incidents", "close", "INC-1")
    assert (refused.code, len(refused.err.splitlines())) == (1, 5)
    for whom in ("customers", "authority"):
        assert on("incidents", "notice", "INC-1", whom, "no", "--by", "Mara Roy", "--reason", "a drill").code == 0
    assert on("incidents", "set", "INC-1", "--lessons", "Call the provider first").code == 0
    assert (
        on("incidents", "action", "add", "INC-1", "Keep the number", "--owner", "Lin Chen", "--due", "2026-12-01").code
        == 0
    )
    assert "(dry run" in on("incidents", "close", "INC-1", "--dry-run").err
    done = on("incidents", "close", "INC-1", "--by", "Mara Roy")
    assert (done.code, "EV-1 stands for AI-AVL-03" in done.err) == (0, True)
    shown = on("incidents", "show", "INC-1", "--json").json
    assert (shown["closed_by"], shown["evidence"], shown["lacks"]) == ("Mara Roy", "EV-1", [])
    assert "Keep the number" in on("incidents", "show", "INC-1").out
    assert [row["id"] for row in on("incidents", "list", "--where", "is:drill is:closed", "--json").json] == ["INC-1"]
    assert on("due", "--kind", "incident-action", "--json").json[0]["id"] == "INC-1/1"


def test_an_exported_register_is_what_a_population_reads(on):
    on(*DRILL)
    nothing = on("incidents", "export", "--csv")
    columns = ",".join(column.name for column in ROLES["incidents"].columns)
    assert nothing.out == columns + "\n"
    assert "does not say that there was none" in nothing.err
    on("incidents", "add", "Leak", "--type", "data-leak", "--severity", "high", "--detected", "2026-11-03 08:00")
    assert on("incidents", "export").out.splitlines()[1] == "INC-2,data_leak,2026-11-03T08:00:00.000Z,,"
    assert on("incidents", "export", "--to", "2026-11-02", "--json").json == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", "X"), 2, "--type and --severity"),
        (("add", "X", "--type", "fire", "--severity", "low"), 2, "'fire' is not one of"),
        (("mark", "INC-9", "contained"), 1, "no incident 'INC-9'"),
        (("mark", "INC-1", "closed"), 2, "closing is more than a mark"),
        (("mark", "INC-1", "contained", "--at", "noon"), 2, "not a time"),
        (("notice", "INC-1", "customers", "no", "--by", "Mara Roy"), 1, "needs a reason"),
        (("set", "INC-1"), 2, "nothing to set"),
        (("untouched", "INC-1/e9"), 1, "no entry"),
        (("reopen", "INC-1", "--reason", "x"), 1, "is open"),
    ],
)
def test_what_cannot_be_is_one_error(on, words, code, said):
    on(*DRILL)
    done = on("incidents", *words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err


def test_what_was_touched_stands_on_the_page_and_is_taken_back(on):
    on("incidents", "add", "Leak", "--type", "data_leak", "--severity", "high", "--detected", "2026-11-03T08:00Z")
    on("vendors", "add", "Example Models", "--tier", "low")
    touched = ("incidents", "touched", "INC-1")
    assert on(*touched, "vendor", "example models", "--since", "2026-11-03T06:00Z").code == 0
    assert on(*touched, "system", "Ticket store").code == 0
    page = on("incidents", "show", "INC-1").out
    assert "INC-1/e1  vendor VEN-1 Example Models  2026-11-03 06:00Z to now" in page
    assert "INC-1/e2  system Ticket store" in page
    assert on("incidents", "untouched", "INC-1/e2").code == 0
    assert [one["id"] for one in on("incidents", "show", "INC-1", "--json").json["entities"]] == ["INC-1/e1"]
    refused = on("incidents", "reopen", "INC-1", "--reason", "It came back")
    assert (refused.code, "INC-1" in refused.err) == (1, True)
