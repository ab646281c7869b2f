"""Documents for people: one verb for all of them, as Word and as PDF, on any paper."""

from __future__ import annotations

import io
import stat
import sys
from pathlib import Path

import pytest
from docx import Document

from grcdesk.errors import BadInput, DeskError, Refused, Unwritable
from grcdesk.services.common import office
from grcdesk.services.exports import documents
from grcdesk.services.exports.documents import BUILDERS
from grcdesk.terms.documents import DOCUMENTS, DocumentName, Paper
from reports.word.test_document import house

BOARD = DocumentName.BOARD_SUMMARY
OFFICE = """#!{python}
import pathlib, sys
arguments = sys.argv[1:]
assert arguments[0].startswith("-env:UserInstallation=file:///"), arguments
out = pathlib.Path(arguments[arguments.index("--outdir") + 1])
source = pathlib.Path(arguments[-1])
{does}
"""
PRINTS = 'out.joinpath(source.stem + ".pdf").write_bytes(b"%PDF-1.7 of " + str(source.stat().st_size).encode())'


@pytest.fixture
def libre(tmp_path, monkeypatch):
    """A LibreOffice that does what it is told."""

    def install(does: str = PRINTS) -> Path:
        program = tmp_path / "soffice"
        program.write_text(OFFICE.format(python=sys.executable, does=does))
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(office, "found", lambda: program)
        return program

    return install


def test_every_document_of_the_list_has_what_makes_it():
    assert set(BUILDERS) <= set(DOCUMENTS) == set(DocumentName)
    assert len({kind.key for kind in DOCUMENTS.values()}) == len(DOCUMENTS)


def test_a_pdf_stands_beside_the_word_file_and_both_are_told_to_the_log(desk, tmp_path, libre):
    libre()
    done = desk.documents.write(BOARD, tmp_path / "board.docx", pdf=True)
    pdf = tmp_path / "board.pdf"
    assert pdf.read_bytes().startswith(b"%PDF")
    assert Document(done.path).paragraphs[0].text == "Board summary: controls over AI"
    assert f"{pdf} written beside it" in done.notes
    told = [(one.action, one.id) for one in desk.log.list(limit=2)]
    assert told == [("export.document", "board.pdf"), ("export.document", "board.docx")]
    assert list(desk.paths.root.glob("*/document.docx")) == []


def test_a_pdf_alone_when_its_name_says_so(desk, tmp_path, libre):
    libre()
    done = desk.documents.write(BOARD, tmp_path / "board.pdf")
    assert done.path == tmp_path / "board.pdf"
    assert done.size == done.path.stat().st_size
    assert [path.name for path in tmp_path.glob("board*")] == ["board.pdf"]


@pytest.mark.slow
def test_nothing_is_written_when_the_pdf_cannot_be(desk, tmp_path, libre, monkeypatch):
    libre("pass")
    with pytest.raises(Unwritable, match="made no PDF"):
        desk.documents.write(BOARD, tmp_path / "a.docx", pdf=True)
    libre("import time; time.sleep(60)")
    monkeypatch.setattr(office, "_SECONDS", 0.2)
    with pytest.raises(Unwritable, match=r"within 0\.2 s"):
        desk.documents.write(BOARD, tmp_path / "a.docx", pdf=True)
    monkeypatch.setattr(office, "found", lambda: None)
    with pytest.raises(Refused, match="none is installed") as refused:
        desk.documents.write(BOARD, tmp_path / "a.docx", pdf=True)
    assert "libreoffice.org" in refused.value.hint
    assert list(tmp_path.glob("a.*")) == []
    assert desk.log.list(limit=1)[0].action != "export.document"


@pytest.mark.slow
def test_a_pdf_that_is_there_is_replaced_only_when_asked_and_before_that_nothing_is_written(desk, tmp_path, libre):
    libre()
    (tmp_path / "a.pdf").write_text("mine")
    with pytest.raises(Refused, match=r"a\.pdf exists already"):
        desk.documents.write(BOARD, tmp_path / "a.docx", pdf=True)
    assert not (tmp_path / "a.docx").exists()
    desk.documents.write(BOARD, tmp_path / "a.docx", pdf=True, force=True)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.slow
