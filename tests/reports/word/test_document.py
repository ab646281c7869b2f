"""The document every report is written with: its template, page and texts, on our own paper and on that of a house."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import replace

import pytest
from docx import Document
from docx.shared import Cm
from openpyxl import load_workbook

from grcdesk.errors import BadInput
from grcdesk.reports.word.charts import Share, TimeBar, columns, donut, timeline
from grcdesk.reports.word.document import Strong, Tick, Tinted, WordDocument
from grcdesk.reports.word.engine.measure import longest_word, width
from grcdesk.reports.word.engine.tokens import TONES
from grcdesk.reports.xmltext import visible
from grcdesk.schemas.exports.stationery import PLAIN, Stationery
from grcdesk.terms.documents import Paper
from reports.factory import AS_OF, DATES
from reports.nasty import EVERY
from reports.workbook.test_looks import contrast

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAGES = {Paper.LETTER: (12240, 15840), Paper.A4: (11906, 16838)}


def paper(stationery: Stationery = PLAIN, *, standing: str = "DRAFT", organisation: str = "Acme") -> WordDocument:
    return WordDocument(
        title="T",
        subject="S",
        author="grcdesk 1",
        dates=DATES,
        footer="Confidential",
        name=f"Report · {organisation}",
        standing=standing,
        stationery=stationery,
    )


def filled(stationery: Stationery = PLAIN) -> bytes:
    made = paper(stationery)
    made.heading("Title", 0)
    made.contents()
    made.heading("1 First", 1)
    made.text((Strong("Bold"), " and plain"))
    made.bullets(["one", (Strong("two"), " more")])
    made.decision("Do it")
    made.heading("Below", 2)
    row = ("AI-CONF-01", "x", Tinted("missing", "StatusBad"), Tick("Accept: 1"))
    made.table(("Id", "What", "State", ""), (1, 5, 1, 1), [row] * 3)
    made.facts([("Name", "fact"), ("State", Tinted("in place", "StatusGood"))])
    made.charts(
        [donut("Shares", [Share("a", 3, "StatusGood"), Share("b", 0, "StatusBad"), Share("c", 4, "StatusHalf")])],
        height=4,
    )
    made.ticks("Decision", ["approve", "stop"])
    return made.to_bytes()


def opened(data: bytes):
    return Document(io.BytesIO(data))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        return {name: held.read(name) for name in held.namelist()}


def house(*, dotx: bool = False, text_width: float = 16.0, page: tuple[float, float] = (21.0, 29.7)) -> bytes:
    """A template as a house has one: a logo and words in the header, its own styles, an old text in the body."""
    made = Document()
    section = made.sections[0]
    section.page_width, section.page_height = Cm(page[0]), Cm(page[1])
    section.left_margin = section.right_margin = Cm((page[0] - text_width) / 2)
    made.styles["Normal"].font.name = "Georgia"
    section.header.paragraphs[0].add_run("House of Harbour").add_picture(io.BytesIO(png()))
    made.add_heading("Old heading", 1)
    made.add_picture(io.BytesIO(png()))
    out = io.BytesIO()
    made.save(out)
    held = parts(out.getvalue())
    held["word/styles.xml"] = held["word/styles.xml"].replace(b'w:val="Heading1"', b'w:val="berschrift1"')
    held["word/styles.xml"] = held["word/styles.xml"].replace(b'w:styleId="Heading1"', b'w:styleId="berschrift1"')
    if dotx:
        types = held["[Content_Types].xml"]
        held["[Content_Types].xml"] = types.replace(b"document.main+xml", b"template.main+xml")
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w") as new:
        for name, data in held.items():
            new.writestr(name, data)
    return again.getvalue()


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0\1\2\3")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def test_it_is_made_of_our_own_parts_alone_and_twice_the_same():
    data = filled()
    assert filled() == data
    held = parts(data)
    assert sorted(held) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/charts/_rels/deskchart1.xml.rels",
        "word/charts/deskchart1.xml",
        "word/document.xml",
        "word/embeddings/deskdata1.xlsx",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/header1.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
        "word/theme/theme1.xml",
    ]
    assert b"<Application>grcdesk</Application>" in held["docProps/app.xml"]
    assert b'w:name="compatibilityMode"' in held["word/settings.xml"]
    assert b"latentStyles" not in held["word/styles.xml"]
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        assert {one.date_time for one in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("tone", TONES.values())
def test_every_status_can_be_read_on_its_colour(tone):
    assert contrast(tone.ink, tone.fill) >= 6


def test_no_letter_is_smaller_than_eight_points():
    held = parts(filled())
    sizes = [one for style in opened(filled()).styles.element.iter(f"{W}sz") for one in [int(style.get(f"{W}val"))]]
    assert min(sizes) == 16, "half points"
    assert min(int(one.split(b'"')[0]) for one in held["word/charts/deskchart1.xml"].split(b' sz="')[1:]) >= 800


@pytest.mark.parametrize("size", Paper)
def test_a_table_fills_the_page_between_its_margins(size):
    made = opened(filled(Stationery(size)))
    page = made.sections[0]._sectPr.find(f"{W}pgSz")
    assert (int(page.get(f"{W}w")), int(page.get(f"{W}h"))) == PAGES[size]
    room = made.sections[0].page_width - made.sections[0].left_margin - made.sections[0].right_margin
    for table in made.tables:
        grid = [int(one.get(f"{W}w")) for one in table._tbl.tblGrid]
        assert sum(grid) * 635 == pytest.approx(room, rel=0.001)


def test_a_column_is_as_wide_as_its_longest_word():
    made = paper()
    made.table(("Id", "What"), (1, 30), [("AI-CONF-01", "x " * 200)])
    first = int(opened(made.to_bytes()).tables[0]._tbl.tblGrid[0].get(f"{W}w")) / 20
    assert first >= longest_word("AI-CONF-01", 9) + 8
    assert width("iiii", 10) < width("mmmm", 10) < width("漢漢漢漢", 10)


@pytest.mark.parametrize("name", ["DeskDraft", "DeskFinal"])
def test_the_words_of_a_bar_keep_off_its_edge_and_the_bar_in_the_margins(name: str):
    (style,) = (one for one in opened(paper().to_bytes()).styles if one.style_id == name)
    left, indent = (style.element.find(f".//{W}{tag}") for tag in ("left", "ind"))
    taken = int(left.get(f"{W}sz")) / 8 + int(left.get(f"{W}space"))
    assert 0 < taken <= int(indent.get(f"{W}left")) / 20


def test_a_hash_takes_no_room_from_days():
    """It is broken wherever it stands; a day in two parts is misread."""
    made = paper()
    made.table(("Shows", "SHA-256"), (1, 3), [("2026-01-01 to 2026-01-31", "a" * 64)])
    first, _ = (int(one.get(f"{W}w")) for one in opened(made.to_bytes()).tables[0]._tbl.tblGrid)
    made = paper()
    made.table(("Shows", "SHA-256"), (1, 3), [("2026-01-01 to 2026-01-31", "none")])
    assert first == int(opened(made.to_bytes()).tables[0]._tbl.tblGrid[0].get(f"{W}w"))


def test_both_dates_stand_on_every_page_and_the_name_gives_way_to_them():
    long = opened(paper(organisation="Harbour " * 40).to_bytes())
    head = long.sections[0].header.paragraphs[0]
    assert head.text.startswith("DRAFT · Report · Harbour")
    assert head.text.endswith(f"…\t{DATES.line}")
    assert head.runs[0].style.name == "Desk standing"
    fields = [one.get(f"{W}instr") for one in long.sections[0].footer._element.iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_contents_can_be_read_before_they_are_updated_and_lead_to_their_headings():
    body = opened(filled()).element.body
    links = {link.get(f"{W}anchor"): "".join(t.text for t in link.iter(f"{W}t")) for link in body.iter(f"{W}hyperlink")}
    marks = [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    assert list(links.values()) == ["1 First", "Below"]
    assert list(links) == marks
    kinds = [one.get(f"{W}fldCharType") for one in body.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]


def test_boxes_are_named_by_what_is_said_by_ticking_them():
    body = opened(filled()).element.body
    names = [one.get(f"{W}val") for one in body.iter(f"{W}alias")]
    assert names == ["Accept: 1", "Accept: 1", "Accept: 1", "Decision: approve", "Decision: stop"]
    ids = [one.get(f"{W}val") for sdt in body.iter(f"{W}sdtPr") for one in sdt.iter(f"{W}id")]
    assert len(set(ids)) == len(names)


def test_a_chart_tells_its_numbers_to_those_who_cannot_see_it_and_carries_them():
    data = filled()
    told = [one.get("descr") for one in opened(data).element.body.iter() if one.tag.endswith("}docPr")]
    assert told == ["Shares: a 3, b 0, c 4"]
    sheet = load_workbook(io.BytesIO(parts(data)["word/embeddings/deskdata1.xlsx"]))["Data"]
    assert [(row[0].value, row[1].value) for row in sheet.iter_rows()] == [("a", 3), ("c", 4)], "nought has no slice"
    assert b"externalData" in parts(data)["word/charts/deskchart1.xml"]


def test_columns_and_timelines_tell_theirs():
    stacked = columns("Trend", ["then", "now"], [("good", "StatusGood", [1, 2]), ("bad", "StatusBad", [3, 0])])
    assert stacked.told == "Trend: then: good 1, bad 3; now: good 2, bad 0"
    bars = [TimeBar("Work", AS_OF, (10, 0)), TimeBar("Clean", AS_OF, (0, 90))]
    line = timeline("Plan", bars, (("to do", "StatusHalf"), ("clean", "StatusClaim")), (AS_OF, AS_OF))
    assert line.told == f"Plan: Work from {AS_OF}: to do 10 days; Clean from {AS_OF}: clean 90 days"
    made = paper()
    made.charts([stacked, line], height=4)
    assert made.to_bytes()


@pytest.mark.parametrize("text", [*EVERY, "x" * 40_000])
def test_texts_of_people_stand_as_they_are_or_with_marks(text):
    made = paper()
    made.text(text)
    made.table(("What",), (1,), [(text,)])
    told = opened(made.to_bytes())
    shown = visible(text).replace("\r\n", "\n").replace("\r", "\n")
    assert told.paragraphs[0].text == shown
    assert told.tables[0].rows[1].cells[0].text == shown


def test_word_is_told_of_scripts_that_are_not_latin():
    made = paper()
    for text in ("שלום עולם", "日本語のテキスト", "한국어", "中文", "Grüße, ş ı İ ğ"):
        made.text(text)
    hebrew, japanese, korean, chinese, turkish = (one._p for one in opened(made.to_bytes()).paragraphs)
    assert hebrew.find(f".//{W}rtl") is not None
    assert hebrew.find(f"{W}pPr/{W}bidi") is not None
    langs = [one.find(f".//{W}lang").get(f"{W}eastAsia") for one in (japanese, korean, chinese)]
    assert langs == ["ja-JP", "ko-KR", "zh-CN"]
    assert japanese.find(f".//{W}rFonts").get(f"{W}eastAsia")
    assert turkish.find(f".//{W}rPr") is None


@pytest.mark.parametrize("dotx", [False, True])
def test_the_paper_of_a_house_keeps_its_header_and_styles_and_loses_its_text(dotx):
    data = filled(Stationery(None, house(dotx=dotx), "house.dotx"))
    made = opened(data)
    head = made.sections[0].header
    assert head.paragraphs[0].text == "House of Harbour"
    assert head.paragraphs[1].text.startswith("DRAFT · Report · Acme\t")
    assert [rel.reltype.rpartition("/")[2] for rel in head.part.rels.values()] == ["image"]
    assert "Old heading" not in [one.text for one in made.paragraphs]
    assert not [rel for rel in made.part.rels.values() if rel.reltype.endswith("/image")], "the picture of the old text"
    assert made.styles["Normal"].font.name == "Georgia"
    first = [one for one in made.paragraphs if one.text == "1 First"][-1]
    assert first.style.style_id == "berschrift1", "theirs, found by its name"
    ids = [style.style_id for style in made.styles]
    assert len(ids) == len(set(ids))
    used = {
        one.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for one in made.element.body.iter(f"{W}{tag}")
    }
    assert used <= set(ids)
    brought = {style.name for style in made.styles} - {style.name for style in Document().styles}
    assert {name for name in brought if not name.startswith("Desk")} == {"toc 1", "toc 2"}
    held = parts(data)
    assert not [name for name in held if "thumbnail" in name or "stylesWithEffects" in name]
    assert b"template.main+xml" not in held["[Content_Types].xml"]


def test_a_narrow_page_gets_narrower_margins_and_one_that_is_too_small_is_refused():
    made = opened(filled(Stationery(None, house(text_width=12.0), "narrow.docx")))
    section = made.sections[0]
    assert Cm(14.9) < section.page_width - section.left_margin - section.right_margin < Cm(15.1)
    with pytest.raises(BadInput, match=r"a5\.docx is 14\.8 cm wide") as refused:
        filled(Stationery(None, house(page=(14.8, 21.0), text_width=10.0), "a5.docx"))
    assert "14 cm" in refused.value.hint


@pytest.mark.parametrize("data", [b"no zip", b"PK\x03\x04 broken"])
def test_what_is_no_word_file_is_refused_by_name(data):
    with pytest.raises(BadInput, match=r"house\.docx cannot be read"):
        paper(Stationery(None, data, "house.docx"))


def test_a_workbook_is_no_template():
    with pytest.raises(BadInput, match="cannot be read as a Word file"):
        paper(Stationery(None, parts(filled())["word/embeddings/deskdata1.xlsx"], "book.docx"))


def test_marks_of_a_read_only_desk_stand_on_every_page():
    dates = replace(DATES, marks=("UNLOGGED: handed out of a read-only desk",))
    made = WordDocument(title="T", subject="S", author="g", dates=dates, footer="C", name="R")
    assert "\tUNLOGGED · Judged on" in opened(made.to_bytes()).sections[0].header.paragraphs[0].text


def test_a_new_page_is_begun_by_what_stands_on_it_so_that_a_full_page_leaves_none_empty():
    made = paper()
    made.table(("A", "B"), (1, 1), [("x", "y")])
    made.page_break()
    made.heading("Next", 1)
    made.text("Words.")
    body = list(opened(made.to_bytes()).element.body)
    table, heading, words = body[-4:-1]
    assert table.tag == f"{W}tbl", "nothing stands between the table and the next page"
    assert heading.find(f"{W}pPr/{W}pageBreakBefore") is not None
    assert words.find(f"{W}pPr/{W}pageBreakBefore") is None
    assert not list(opened(made.to_bytes()).element.iter(f"{W}br"))


def test_a_low_table_stays_whole_and_a_tall_one_may_be_torn_wherever_it_stands():
    made = paper()
    for rows in (5, 60):
        made.table(("A", "B"), (1, 1), [("x", "y")] * rows)
        made.facts([("x", "y")] * rows)
    tables = opened(made.to_bytes()).tables
    styles = [{cell.paragraphs[0].style.style_id for cell in list(each.rows)[-1].cells} for each in tables]
    assert styles == [{"DeskKeep"}, {"DeskName", "DeskCell"}, {"DeskCell"}, {"DeskLoose", "DeskCell"}]


def test_contents_of_a_paper_without_headings_leave_no_trace():
    made = paper()
    made.contents()
    made.text("Words.")
    report = opened(made.to_bytes())
    assert [one.text for one in report.paragraphs] == ["Contents", "Words."]
    assert not list(report.element.body.iter(f"{W}fldChar"))


def test_our_edges_stand_on_first_and_even_pages_too_where_a_house_has_these_apart():
    made = Document()
    made.settings.odd_and_even_pages_header_footer = True
    section = made.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "First of Harbour"
    section.even_page_header.paragraphs[0].text = "Even of Harbour"
    made.save(held := io.BytesIO())
    (told,) = opened(filled(Stationery(None, held.getvalue(), "house.docx"))).sections
    for head, own in (
        *((told.header, ""), (told.first_page_header, "First of Harbour"), (told.even_page_header, "Even of Harbour")),
    ):
        lines = [one.text for one in head.paragraphs]
        assert lines[-1].startswith("DRAFT · Report · Acme\t")
        assert lines[:-1] == ([own] if own else [])
    for foot in (told.footer, told.first_page_footer, told.even_page_footer):
        assert foot.paragraphs[-1].text.startswith("Confidential\tPage ")


def test_a_template_that_unpacks_to_more_than_its_limit_is_refused(monkeypatch):
    monkeypatch.setattr("grcdesk.reports.word.engine.house._LIMIT", 50_000)
    with pytest.raises(BadInput, match=r"house\.docx holds more than 200 MB") as refused:
        paper(Stationery(None, house(), "house.docx"))
    assert "without its pictures" in refused.value.hint


def test_a_house_without_a_style_for_lists_gets_ours_and_bullets_are_written_out():
    held = parts(house())
    renamed = held["word/styles.xml"].replace(b'<w:name w:val="List Bullet"/>', b'<w:name w:val="Harbour list"/>')
    assert renamed != held["word/styles.xml"]
    held["word/styles.xml"] = renamed
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w") as new:
        for name, data in held.items():
            new.writestr(name, data)
    report = opened(filled(Stationery(None, again.getvalue(), "house.docx")))
    (one,) = (paragraph for paragraph in report.paragraphs if paragraph.text.endswith("one"))
    assert one.text == "•\u00a0 one"
    style = report.styles.element.get_by_id(one.style.style_id)
    assert style.find(f".//{W}numPr") is None, "our list is not in their file"
