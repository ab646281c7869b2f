"""A morning with seven vendors by the command line: what is due, what was missed, and a review that moves a date."""

from __future__ import annotations

import json

import pytest

from grcdesk.cli.main import call

LIST = """Vendor;Tier;Model provider;Onboarded;Last review;Offboarded
Annual;high;no;2023-05-01;2025-12-01;
Leap;critical;no;2023-05-01;2024-02-29;
Capped;low;yes;2023-05-01;2025-11-21;
Relaxed;low;no;2023-05-01;2025-11-21;
Never;medium;no;2026-09-01;;
Left;high;no;2023-01-01;2024-06-01;2026-01-31
Biennial;medium;no;2023-05-01;2025-01-31;
"""
TODAY = {
    "Leap": ("2025-02-28", -631, "overdue"),
    "Never": ("2026-09-01", -81, "never_reviewed"),
    "Capped": ("2026-11-21", 0, "due_7"),
    "Annual": ("2026-12-01", 10, "due_30"),
    "Biennial": ("2027-01-31", 71, "due_90"),
    "Relaxed": ("2028-11-21", 731, "ok"),
    "Left": (None, None, "offboarded"),
}
"""On 21 November 2026, the first to be reviewed first."""


@pytest.fixture
def type_(capsys, desk_root):
    def go(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = call(["--desk", str(desk_root), *map(str, arguments)])
        out, err = capsys.readouterr()
        return code, out, err

    return go


def states(type_, *more: str) -> dict[str, tuple[str | None, int | None, str]]:
    _, out, _ = type_("vendors", "list", "--json", *more)
    return {row["name"]: (row["due"], row["days"], row["state"]) for row in json.loads(out)}


def test_a_morning_with_seven_vendors(type_, tmp_path, fake_clock):
    # the list comes out of a spreadsheet; it is looked at first
    file = tmp_path / "vendors.csv"
    file.write_bytes(b"\xef\xbb\xbf" + LIST.encode())
    code, _, err = type_("vendors", "import", file, "--dry-run")
    assert (code, "7 vendors added" in err, states(type_)) == (0, True, {})
    assert "line 3: VEN-2 Leap new, critical; next review 2025-02-28" in err
    assert type_("vendors", "import", file)[0] == 0

    # what is due today, and as of any other day
    assert states(type_) == TODAY
    assert list(states(type_)) == list(TODAY)
    assert states(type_, "--as-of", "2025-02-28")["Leap"] == ("2025-02-28", 0, "due_7")
    assert states(type_, "--as-of", "2025-03-01")["Leap"] == ("2025-02-28", -1, "overdue")
    assert states(type_, "--as-of", "2026-01-30")["Left"] == ("2025-06-01", -243, "overdue")
    code, out, _ = type_("due", "--kind", "vendor-review", "--check", "--json")
    due = [(row["title"], row["state"]) for row in json.loads(out) if row["state"] in {"overdue", "never_reviewed"}]
    assert (code, due) == (4, [("Leap", "overdue"), ("Never", "never_reviewed")])

    # the overdue one is reviewed; approving it is refused while its package is empty
    assert type_("vendors", "review", "start", "Leap", "--reviewer", "Dana Reyes")[0] == 0
    assert type_("vendors", "review", "answer", "VR-1", "all", "yes")[0] == 0
    code, _, err = type_("vendors", "review", "conclude", "VR-1", "approve")
    assert (code, "SOC 2 Type II report: never asked for" in err) == (1, True)
    conditions = ("conditions", "--conditions", "the package by 2027-01-31")
    assert type_("vendors", "review", "conclude", "VR-1", *conditions)[0] == 0
    assert states(type_)["Leap"] == ("2027-11-21", 365, "ok")

    # nobody looks for three weeks: the dates alone tell
    fake_clock.advance(days=21)
    after = states(type_)
    assert after["Annual"] == ("2026-12-01", -11, "overdue")
    assert after["Capped"] == ("2026-11-21", -21, "overdue")
    assert after["Biennial"] == ("2027-01-31", 50, "due_60")
    code, _, _ = type_("vendors", "offboard", "Never", "--reason", "never used")
    assert (code, states(type_)["Never"][2]) == (0, "offboarded")

    # a new rule moves every date at once; taking it back moves them back
    assert type_("vendors", "policy", "--low", "12")[0] == 0
    assert states(type_)["Relaxed"] == ("2026-11-21", -21, "overdue")
    assert type_("log", "undo")[0] == 0
    assert states(type_)["Relaxed"] == ("2028-11-21", 710, "ok")
