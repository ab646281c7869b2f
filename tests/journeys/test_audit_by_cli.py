"""An audit by the command line: from the engagement over the whole list of changes to the letter and the export."""

from __future__ import annotations

import io
import json
import shutil
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from grcdesk import clock
from grcdesk.cli.main import call

SAMPLES = Path(__file__).parents[2] / "samples" / "audit"
TODAY = datetime(2026, 11, 21, 9, tzinfo=UTC)
PERIOD = ("--from", "2026-01-01", "--to", "2026-09-30", "--pulled-at", "2026-10-02T09:00Z")
PROOF = ("--query", "label:model", "--completeness", "Counted against the tags", "--by", "Omar Haddad")
PLANTED = {
    "AI-PI-01.T1": ["CHG-007", "CHG-021"],
    "AI-PI-01.T2": ["CHG-015"],
    "AI-PI-01.T3": ["DPL-901"],
    "AI-PI-02.T1": ["CHG-030", "CHG-044", "CHG-052"],
    "AI-PI-02.T2": ["CHG-038"],
}
"""What is wrong with the sample lists; the deployment DPL-901 belongs to no change."""


class Typist:
    """A person at a shell who looks at every exit code; what was said last is kept under a word."""

    def __init__(self, desk: Path) -> None:
        self.desk, self.err = desk, ""
        self.seen: dict[str, str] = {}

    def __call__(self, *arguments: object, code: int = 0, keep: str = "") -> str:
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            got = call(["--desk", str(self.desk), *map(str, arguments)])
        self.err = err.getvalue()
        assert got == code, (arguments, self.err)
        if keep:
            self.seen[keep] = out.getvalue() + self.err
        return out.getvalue()

    def json(self, *arguments: object) -> object:
        return json.loads(self(*arguments, "--json"))


def begin(type_: Typist) -> None:
    """The engagement, its plan, what the firm asks, a walkthrough."""
    period = ("--period", "2026-01-01..2026-09-30", "--zone", "UTC", "--firm", "Marlowe & Finch")
    type_("audits", "new", "Nine months", "--type", "soc2-type2", "--categories", "S,C,PI", *period)
    type_("scope", "system", "add", "Model gateway")
    type_("audits", "phase", "fieldwork", code=1, keep="early")
    type_("audits", "phase", "fieldwork", "--reason", "The firm begins with the lists")
    type_("audits", "plan", "eight-weeks", "--start", "2026-12-01")
    firm = ("--firm", "Marlowe & Finch", "--on", "2026-10-05")
    type_("requests", "import", SAMPLES / "requests.xlsx", *firm, "--map", SAMPLES / "requests-map.yaml")
    type_("walkthroughs", "add", "AI-PI-01", "--planned", "2026-11-20", "--person", "Lin Chen")
    for question in ("1", "2"):
        type_("walkthroughs", "answer", "WT-1", question, "yes", "--note", "Seen in the pipeline")
    type_("walkthroughs", "record", "WT-1", "--held", "2026-11-20", "--shown", "Pipeline", "--item", "CHG-010",
          "--by", "Kim Otis", code=2)  # fmt: skip
    type_("walkthroughs", "record", "WT-1", "--held", "2026-11-20", "--shown", "Pipeline", "--item", "CHG-010")


def bring_lists(type_: Typist, folder: Path) -> None:
    """Three lists; one of them first without what it needs, and held against the wrong column."""
    both = ("--control", "AI-PI-01", "--control", "AI-PI-02")
    add = ("populations", "add")
    type_(*add, SAMPLES / "model-changes.csv", "--name", "model_changes", *both, *PERIOD, *PROOF)
    type_(*add, SAMPLES / "model-evaluations.csv", "--name", "evaluations", "--control", "AI-PI-02", *PERIOD, *PROOF)
    deployments = (*add, SAMPLES / "model-deployments.csv", "--name", "deployments", "--control", "AI-PI-01", *PERIOD)
    type_(*deployments, keep="bare")
    type_("tests", "run", "--control", "AI-PI-01")
    type_("tests", "conclude", "--control", "AI-PI-01", "--result", "exceptions", "--by", "Dana Reyes", code=1)
    type_(*deployments, *PROOF)
    type_("tests", "conclude", "--control", "AI-PI-01", "--result", "exceptions", "--by", "Dana Reyes", code=1,
          keep="superseded")  # fmt: skip
    lines = (SAMPLES / "model-deployments.csv").read_text().splitlines()
    second = folder / "pipeline.csv"
    second.write_text("\n".join(line.split(",")[0] for line in lines if "DPL-901" not in line) + "\n")
    wrong = ("populations", "reconcile", "deployments", SAMPLES / "model-changes.csv", "--key", "commit")
    type_(*wrong, "--dry-run", keep="wrong column")
    type_("populations", "reconcile", "deployments", second, "--by", "Omar Haddad", keep="reconciled")
    type_("populations", "explain", "deployments", "DPL-901", "--reason", "A hot fix from a laptop")


