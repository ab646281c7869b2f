from __future__ import annotations

import hashlib
import os
import re
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
from grcdesk.reports.workbook.writing import making
from grcdesk.terms import Category
from reports.factory import AS_OF, DATES, matrix
from reports.workbook.opened import MAIN, book, made, part, rows, sheet_part, tabs

MIDNIGHT = datetime.combine(AS_OF, time())
HEADERS = {
    "Control matrix": "Control ID|Title|Risk answered|Control statement|Criteria|Key|Owner|Frequency|Type|Status|"
    "Period coverage|Open findings|Auditor result|Auditor notes|ISO 27001|ISO 42001|Family|Scope|"
    "Owner role|Operator|Nature|Systems/AI features|Policy ref|Population|Population complete?|"
    "Effective from|Gap status|Supported|Design|Implemented|Slots covered|Slots over|Evidence IDs|"
    "Open actions|Action due|Last reviewed|Auditor ref|Auditor test",
    "Criteria coverage": "ID|Label|Category|In scope|Mapped|# controls|In place|Supported|Declared|Answered|"
    "Worst verdict|Controls|Reason if not|Worst status|Gap note|Group|Framework|All controls",
    "Mapping": "Control|Framework|Item|Item label|Relationship|Strength|Primary|Basis|Rationale|Reviewed on|Catalogue",
    "Tailoring": "Control|Field|Shipped|Tailored|Weaker|Reason|By|On|Shipped then",
    "Gap assessment": "ID|Title|Status|Supported|Design|Implemented|Gap|Owner|Due|Action|Why no action|"
    "Assessed on|Family|Scope|Kinds there|Evidence lacking|Remediation ID|Assessor|Previous status",
    "Coverage heat": "Control|Title|Frequency|Jan 2026|Feb 2026|Mar 2026|Apr 2026|May 2026|Jun 2026|Jul 2026|"
    "Aug 2026|Sep 2026|Oct 2026|Nov 2026|Dec 2026|Covered|Over|Unit|Verdict|Family",
    "Period coverage": "Control|Frequency|Slot|Start|End|Required|State|Performed on|Days late|Evidence|Note",
    "Evidence index": "ID|Title|Kind|Source|As of|From|To|Collected at|By|Controls|Status|Query|Method|"
    "File/link|Size|SHA-256|Tests|C&A check|Told and recorded|All controls",
    "Information produced": "Evidence|Report|System|Query|Parameters|Pulled by|Pulled at|Rows|Completeness|Accuracy|"
    "Checked by|Lacking|SHA-256|Source SHA-256|Controls|Read|Left out because|Status",
    "Lead sheets": "Control|Objective|Population|Sample|Tested|Exceptions|Deviations|Findings|Result|Concluded|"
    "Concluded by|Concluded on|Title|Control owner|Attributes|Not ruled on|Lacking|"
    "Not final because|Concluded because|Result then|Since then|Result in words",
    "Tests": "Test ID|Question|Pass if|Method|List|Tested|Exceptions|Concluded|Deviations|Result|Tester|"
    "Control|Aspect|Fail if|Letter|By|Answers|Lacking|Run|Concluded by|Population ref|N|n (sample)|"
    "Lane|Date",
    "Populations": "Population|Name|Controls|State|Rows|From|To|Source|Query|Pulled at|Completeness|Listed|"
    "Evidence|Rows lie|Checked by|Not final because|Population SHA-256|Rows SHA-256|Source SHA-256|"
    "Key|Left out|Superseded by|Dropped because|Frozen by|Frozen at|All controls",
    "Samples": "Sample|Control|Population|Selection|Items|Of|Seed|Size because|Reason|Drawn by|Drawn at|"
    "Attributes|Listed|Seed given|Runs by|Interim because|Population state|Population SHA-256|"
    "Items SHA-256|Dropped because",
    "Sample items": "Control|Sample|Rank|Item|A|B|C|D|E|F|Tick mark|Evidence|Note|Key|Population|Further tests",
    "Requests": "Auditor ref|Our ref|Request|Control|Owner|Asked|Due|Our status|Auditor status|Evidence|"
    "Handed in|Round|Reason|Title|Area|Criteria|Kind|Priority|Waits for|Response|"
    "Differs from his list|All controls",
    "Remediation": "ID|Weakness|Source|Control|Owner|Resources|Planned|Due|Milestone|Milestone changes|Status|"
    "Comments|Record|Changes|Opened|Ended",
    "Findings": "ID|Control|Finding|Condition|Criteria|Cause|Effect|Severity|Exceptions|Response|Owner|Due|Status|"
    "Verified by|Class|Criterion|Test|Found in|From|Recommendation|Responded by|"
    "Responded on|Put right since|"
    "Raised|Raised by|Since|Verified on|Closed|Proof|Proof is not sound|Accepted by|"
    "Accepted until|Accepted because|Steps|Steps done|Slips|Repeats",
    "Deviations": "ID|Control|Test|Item|Because|State|Ruled by|Ruled on|Reason|Found on|Found in|Gone since|"
    "And by|Population|Facts|Evidence|Items",
    "SoA": "Framework|Item|Title|Applicable|Reasons|Implemented|On|Controls|Other measures|Owner|"
    "Exclusion reason|Risks|Theme|Lacks|Proof|Proof lacks|Evidence|Note|Version|Approved by|"
    "Approved on|All controls",
    "AI inventory": "ID|Name|Purpose|Data in|Data out|Models|If wrong|Personal data|Customer data|"
    "Automated decision|Status|In scope|Owner|Invoked by|Relies on|Vendors|Stores|User-facing|"
    "Irreversible|Trains|Reason if not|Reviewed|Controls that apply|Not applicable|Derivation",
    "Vendors & agreements": "ID|Vendor|Service|Tier|Data|Role|Owner|Last review|Next due|State|Failing|Missing items|"
    "All missing items|In scope|Website|Status page|Region|Plan|Onboarded|First use|Set by|Report from|Report to|"
    "Opinion|Bridge to|Uncovered days|Data agreements|Agreements",
    "Vendor reports": "Vendor|Kind|ID|What|From|To|Our days|Opinion|Reviewed on|Our controls|Outcome|Why|"
    "Exceptions|Issuer|Issued|Expires|Evidence|Reviewed by|Vendor ID",
    "Clauses": "Vendor|Agreement|Clause|Answer|Number|Unit|Words|Place|Outcome|Why|Read on|Question|"
    "Carve-outs|Dated|Read by|SHA-256|Vendor ID",
    "Access populations": "Campaign|System|Purpose|Query|Pulled by|Pulled at|Rows|Accounts|"
    "Completeness|Roster|Whole|Remark|List|Source|Stated|Slot|State|SHA-256|File|Left out|Roster SHA-256|"
    "Read at",
    "Access reviews": "Campaign|System|Account|Person|Role|Look twice|Reviewer|Decision|Reason|Decided|Done|"
    "Proof|Exception|Slot|State|Kind|Ticket|Proof list",
    "Review exceptions": "Campaign|Slot|State|Named|Kind|Exception",
    "Change log": "When|Who|What|Field|Old|New|Part",
    "Columns and words": "Where|What|Meaning",
}
TABS = ["Read me", *HEADERS, "Sources and counts", "Lists"]


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


