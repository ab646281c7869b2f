from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import pytest

from grcdesk.errors import Refused, Unwritable
from grcdesk.reports.workbook import book as writer
from grcdesk.reports.workbook.build import matrix_workbook
from grcdesk.reports.workbook.order import tabs_of
from grcdesk.terms import Category
from reports.factory import AS_OF, DATES, matrix
from reports.workbook.opened import book, made, part, rows, tabs

TABS = [
    *("Read me", "Control matrix", "Criteria coverage", "Mapping", "Tailoring", "Gap assessment"),
    *("Period coverage", "Evidence index", "Information produced", "Lead sheets", "Tests", "Populations", "Samples"),
    *("Sample items", "Requests", "Remediation", "Findings", "Deviations", "AI inventory", "Vendors & agreements"),
    *("Access populations", "Access reviews", "Review exceptions", "Change log", "Lists"),
]
MIDNIGHT = datetime.combine(AS_OF, time())
HEADERS = {
    "Control matrix": "Control ID|Title|Risk answered|Control statement|Criteria|Key|Owner|Frequency|Type|Status|"
    "Period coverage|Open findings|Auditor result|Auditor notes|"
    "ISO 27001|ISO 42001|Family|Scope|Owner role|Operator|Nature|Systems/AI features|Policy ref|Population|"
    "Population complete?|Effective from|Gap status|Supported|Design|Implemented|Slots covered|Slots over|"
    "Evidence IDs|Open actions|Action due|Last reviewed|Auditor ref|Auditor test",
    "Criteria coverage": "ID|Label|Category|In scope|Reason if not|Controls|# controls|Mapped|Answered|"
    "Worst verdict|Gap note|Framework",
    "Mapping": "Control|Framework|Item|Item label|Relationship|Strength|Primary|Basis|Rationale|Reviewed on",
    "Gap assessment": "ID|Title|Status|Supported|Design|Implemented|Gap|Owner|Due|Action|Why no action|Assessed on|"
    "Family|Scope|Kinds there|Evidence lacking|Remediation ID|Assessor|Previous status",
    "Tailoring": "Control|Field|Shipped|Tailored|Weaker|Reason|By|On|Shipped then",
    "Lead sheets": "Control|Objective|Population|Sample|Tested|Exceptions|Deviations|Findings|Result|Concluded|"
    "Concluded by|Concluded on|"
    "Title|Control owner|Attributes|Not ruled on|Lacking|Not final because|Concluded because|Result then|Since then|"
    "Result in words",
    "Tests": "Test ID|Question|Pass if|Method|List|Tested|Exceptions|Concluded|Deviations|Result|Tester|"
    "Control|Aspect|Fail if|Letter|By|Lacking|Run|Concluded by|Population ref|N|n (sample)|Lane|Date",
    "Populations": "Population|Name|Controls|State|Rows|From|To|Source|Query|Pulled at|Completeness|Listed|"
    "Evidence|Rows lie|Checked by|Not final because|Population SHA-256|Rows SHA-256|Source SHA-256|Key|Left out|"
    "Superseded by|Dropped because|Frozen by|Frozen at",
    "Samples": "Sample|Control|Population|Selection|Items|Of|Seed|Size because|Reason|Drawn by|Drawn at|Attributes|"
    "Listed|Seed given|Runs by|Interim because|Population state|Population SHA-256|Items SHA-256|Dropped because",
    "Sample items": "Control|Sample|Rank|Item|A|B|C|D|E|F|Tick mark|Evidence|Note|Key|Population|Further tests",
    "Requests": "Auditor ref|Our ref|Request|Control|Owner|Asked|Due|Our status|Auditor status|Evidence|Handed in|"
    "Round|Reason|Title|Area|Criteria|Kind|Priority|Waits for|Response|Differs from his list",
    "Remediation": "ID|Weakness|Source|Control|Owner|Resources|Planned|Due|Milestone|Milestone changes|Status|"
    "Comments|Found in|Changes|Opened|Ended",
    "Findings": "ID|Control|Condition|Criteria|Cause|Effect|Severity|Exceptions|Response|Owner|Due|Status|Verified by|"
    "Finding|Class|Criterion|Test|Found in|From|Recommendation|Put right since|Raised|Raised by|Since|Verified on|"
    "Closed|Proof|Proof is not sound|Accepted by|Accepted until|Accepted because|Steps|Steps done|Slips|Repeats",
    "Deviations": "ID|Control|Test|Item|Because|State|Ruled by|Ruled on|Reason|Found on|Found in|Gone since|"
    "And by|Items|Population|Facts|Evidence",
    "Period coverage": "Control|Frequency|Slot|Start|End|Required|State|Performed on|Days late|Evidence|"
    + "|".join(f"2026-{month:02d}" for month in range(1, 13))
    + "|Note",
    "Evidence index": "ID|Title|Kind|Source|As of|From|To|Collected at|By|Controls|Status|"
    "Query|Method|File/link|Size|SHA-256|Tests|C&A check|Told and recorded",
    "Information produced": "Evidence|Report|System|Query|Parameters|Pulled by|Pulled at|Rows|Completeness|Accuracy|"
    "Checked by|Lacking|SHA-256|Source SHA-256|Controls|Read|Left out because|Status",
    "AI inventory": "ID|Name|Purpose|Data in|Data out|Invoked by|Relies on|If wrong|Vendors|Models|Stores|"
    "Personal data|Customer data|User-facing|Automated decision|Irreversible|Trains|Status|In scope|Reason if not|"
    "Owner|Reviewed|Controls that apply|Not applicable|Derivation",
    "Vendors & agreements": "ID|Vendor|Tier|Model provider|In scope|Subservice|Method|Owner|Last review|Next due|"
    "Set by|State|Report from|Report to|Opinion|Bridge to|Uncovered days|Data agreements|Agreement|DPA signed|"
    "Effective|Plan covered|Retention|Zero retention|No training|Training setting|Opt-in only|Storage region|"
    "Inference region|Sub-processors|Notice of new ones|Objection|Transfer tool|Transfer assessment|Breach notice|"
    "Deletion|Audit right|Signatures|Retention days|Notice days|Breach hours|TIA dated|Failing|Missing items",
    "Access populations": "Campaign|System|Purpose|Source|Query|Pulled by|Pulled at|Rows|Accounts|Stated|"
    "Completeness|Roster|Whole|List|Remark|Slot|State|SHA-256|File|Left out|Roster SHA-256|Read at",
    "Access reviews": "Campaign|System|Account|Person|Role|Look twice|Reviewer|Decision|Reason|Decided|Done|Proof|"
    "Exception|Slot|State|Kind|Ticket|Proof list",
    "Review exceptions": "Campaign|Slot|State|Named|Kind|Exception",
    "Change log": "When|Who|What|Field|Old|New|Part",
}