def run_tests(type_: Typist) -> None:
    """Every test over the whole list, a sample, the work sheet, the judgement of people."""
    for control in ("AI-PI-01", "AI-PI-02"):
        type_.seen[control] = type_("tests", "run", "--control", control, "--json")
    type_("samples", "draw", "--control", "AI-PI-01", "--population", "model_changes", "--lane", "fixed")
    type_("samples", "redraw", "SMP-1", keep="redrawn")
    answer = ("tests", "record", "--control", "AI-PI-01", "--test", "T4", "--result", "pass")
    type_(*answer, "--note", "Version 3, approved", "--evidence", "EV-1")
    type_("tests", "review", "--control", "AI-PI-01", "--by", "Dana Reyes", code=1)
    type_("tests", "review", "--control", "AI-PI-01", "--by", "Lin Chen")
    conclude = ("tests", "conclude", "--control", "AI-PI-01", "--by", "Dana Reyes", "--result")
    type_(*conclude, "exceptions", code=1, keep="not judged")
    type_("deviations", "confirm", *(f"DEV-{number}" for number in range(1, 9)), "--by", "Dana Reyes")
    type_(*conclude, "no-exceptions", code=1, keep="softer")
    type_(*conclude, "exceptions")


def answer_findings(type_: Typist, folder: Path) -> None:
    """Three findings: one mended and closed by a second person, one answered, one against which management stands."""
    for severity, *deviations in (("high", 1, 2), ("medium", 3), ("low", 5, 6, 7)):
        named = [part for number in deviations for part in ("--deviation", f"DEV-{number}")]
        type_("findings", "add", *named, "--severity", severity, "--owner", "Lin Chen")
    for finding, agree, text in (
        ("F-1", "yes", "The tool asks for a second person"),
        ("F-2", "yes", "Approval is a gate now"),
        ("F-3", "no", "They were hot fixes"),
    ):
        type_("findings", "respond", finding, "--agree", agree, "--text", text, "--by", "Mara Roy")
    plan = ("--owner", "Lin Chen", "--due")
    type_("findings", "milestone", "add", "F-1", "Ask for another approver", *plan, "2026-12-10")
    type_("findings", "milestone", "add", "F-2", "Block the pipeline", *plan, "2026-12-15")
    type_("findings", "milestone", "move", "F-2/1", "2027-01-15", "--reason", "Vendor is late")
    type_("findings", "move", "F-1", "in-remediation")
    proof = folder / "rule.json"
    proof.write_text("{}\n")
    type_("evidence", "add", proof, "--kind", "configuration", "--as-of", "2026-11-20", code=2, keep="kind")
    type_("evidence", "add", proof, "--kind", "config-snapshot", "--as-of", "2026-11-20", "--control", "AI-PI-01")
    type_("findings", "milestone", "done", "F-1/1", "--proof", "EV-5", "--by", "Lin Chen")
    type_("findings", "move", "F-1", "ready-to-verify")
    type_("findings", "close", "F-1", code=1, keep="unverified")
    type_("findings", "verify", "F-1", "--by", "Lin Chen", "--proof", "EV-5", code=1, keep="same hand")
    type_("findings", "fix", "F-1", "CHG-007", "--evidence", "EV-5", "--by", "Lin Chen")
    type_("findings", "verify", "F-1", "--by", "Tomas Beck", "--proof", "EV-5")
    type_("findings", "close", "F-1")


def finish(type_: Typist, folder: Path) -> None:
    """The statement, a drill, a rehearsal, the requests, the letter, the workbook."""
    words = ("--reason", "risk_treatment", "--implemented", "yes", "--date", "2026-02-01", "--measures", "Policy set")
    type_("soa", "draft")
    type_("soa", "approve", "--by", "Mara Roy", code=1)
    type_("soa", "set", "--where", "is:lacking", *words, "--owner", "Dana Reyes")
    type_("soa", "approve", "--by", "Mara Roy")
    drill = ("--type", "outage", "--severity", "medium", "--scenario", "No answer for 4 h", "--person", "Lin Chen")
    type_("incidents", "add", "Provider down", "--exercise", *drill, "--detected", "2026-11-20T08:00Z")
    type_("incidents", "close", "INC-1", code=1, keep="drill")
    for hour, mark in enumerate(("contained", "assessed", "remediated"), 9):
        type_("incidents", "mark", "INC-1", mark, "--at", f"2026-11-20 {hour:02}:00")
    for whom in ("customers", "authority"):
        type_("incidents", "notice", "INC-1", whom, "no", "--reason", "Played only", "--by", "Mara Roy")
    type_("incidents", "set", "INC-1", "--lessons", "The switch works")
    type_("incidents", "close", "INC-1", keep="drilled")
    type_("audits", "rehearse", code=1, keep="rehearsed")
    type_("requests", "submit", "B.1", code=1)
    type_("requests", "evidence", "B.1", "EV-1")
    type_("requests", "submit", "B.1")
    told = ("--told-by", "Kim Otis", "--on", "2026-11-21")
    type_("requests", "set", "B.1", "--auditor-status", "accepted", *told)
    type_("findings", "letter", "-o", folder / "letter.md", "--signer", "Mara Roy", "--role", "CEO")
    type_("audits", "export", "-o", folder / "audit.xlsx")
    type_("log", "verify", keep="log")


