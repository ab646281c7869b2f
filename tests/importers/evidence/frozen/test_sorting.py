import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.errors import BadInput, Unwritable
from grcdesk.importers.evidence.frozen.sorting import KeySorter
from grcdesk.rules.populations.hashing import population_sha256

KEYS = st.lists(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1), max_size=40)


def rows(keys):
    return [f'{key}\t{{"id":{place}}}\t{line}\n'.encode() for line, (place, key) in enumerate(keys, 2)]


def written(lines, chunk):
    sorter, into = KeySorter(chunk), io.BytesIO()
    for line in lines:
        sorter.write(line)
    return sorter.finish(into, "f.csv"), into.getvalue()


@given(KEYS, st.integers(1, 400), st.randoms())
def test_chunks_and_order_change_nothing(keys, chunk, chance):
    lines = rows(enumerate(sorted(set(keys))))
    moved = list(lines)
    chance.shuffle(moved)
    found, data = written(moved, chunk)
    assert (found, data) == written(lines, 1 << 20)
    assert found.population_sha256 == population_sha256(keys)
    assert found.rows_sha256 == hashlib.sha256(data).hexdigest()
    assert (found.rows, found.size) == (len(lines), len(data))


@pytest.mark.parametrize("chunk", [1, 1000])
def test_the_same_row_twice_counts_once_and_two_rows_of_one_key_are_refused(chunk):
    same = [b"a\t{}\t2\n", b"b\t{}\t3\n", b"a\t{}\t4\n"]
    found, data = written(same, chunk)
    assert (found.rows, found.doubled, data) == (2, 1, b"{}\n{}\n")
    with pytest.raises(BadInput, match="lines 3 and 10 have the same one and differ"):
        written([b'b\t{"x":1}\t10\n', *same], chunk)


def test_a_file_read_once_more_begins_anew():
    sorter, into = KeySorter(1), io.BytesIO()
    sorter.write(b"a\t{}\t2\n")
    sorter.restart()
    sorter.write(b"b\t{}\t2\n")
    assert sorter.finish(into, "f").population_sha256 == population_sha256(["b"])


def test_nothing_has_a_hash_as_well():
    found, data = written([], 10)
    assert (found.rows, data, found.rows_sha256) == (0, b"", hashlib.sha256(b"").hexdigest())


def test_a_disk_without_room_is_told_with_its_cure(monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    sorter = KeySorter(1)
    monkeypatch.setattr("tempfile.TemporaryFile", full)
    with pytest.raises(Unwritable, match="there is no place for temporary files: No space left") as error:
        sorter.write(b"a\t{}\t2\n")
    assert "TMPDIR" in error.value.hint


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no file here is always full")
def test_a_file_that_takes_no_rows_is_told():
    sorter = KeySorter(1)
    sorter.write(b"a\t{}\t2\n")
    with Path("/dev/full").open("wb", buffering=0) as into, pytest.raises(Unwritable, match="No space left"):
        sorter.finish(into, "f.csv")


def test_what_was_laid_aside_before_a_new_start_is_forgotten():
    sorter, into = KeySorter(1), io.BytesIO()
    sorter.write(b"a\t{}\t2\n")
    sorter.restart()
    sorter.write(b"b\t{}\t2\n")
    assert sorter.finish(into, "f.csv").rows == 1
    assert into.getvalue() == b"{}\n"