def fieldwork(source):
    """The tabs whose rows come from lists of the audit, and the lists behind evidence and reviews."""
    names = TABS[TABS.index("Information produced") : TABS.index("AI inventory")]
    made_of = tabs_of(source)
    return [made_of[name] for name in (*names, "Access populations") if name != "Tests"]


@pytest.fixture(scope="module")
def source():
    return matrix()


@pytest.fixture(scope="module")
def data():
    return made()


def test_tabs_stand_in_their_order_and_lists_are_hidden(data):
    opened = book(data)
    assert opened.sheetnames == TABS
    assert [sheet.title for sheet in opened if sheet.sheet_state != "visible"] == ["Lists"]
    assert opened.active.title == "Read me"


@pytest.mark.parametrize("tab", HEADERS)
def test_columns_are_those_agreed(data, tab):
    assert [cell.value for cell in book(data)[tab][1]] == HEADERS[tab].split("|")


def test_one_row_per_record(data, source):
    opened = book(data)
    assert [row["Control ID"] for row in rows(opened["Control matrix"])] == [each.row.id for each in source.controls]
    assert [row["ID"] for row in rows(opened["Gap assessment"])] == [each.row.id for each in source.controls]
    assert [row["ID"] for row in rows(opened["Criteria coverage"])] == [each.id for each in source.criteria]
    assert len(source.criteria) == 61
    assert len(rows(opened["Mapping"])) == len(source.mappings)
    assert [row["Test ID"] for row in rows(opened["Tests"])] == [each.id for each in source.tests]
    assert len(rows(opened["Change log"])) == len(source.changes)


def test_what_a_control_row_says(data, source):
    told = {row["Control ID"]: row for row in rows(book(data)["Control matrix"])}["AI-SEC-03"]
    detail = source.controls[2]
    assert told["Criteria"] == "; ".join(detail.row.criteria)
    assert told["Control statement"] == detail.statement
    assert told["Effective from"] == MIDNIGHT.replace(month=1, day=15)
    assert told["Gap status"] == "in place"
    assert told["Evidence IDs"].count("EV-") == 2
    assert told["Auditor ref"] is None


def test_remedies_are_open_actions_and_risks_in_force(data, source):
    told = {row["ID"]: row for row in rows(book(data)["Gap assessment"])}
    assert told["AI-SEC-02"]["Remediation ID"] == "ACT-001"
    assert told["AI-SEC-04"]["Remediation ID"] == "RISK-003"
    later = replace(source, dates=replace(source.dates, judged=date(2027, 6, 1)))
    again = {row["ID"]: row for row in rows(tabs(matrix_workbook(later)[0])["Gap assessment"])}
    assert again["AI-SEC-04"]["Remediation ID"] is None