@pytest.fixture(scope="module")
def walked(_desk_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Typist:
    """The whole way, walked once on a fresh desk of Acme AI; the tests look at what it left."""
    folder = tmp_path_factory.mktemp("audit")
    type_ = Typist(Path(shutil.copytree(_desk_template, folder / "desk")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: TODAY)
        begin(type_)
        bring_lists(type_, folder)
        run_tests(type_)
        answer_findings(type_, folder)
        finish(type_, folder)
    return type_


def test_exactly_what_was_planted_is_found_and_kept(walked: Typist) -> None:
    runs = [json.loads(walked.seen[control]) for control in ("AI-PI-01", "AI-PI-02")]
    found = {one["test"]: one["deviations"] for run in runs for one in run["results"]}
    assert {test: items for test, items in found.items() if items} == PLANTED
    assert all(listed["final"] for run in runs for listed in run["populations"])
    kept = walked.json("deviations", "list")
    assert sorted(row["item"] for row in kept) == sorted(item for items in PLANTED.values() for item in items)
    assert {row["state"] for row in kept} == {"exception"}, "the fix of CHG-007 heals nothing"
    changes = {row["change_id"]: row["verdict"] for row in walked.json("changes", "list") if row["change_id"]}
    unproven = {change for change, verdict in changes.items() if verdict != "proven"}
    assert (len(changes), unproven) == (63, {item for items in PLANTED.values() for item in items} - {"DPL-901"})
    assert "the same 15 items come out again, in the same order" in walked.seen["redrawn"]
    sheet = walked.json("tests", "sheet", "--control", "AI-PI-01")
    assert (sheet["conclusion"]["result"], sheet["conclusion"]["exceptions"], sheet["conclusion"]["n"]) == (
        "exceptions_noted",
        4,
        127,
    )


def test_what_is_refused_says_how_it_is_mended(walked: Typist) -> None:
    said = {
        "early": "an early move says why (--reason TEXT)",
        "bare": "frozen again with its query and the moment it was pulled, it takes the place of POP-3",
        "superseded": "another list stands in its place: run the test again",
        "wrong column": "not one key is in both",
        "reconciled": "1 only here (DPL-901)",
        "not judged": "grcdesk deviations confirm DEV-1 DEV-2 DEV-3 DEV-4 --by NAME",
        "softer": "another conclusion needs a reason\ngrcdesk: --reason TEXT",
        "kind": "did you mean 'config_snapshot'?",
        "unverified": "grcdesk findings verify F-1 --by NAME --proof EV-1",
        "same hand": "Lin Chen owns the finding: another person verifies\ngrcdesk: --by another NAME",
        "drill": "grcdesk incidents mark INC-1 contained --at TIME",
    }
    assert [word for word, text in said.items() if text not in walked.seen[word]] == []


def test_the_letter_the_workbook_and_the_log_hold_all_of_it(walked: Typist) -> None:
    letter = (walked.desk.parent / "letter.md").read_text(encoding="utf-8")
    _, first, second, third = letter.split("\n## F-")
    for part, items, response in (
        (first, ("CHG-007", "CHG-021"), "> The tool asks"),
        (second, ("CHG-015",), "> Approval is a gate now"),
        (third, PLANTED["AI-PI-02.T1"], "> They were hot fixes"),
    ):
        assert [item for item in (*items, response) if item not in part] == []
    assert "Management agrees (Mara Roy, 2026-11-21" in first
    assert "Management does not agree (Mara Roy, 2026-11-21" in third
    assert "closed on 2026-11-21, verified by Tomas Beck with EV-5" in first
    assert "(later put right: EV-5, 2026-11-21; the deviation stays)" in first
    assert "moved from 2026-12-15 to 2027-01-15: Vendor is late" in second, "the slip of the date stays"
    assert "DRAFT" not in letter
    assert "Mara Roy" in letter.partition("## Signature")[2]
    requests = {row["ref"]: row for row in walked.json("requests", "list")}
    assert (requests["B.1"]["status"], requests["B.1"]["auditor_status"]) == ("submitted", "accepted")
    assert "EV-6 stands for AI-AVL-03" in walked.seen["drilled"]
    assert "REH-1" in walked.seen["rehearsed"]
    book = openpyxl.load_workbook(walked.desk.parent / "audit.xlsx", read_only=True)
    cells = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {"DPL-901", "F-1", "F-3", "SMP-1", "INC-1", "B.1"} <= cells
    assert "the log is whole" in walked.seen["log"]
