"""Every document says on which day it is judged and up to where its records go, and as it stood is as it was."""

from __future__ import annotations

import html
import io
import json
import zipfile
from datetime import date, datetime

import pytest
from docx import Document
from openpyxl import load_workbook

from grcdesk.errors import Refused
from grcdesk.schemas.audits.audits import EngagementPlan
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Status, Via
from grcdesk.terms.audits import EngagementKind
from helpers import every_write
from helpers.sheets import tab

DAY = date(2026, 11, 21)
KINDS = {
    "matrix": lambda desk, path, **said: desk.exports.matrix(path, **said),
    "gap report": lambda desk, path, **said: desk.documents.write("gap-report", path, **said),
    "memo": lambda desk, path, **said: desk.documents.write("vendor-memo", path, about="VEN-1", **said),
}


def fill(desk, folder):
    """A bit of everything."""
    for write in ("evidence", "vendor", "feature", "risk", "action"):
        getattr(every_write, write)(desk, folder)


@pytest.fixture
def filled(desk_after):
    return desk_after(fill)


def head(desk) -> int:
    return desk.log.list(limit=1)[0].seq


def texts(data: bytes) -> str:
    """Everything a reader of a document sees, headers and footers too."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return html.unescape("\n".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")))


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_both_dates_stand_in_it_and_looks_do_not_move_them(filled, fake_clock, tmp_path, kind):
    entry = head(filled)
    first = KINDS[kind](filled, tmp_path / "a", as_of=DAY)
    line = f"Judged on 2026-11-21 · records as of entry {entry}, 2026-11-21 09:00Z"
    assert line in texts(first.path.read_bytes())
    assert line[0].lower() + line[1:] in first.sentence
    assert first.notes == ()
    fake_clock.advance(days=3)
    filled.log.verify()
    filled.log.export(tmp_path / "log.jsonl")
    again = KINDS[kind](filled, tmp_path / "b", as_of=DAY)
    assert again.path.read_bytes() == first.path.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_records_newer_than_the_day_are_called_so_on_the_first_page(filled, tmp_path, kind):
    done = KINDS[kind](filled, tmp_path / "a", as_of=date(2026, 3, 31))
    (told,) = done.notes
    assert told.startswith("The records are newer than the day they are judged on: they hold what was entered up to ")
    if kind == "matrix":
        assert told in [row[1] for row in tab(done.path, "Sources and counts")[:30]]
    else:
        assert told in [one.text for one in Document(done.path).paragraphs[:6]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_day_to_come_is_refused(filled, tmp_path, kind):
    with pytest.raises(Refused, match="cannot be judged on 2026-11-22, which is still to come") as refused:
        KINDS[kind](filled, tmp_path / "a", as_of=date(2026, 11, 22))
    assert "grcdesk due --as-of" in refused.value.hint
    assert not (tmp_path / "a").exists()
    assert filled.due.list(as_of=date(2026, 12, 31))


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_it_was_made_when_its_data_last_changed(filled, fake_clock, tmp_path, kind):
    fake_clock.advance(days=5, hours=2)
    done = KINDS[kind](filled, tmp_path / "a")
    core = (
        load_workbook(io.BytesIO(done.path.read_bytes()), read_only=True).properties
        if kind == "matrix"
        else Document(done.path).core_properties
    )
    for moment in (core.created, core.modified):
        assert moment.replace(tzinfo=None) == datetime(2026, 11, 21, 9)  # noqa: DTZ001
    assert date(2026, 11, 26).isoformat() in done.sentence


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_as_it_stood_it_is_the_document_of_then(filled, fake_clock, tmp_path, kind):
    then = KINDS[kind](filled, tmp_path / "then").path.read_bytes()
    fake_clock.advance(days=9)
    filled.controls.set(["AI-SEC-01"], ControlChange(status=Status.MISSING, gap="lost"))
    filled.vendors.offboard("VEN-1", reason="left")
    filled.risks.end("RA-1")
    filled.close()
    stood = open_desk(filled.paths, via=Via.CLI, at="2026-11-25")
    done = KINDS[kind](stood, tmp_path / "a", as_of=DAY)
    assert done.path.read_bytes() == then
    later = KINDS[kind](stood, tmp_path / "b", as_of=date(2026, 11, 30))
    assert later.notes == (
        "The records are those of 2026-11-25; what was entered later is not in them. They are judged on 2026-11-30.",
    )
    with pytest.raises(Refused, match="still to come"):
        KINDS[kind](stood, tmp_path / "c", as_of=date(2026, 12, 1))
    stood.close()
    with open_desk(filled.paths, via=Via.CLI).store.read() as session:
        assert session is not None
    line = open_desk(filled.paths, via=Via.CLI).log.list(limit=1)[0]
    assert (line.after["as_of"], line.after["at_day"]) == ("2026-11-30", "2026-11-25")


@pytest.mark.slow
def test_a_workbook_as_it_stood_is_handed_over_up_to_that_entry(filled, fake_clock, tmp_path):
    entry = head(filled)
    fake_clock.advance(days=9)
    filled.controls.set(["AI-SEC-01"], ControlChange(status=Status.MISSING, gap="lost"))
    filled.close()
    stood = open_desk(filled.paths, via=Via.CLI, at="2026-11-25")
    stood.exports.matrix(tmp_path / "a.xlsx", handover="Firm & Sons")
    assert stood.exports.handovers() == [], "on that day nothing had been handed over yet"
    stood.close()
    live = open_desk(filled.paths, via=Via.CLI)
    (told,) = live.exports.handovers()
    assert (told.firm, told.position, told.as_of) == ("Firm & Sons", entry, "2026-11-25")
    assert live.log.verify().broken == ()
    live.close()


def test_a_bill_of_materials_tells_up_to_where_its_records_go(filled, fake_clock, tmp_path):
    entry = head(filled)
    first = filled.exports.mlbom(tmp_path / "a.json")
    fake_clock.advance(days=3)
    assert filled.exports.mlbom(tmp_path / "b.json").sha256 == first.sha256
    meta = json.loads(first.path.read_text())["metadata"]
    assert meta["timestamp"] == "2026-11-21T09:00:00Z"
    told = {one["name"]: one["value"] for one in meta["properties"]}
    assert told["grcdesk:records-as-of"] == f"entry {entry}, 2026-11-21 09:00Z"


@pytest.mark.slow
def test_a_gap_report_is_a_draft_until_a_person_finalised_by_its_day(desk, fake_clock, tmp_path):
    def band(name: str, **said: date) -> str:
        return Document(desk.documents.write("gap-report", tmp_path / name, **said).path).paragraphs[2].text

    assert band("a").startswith("DRAFT: no finalised")
    fake_clock.advance(days=2)
    desk.gap.finalise(assessor="Dana Reyes", reviewer="Sam Okoro")
    assert band("b") == "DRAFT: GAP-1 of 2026-11-23 stands, and nobody has called this file final"
    assert band("c", as_of=DAY).startswith("DRAFT: no finalised"), "it was none on that day"
    paper = Document(desk.documents.write("gap-report", tmp_path / "d").path)
    assert "Every control stands as in GAP-1." in {one.text for one in paper.paragraphs}
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.MISSING, gap="lost"))
    paper = Document(desk.documents.write("gap-report", tmp_path / "e").path)
    assert "Changed since GAP-1 (1)" in {one.text for one in paper.paragraphs}


@pytest.mark.slow
def test_an_assessment_finalised_in_another_engagement_makes_no_report_of_this_one_final(desk, tmp_path):
    desk.gap.finalise(assessor="Dana Reyes", reviewer="Sam Okoro")
    assert desk.gap.snapshots()[0].engagement == "ENG-1"
    assert "Finalised as" in texts_of_tables(desk.documents.write("gap-report", tmp_path / "a").path)
    desk.audits.new(EngagementPlan("SOC 2 2027", EngagementKind.SOC2_TYPE2))
    paper = Document(desk.documents.write("gap-report", tmp_path / "b").path)
    assert paper.paragraphs[2].text.startswith("DRAFT")
    desk.gap.finalise(assessor="Dana Reyes", reviewer="Sam Okoro")
    assert [one.engagement for one in desk.gap.snapshots()] == ["ENG-2", "ENG-1"]
    told = texts_of_tables(desk.documents.write("gap-report", tmp_path / "c").path)
    assert any(one.startswith("GAP-2, of") and one.endswith("in ENG-2") for one in told)


def texts_of_tables(path) -> set[str]:
    return {cell.text for table in Document(path).tables for row in table.rows for cell in row.cells}
