"""What remains of a value: of what the program wrote only the text goes, a person's longer text stays as it is."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.store.erasing import redact, remains
from grcdesk.store.erasing.redact import SHORT, Unwanted, needles
from grcdesk.store.texts.names import ERASED, is_mark

LONG = st.text(min_size=SHORT, max_size=40).filter(lambda text: text not in ERASED and not redact._CODE.fullmatch(text))
LEAF = st.recursive(
    st.text(max_size=20) | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(LONG, LEAF, st.sampled_from([lambda text: text, lambda text: f"said by {text}.", lambda text: text * 2]))
def test_nothing_of_it_is_left_in_what_the_program_wrote(text, around, made):
    for ascii_only in (False, True):
        stored = json.dumps({"seen": [around, made(text), {made(text): 1}]}, ensure_ascii=ascii_only)
        rest = Unwanted(text).rest(stored, ERASED)
        assert rest is not None
        assert text not in str(json.loads(rest))
        assert isinstance(json.loads(rest)["seen"], list)


@given(LONG, st.text(min_size=1, max_size=10))
def test_a_longer_text_stays_unless_wide(text, more):
    longer = f"x{text}{more}"
    assert Unwanted(text).rest(longer, ERASED) is None
    assert Unwanted(text).is_part(longer)
    assert Unwanted(text, wide=True).rest(longer, ERASED) == ERASED


@given(st.text(min_size=1, max_size=SHORT - 1), st.text(min_size=1, max_size=5))
def test_a_short_text_goes_as_a_whole_only(text, more):
    assert Unwanted(text).rest(text, "mark") == "mark"
    if text + more != text:
        assert Unwanted(text, wide=True).rest(f"x{text}{more}", "mark") is None
    assert json.loads(Unwanted(text).rest(json.dumps([text, f"x{text}"]), "")) == [ERASED, f"x{text}"]


def test_a_label_is_the_text_cut():
    text = "a long title " * 20
    assert Unwanted(text).rest(text[:120], "mark") == "mark"
    assert Unwanted(text).rest(text[:119], "mark") is None


@pytest.mark.parametrize("mark", ["[erased]", '["[erased]"]', "[erased 0a1b2c3d]"])
def test_marks_are_told_from_texts(mark):
    assert is_mark(mark)
    assert not is_mark(mark + " ")
    assert not is_mark("[erased by Ann]")


@given(LONG)
def test_every_way_to_write_it_is_found_in_files(text):
    wanted = tuple(needles(text))
    for written in (text, json.dumps(text), json.dumps(text, ensure_ascii=False)):
        data = b"x" * 10 + written.encode("utf-8", "surrogatepass")
        assert any(needle in data for needle in wanted)


@pytest.mark.parametrize("size", [1, remains._BLOCK - 3, remains._BLOCK, 3 * remains._BLOCK + 5])
def test_a_file_is_read_across_its_blocks_and_inside_zip_files(tmp_path, size):
    wanted = tuple(needles("Ms Ferreira"))
    plain = tmp_path / "a.bin"
    plain.write_bytes(b"\0" * size + b"Ms Ferreira")
    assert remains.holds(plain, wanted)
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet.xml", "<t>Ms Ferreira</t>" * 20)
    outer = tmp_path / "b.zip"
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("book.xlsx", inner.getvalue())
    assert list(remains.holding(tmp_path, "Ms Ferreira")) == [plain, outer]
    assert list(remains.holding(tmp_path, "Mr Ferreira")) == []


def test_what_is_no_zip_file_or_cannot_be_read_holds_nothing(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 not one")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert list(remains.holding(tmp_path, "Ms Ferreira")) == []
    assert list(remains.archives_with(tmp_path, {"a"})) == []


def test_of_the_spellings_of_an_account_only_this_one_goes():
    unwanted = Unwanted("Ann  Other")
    assert unwanted.rest("\nann other\nann.other\n", ERASED) == "\nann.other\n"
    assert unwanted.rest("\nann others\n", ERASED) is None
    assert unwanted.in_value("\nx\nann other\n")


@pytest.mark.parametrize("code", ["partial", "EV-3", "AI-SEC-01.T1", "2026-01-01", "not_applicable"])
def test_words_of_the_program_are_not_taken_out_of_its_records(code):
    stored = json.dumps({"status": code, "seen": [code]})
    assert Unwanted(code).rest(stored, ERASED) is None
    assert Unwanted(code).rest(json.dumps([code]), ERASED) == json.dumps([ERASED])
    assert Unwanted(code).rest(code, ERASED) == ERASED


def test_figures_and_words_of_a_record_stay_where_a_text_goes():
    record = '{"who":"Ms Ferreira","n":3,"whole":true,"none":null,"of":["Ms Ferreira",1]}'
    rest = Unwanted("Ms Ferreira").rest(record, "[erased]")
    assert rest == '{"who":"[erased]","n":3,"whole":true,"none":null,"of":["[erased]",1]}'


def test_an_archive_that_says_it_is_endless_is_not_unpacked(tmp_path, monkeypatch):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "Ms Ferreira was here")
    wanted = (b"Ferreira",)
    assert remains.holds(path, wanted)
    path.write_bytes(path.read_bytes())
    monkeypatch.setattr(remains, "_MOST", 3)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "Ms Ferreira was here")
    assert not remains.holds(path, wanted)


def test_archives_are_found_by_the_names_inside(tmp_path):
    for name, inside in (("a.zip", "vault/ab/abc"), ("b.zip", "vault/ab/abd")):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr(inside, "x")
    (tmp_path / "c.zip").write_bytes(b"no archive")
    assert [path.name for path in remains.archives_with(tmp_path, {"abc"})] == ["a.zip"]