@pytest.mark.slow
def test_remedies_are_open_actions_and_risks_in_force(data, source):
    told = {row["ID"]: row for row in rows(book(data)["Gap assessment"])}
    assert told["AI-SEC-02"]["Remediation ID"] == "ACT-001"
    assert told["AI-SEC-04"]["Remediation ID"] == "RISK-003"
    later = replace(source, dates=replace(source.dates, judged=date(2027, 6, 1)))
    again = {row["ID"]: row for row in rows(tabs(matrix_workbook(later)[0])["Gap assessment"])}
    assert again["AI-SEC-04"]["Remediation ID"] is None


def test_the_same_matrix_gives_the_same_bytes(data):
    assert matrix_workbook(matrix())[0] == data


@pytest.mark.slow
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


@pytest.mark.slow
def test_properties_take_any_name(source):
    hostile = replace(source, scope=replace(source.scope, organisation="A<&\x1b>" * 100, name="&P &\x00" * 100))
    data = matrix_workbook(hostile)[0]
    assert len(book(data).properties.title) <= 255
    told = sheet_part(data, "Tests").find(f".//{MAIN}oddHeader").text
    assert len(told) <= 255
    assert told.startswith('&L&8&"Arial,Bold"A<&&␛>A<&&␛>')
    assert told.endswith('&R&8&"Arial,Regular"Judged on 2026-11-21 · records as of entry 412, 2026-11-20 17:04Z')


def test_no_macros_and_no_links_out_but_those_a_person_follows(data):
    with zipfile.ZipFile(BytesIO(data)) as parts:
        names = " ".join(parts.namelist())
        assert "vba" not in names
        assert "externalLink" not in names
        told = b"".join(parts.read(name) for name in parts.namelist() if name.endswith(".rels"))
        out = re.findall(rb'<Relationship [^>]*TargetMode="External"[^>]*>', told)
        assert out
        assert all(b"/relationships/hyperlink" in one for one in out)


def test_progress_is_told_up_to_the_end(source):
    told = []
    matrix_workbook(source, progress=lambda done, total: told.append((done, total)))
    total = sum(tab.count for tab in tabs_of(source).values())
    assert told[-1] == (total, total)
    assert told == sorted(told)


@pytest.mark.slow
def test_an_empty_desk_makes_a_file_that_opens(source):
    empty = replace(source, controls=(), criteria=(), mappings=(), tests=(), changes=(), catalogs=(), settings=())
    opened = book(matrix_workbook(empty)[0])
    assert opened["Change log"].tables["tblChangeLog"].ref == "A1:G2"
    assert opened["Change log"]["B3"].value == "Nothing changed since the desk was made."
    assert opened["Change log"]["A3"].value is None


@pytest.mark.slow
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

    monkeypatch.setattr(making, "_STEP", 1)
    monkeypatch.setattr(writer, "IN_MEMORY", 0)
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

    monkeypatch.setattr("xlsxwriter.Workbook.close", broken)
    with pytest.raises(Unwritable) as caught:
        matrix_workbook(source)
    assert "TMPDIR" in caught.value.hint