def test_the_same_matrix_gives_the_same_bytes(data):
    assert matrix_workbook(matrix())[0] == data


def test_the_bytes_depend_on_neither_process_nor_hash_seed_nor_time_zone(data):
    here = Path(__file__).parents[2]
    program = (
        "import hashlib; from reports.factory import matrix; "
        "from grcdesk.reports.workbook.build import matrix_workbook; "
        "print(hashlib.sha256(matrix_workbook(matrix())[0]).hexdigest())"
    )
    for seed, zone in (("1", "UTC"), ("77", "Asia/Tokyo")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": os.pathsep.join((str(here), *sys.path))}
        told = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True)  # noqa: S603
        assert told.stdout.strip() == hashlib.sha256(data).hexdigest()


def test_nothing_inside_knows_the_clock(data):
    core = part(data, "docProps/core.xml").decode()
    assert core.count("2026-11-20T17:04:05Z") == 2
    with zipfile.ZipFile(BytesIO(data)) as parts:
        assert {entry.date_time[:3] for entry in parts.infolist()} == {(1980, 1, 1)}
        assert len(parts.namelist()) == len(set(parts.namelist()))


def test_properties_name_title_and_company(data):
    opened = book(data)
    assert opened.properties.title == "Acme AI: AI control matrix as of 2026-11-21"
    assert opened.properties.created == DATES.made
    assert "<Company>Acme AI</Company>" in part(data, "docProps/app.xml").decode()


def test_properties_take_any_name(source):
    hostile = replace(source, scope=replace(source.scope, organisation="A<&\x1b>" * 100, name="&P &\x00" * 100))
    opened = book(matrix_workbook(hostile)[0])
    assert len(opened.properties.title) <= 255
    assert opened["Tests"].oddHeader.left.text.startswith("A<&&␛>A<&&␛>")
    assert len(opened["Tests"].oddHeader.left.text) <= 112


def test_no_macros_no_links_out_of_the_file(data):
    with zipfile.ZipFile(BytesIO(data)) as parts:
        names = " ".join(parts.namelist())
        assert "vba" not in names
        assert "externalLink" not in names
        assert all(b'TargetMode="External"' not in parts.read(name) for name in parts.namelist())


def test_progress_is_told_up_to_the_end(source):
    told = []
    matrix_workbook(source, progress=lambda done, total: told.append((done, total)))
    total = 2 * 23 + 61 + len(source.mappings) + len(source.tests) + len(source.changes)
    total += len(source.evidence) + len(source.features)
    total += len(source.reviews) + len(source.remarks) + sum(tab.count for tab in fieldwork(source))
    total += sum(1 + len(row.slots) + len(row.gaps) for row in source.coverage)
    total += 5  # one vendor has two agreements
    assert told[-1] == (total, total)
    assert told == sorted(told)


def test_an_empty_desk_makes_a_file_that_opens(source):
    empty = replace(source, controls=(), criteria=(), mappings=(), tests=(), changes=(), catalogs=(), settings=())
    opened = book(matrix_workbook(empty)[0])
    assert opened["Change log"].tables["tblChangeLog"].ref == "A1:G2"
    assert opened["Change log"]["B3"].value == "Nothing changed since the desk was made."
    assert opened["Change log"]["A3"].value is None


def test_criteria_out_of_scope_are_listed_with_the_reason():
    told = rows(tabs(matrix_workbook(matrix(chosen=(Category.SECURITY,)))[0])["Criteria coverage"])
    out = [row for row in told if row["In scope"] == "no"]
    assert len(told) == 61
    assert len(out) == 61 - 33
    assert all(row["Reason if not"] for row in out)


@pytest.mark.parametrize("at", ["first", "middle", "last"])
def test_a_failure_leaves_no_temporary_files(source, monkeypatch, tmp_path, at):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    calls = {"first": 1, "middle": 100, "last": 300}[at]
    seen = []

    def stop(done: int, total: int) -> None:
        seen.append(done)
        if len(seen) >= calls:
            raise KeyboardInterrupt

    monkeypatch.setattr(writer, "_STEP", 1)
    with pytest.raises(KeyboardInterrupt):
        matrix_workbook(source, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_a_tab_too_long_for_a_sheet_is_refused(source, monkeypatch):
    monkeypatch.setattr(writer, "MAX_ROWS", 30)
    with pytest.raises(Refused, match="holds 30"):
        matrix_workbook(source)


def test_no_room_for_temporary_files_is_told_with_a_cure(source, monkeypatch):
    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("grcdesk.reports.workbook.book.ExcelWriter.save", broken)
    with pytest.raises(Unwritable) as caught:
        matrix_workbook(source)
    assert "TMPDIR" in caught.value.hint
