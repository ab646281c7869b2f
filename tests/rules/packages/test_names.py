"""Names of files in a package: taken by every system, and never the same as another."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.packages.names import MOST_NAME, MOST_PATH, TakenPaths, folded, plain

PLAIN = re.compile(r"[A-Za-z0-9._ -]+")
NAMES = st.text(max_size=300) | st.sampled_from(["CON", "con.txt", "NUL.tar.gz", "COM1", "a" * 40_000, "..", ".", ""])


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ("bucket-policy.json", "bucket-policy.json"),
        ("Zugriffs­prüfung Q1.xlsx", "Zugriffs_prufung Q1.xlsx"),
        ("=cmd|' /C calc'!A0.csv", "cmd_ _C calc_A0.csv"),
        ("../../etc/passwd", "file.etc_passwd"),
        ("con.txt", "_con.txt"),
        ("AUX", "_AUX"),
        ("nul .tar.gz", "_nul .tar.gz"),
        ("レポート.pdf", "file.pdf"),
        ("a\nb.txt", "a_b.txt"),
        ("trailing. . ", "trailing"),
        ("\u202egnp.exe", "gnp.exe"),
        (".gitignore", "file.gitignore"),
        ("a.b.c/d", "a.b.c_d"),
    ],
)
def test_a_name_becomes_one_that_every_system_takes(given_: str, expected: str):
    assert plain(given_) == expected


@given(NAMES)
def test_whatever_a_file_is_called_its_name_is_plain(name: str):
    made = plain(name)
    assert PLAIN.fullmatch(made)
    assert len(made) <= MOST_NAME
    assert made == made.rstrip(" .")
    assert made.partition(".")[0].strip().casefold() not in {"con", "prn", "aux", "nul", "com1", "lpt9"}
    assert made not in {".", ".."}


@given(st.lists(NAMES, min_size=2, max_size=12))
def test_no_two_paths_are_the_same_where_case_or_accents_do_not_count(names: list[str]):
    taken = TakenPaths()
    made = [taken.free("data/evidence/AI-SEC-01", f"2026-01-01_{plain(name)}") for name in names]
    assert len({unicodedata.normalize("NFC", path).casefold() for path in made}) == len(made)
    assert all(len(path.encode()) <= MOST_PATH for path in made)
    assert len({folded(path) for path in made}) == len(made)


def test_a_second_file_of_a_name_gets_a_number_before_its_ending():
    taken = TakenPaths()
    assert [taken.free("d", name) for name in ("a.csv", "A.csv", "a.CSV")] == ["d/a.csv", "d/A_2.csv", "d/a_3.CSV"]
