"""Findings of scanners behind controls: the user ties the rules, the newest report of each scope speaks."""

from __future__ import annotations

import json
from datetime import date

import pytest

from grcdesk.errors import BadInput, NotFound
from grcdesk.paths import FINDINGS_MAP
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.evidence.imports import ImportPlan
from grcdesk.terms import CheckState, DueKind, EvidenceKind

HEAD = "timestamp;account_uid;check_id;status;severity;resource_uid\n"
DAY = date(2026, 11, 20)


@pytest.fixture
def scanned(desk, tmp_path):
    """Imports a scan of so many lines, and gives the name of its artefact."""

    def scan(day: str, *rows: str, account: str = "111", name: str = "scan.csv") -> str:
        path = tmp_path / name
        lines = (f"{day}T04:00:00Z;{account};{row}\n" for row in rows)
        path.write_text(HEAD + "".join(lines))
        desk.imports.import_(path, said=Artefact(EvidenceKind.EXPORT))
        return max((row.id for row in desk.evidence.list()), key=lambda name: int(name[3:]))

    return scan


@pytest.fixture
def tied(desk):
    desk.paths.catalogs.mkdir(exist_ok=True)
    path = desk.paths.catalogs / FINDINGS_MAP
    path.write_text('rules:\n  "key_*": AI-SEC-01\n  root_mfa: [AI-SEC-01, AI-SEC-05]\n')
    return path


def check(desk, day=DAY):
    return next(row for row in desk.checks.run(as_of=day) if row.id == "scans")


def failing(desk, control="AI-SEC-01"):
    return desk.controls.show(control).failing


def test_a_failing_rule_stands_on_the_page_of_its_control_and_breaks_the_check(desk, scanned, tied):
    scan = scanned("2026-11-10", "key_old;FAIL;high;k1", "key_old;FAIL;high;k2", "root_mfa;PASS;high;root")
    assert failing(desk) == (f"key_old failed on 2 findings by {scan} of 2026-11-10",)
    assert failing(desk, "AI-SEC-05") == ()
    row = check(desk)
    assert (row.state, row.value) == (CheckState.BREACH, 1)
    assert row.sentence == "1 of 2 rules tied to controls failed: AI-SEC-01"


def test_it_is_due_since_the_day_of_the_report(desk, scanned, tied):
    scanned("2026-11-10", "key_old;FAIL;high;k1")
    (found,) = [one for one in desk.due.list() if one.id == "scans"]
    assert (str(found.due), found.kind) == ("2026-11-10", DueKind.BROKEN_LIMIT)


def test_a_later_report_of_the_same_scope_takes_its_place_and_a_page_does_not(desk, scanned, tied, tmp_path):
    scanned("2026-11-10", "key_old;FAIL;high;k1")
    other = scanned("2026-11-11", "key_old;FAIL;high;k9", account="222")
    scanned("2026-11-12", "key_old;PASS;high;k1")
    assert failing(desk) == (f"key_old failed on 1 finding by {other} of 2026-11-11",)
    scanned("2026-11-13", "key_old;PASS;high;k9", "root_mfa;GRAND;high;root", account="222")
    assert failing(desk) == (f"key_old failed on 1 finding by {other} of 2026-11-11",)  # it did not come to its end
    scanned("2026-11-14", "key_old;PASS;high;k9", account="222")
    assert failing(desk) == ()
    assert check(desk).state is CheckState.OK
    assert check(desk, date(2026, 11, 11)).state is CheckState.BREACH


def test_rules_that_passed_are_no_pass_of_the_control(desk, scanned, tied):
    scan = scanned("2026-11-10", "key_old;PASS;high;k1")
    report = desk.imports.report(scan).report
    assert report.result == "complete"
    assert "1 rule passed over 1 resource" in report.notes
    assert desk.evidence.list()[0].controls == ()


def test_muted_findings_break_nothing(desk, scanned, tied):
    scanned("2026-11-10", "key_old;MUTED;high;k1", "root_mfa;PASS;high;root")
    assert failing(desk) == ()
    assert check(desk).state is CheckState.OK


def test_without_a_tied_rule_nobody_knows(desk, scanned):
    scanned("2026-11-10", "key_old;FAIL;high;k1")
    assert check(desk).state is CheckState.NO_DATA


def test_the_same_file_under_another_map_takes_the_place_of_the_first(desk, scanned, tied):
    first = scanned("2026-11-10", "key_old;FAIL;high;k1")
    tied.write_text("rules:\n  key_old: AI-SEC-05\n")
    second = scanned("2026-11-10", "key_old;FAIL;high;k1")
    assert desk.evidence.show(second).row.supersedes == first
    assert failing(desk) == ()
    assert failing(desk, "AI-SEC-05") == (f"key_old failed on 1 finding by {second} of 2026-11-10",)


def test_a_map_that_is_told_goes_before_that_of_the_desk(desk, tied, tmp_path):
    own = tmp_path / "map.yaml"
    own.write_text("rules:\n  r1: AI-SEC-05\n")
    path = tmp_path / "scan.sarif"
    run = {"tool": {"driver": {"name": "T"}}, "results": [{"ruleId": "r1", "message": {"text": "x"}}]}
    path.write_text(json.dumps({"version": "2.1.0", "runs": [run]}))
    said = Artefact(EvidenceKind.EXPORT, as_of=DAY)
    desk.imports.import_(path, ImportPlan(columns=own), said=said)
    assert len(failing(desk, "AI-SEC-05")) == 1
    tied.unlink()
    again = desk.imports.import_(path, said=said)
    assert "nothing added" in again.sentence, "read without a map it says less"
    assert len(failing(desk, "AI-SEC-05")) == 1


def test_a_control_that_is_none_is_refused_by_name(desk, scanned, tied):
    tied.write_text("rules:\n  key_old: AI-SEC-99\n")
    with pytest.raises(NotFound, match="AI-SEC-99"):
        scanned("2026-11-10", "key_old;FAIL;high;k1")


def test_a_map_that_cannot_be_read_matters_to_findings_alone(desk, scanned, tied, tmp_path):
    tied.write_text("rules: [\n")
    other = tmp_path / "r.xml"
    other.write_text(
        '<testsuites><testsuite name="s" timestamp="2026-10-05T10:00:00Z"><testcase/></testsuite></testsuites>'
    )
    assert desk.imports.import_(other).batch
    with pytest.raises(BadInput, match="findings-map"):
        scanned("2026-11-10", "key_old;FAIL;high;k1")