def test_the_page_is_that_of_the_settings_of_the_template_or_as_asked(desk, tmp_path):
    template = tmp_path / "house.dotx"
    template.write_bytes(house(dotx=True))

    def wide(name: str, **said) -> int:
        path = desk.documents.write(BOARD, tmp_path / name, **said).path
        return round(Document(path).sections[0].page_width.mm)

    assert wide("a.docx") == 216
    assert wide("b.docx", paper=Paper.A4) == 210
    assert wide("c.docx", template=template) == 210
    assert wide("d.docx", template=template, paper=Paper.LETTER) == 216


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("house.odt", b"x", "is no Word file"),
        ("house.docx", None, "cannot be read: No such file"),
        ("house.dotx", b"x", "cannot be read as a Word file"),
    ],
)
def test_a_template_that_is_none_is_named(desk, tmp_path, name, data, says):
    template = tmp_path / name
    if data is not None:
        template.write_bytes(data)
    with pytest.raises(BadInput, match=says) as refused:
        desk.documents.write(BOARD, tmp_path / "a.docx", template=template)
    assert name in str(refused.value)
    assert not (tmp_path / "a.docx").exists()


def test_what_it_is_about_must_be_said_where_it_is_one_record(desk, tmp_path):
    with pytest.raises(BadInput, match="which vendor"):
        desk.documents.write(DocumentName.VENDOR_MEMO, tmp_path / "a.docx")
    with pytest.raises(DeskError):
        desk.documents.write(DocumentName.ACCESS_REVIEW_MEMO, tmp_path / "a.docx", about="AR-99")


@pytest.mark.slow
def test_the_decision_is_printed_and_the_lack_of_one_is_said_aloud(desk, tmp_path):
    done = desk.documents.write(BOARD, tmp_path / "a.docx")
    assert any(note.startswith("no decision that is asked") for note in done.notes)
    said = desk.documents.write(BOARD, tmp_path / "b.docx", said={"decision": "  Begin. "})
    assert not any(note.startswith("no decision") for note in said.notes)
    assert "Decision asked: Begin." in [one.text for one in Document(io.BytesIO(said.path.read_bytes())).paragraphs]


@pytest.mark.slow
def test_it_is_final_when_a_person_calls_it_so_and_nothing_stands_against_that(desk, tmp_path):
    with pytest.raises(Refused, match="cannot be called final"):
        desk.documents.write(BOARD, tmp_path / "a.docx", final=True)
    assert not (tmp_path / "a.docx").exists()
    done = desk.documents.write(BOARD, tmp_path / "b.docx")
    assert Document(done.path).sections[0].header.paragraphs[0].text.startswith("DRAFT")
    with pytest.raises(Refused, match="final by its signature"):
        desk.documents.write(DocumentName.VENDOR_MEMO, tmp_path / "c.docx", about="VEN-1", final=True)


def test_what_is_final_by_its_signature_is_not_called_so(desk):
    with pytest.raises(Refused, match="final by its signature"):
        desk.documents.write("access-review-memo", None, about="AR-1", final=True)


def test_a_framework_nobody_knows_is_named_with_those_there_are(desk):
    with pytest.raises(BadInput, match="no framework 'iso'") as wrong:
        desk.documents.write("soa", None, about="iso")
    assert "iso27001" in wrong.value.hint.replace("-", "")


def test_a_template_that_is_too_large_is_not_read(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "_TEMPLATE_LIMIT", 3)
    (tmp_path / "house.docx").write_bytes(b"PK\x03\x04")
    with pytest.raises(BadInput, match="is larger than 50 MB"):
        desk.documents.write("gap-report", tmp_path / "g.docx", template=tmp_path / "house.docx")
