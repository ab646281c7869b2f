"""What a preview counts is what its rows say, whatever they are."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.bulk.tally import counted, lines, moved, only_field, tally
from grcdesk.schemas.differences import Difference, FieldMove

NAMES = st.text("ABC-01", min_size=1, max_size=6)
WORDS = st.text("ab cd->,é\n", max_size=90)
MOVES = st.builds(FieldMove, st.sampled_from(["status", "owner", "gap"]), WORDS, WORDS, st.booleans())
RECORDS = st.builds(Difference, NAMES, NAMES, WORDS, st.lists(MOVES, max_size=9).map(tuple))
ALL = st.lists(RECORDS, max_size=30).map(tuple)


@given(ALL)
def test_each_record_lies_in_one_heap_and_is_counted_once(records):
    found = tally(records)
    heaps = [*found.new, *found.overwritten, *found.same]
    assert sorted(map(id, heaps)) == sorted(map(id, records))
    assert all(not one.overwrites and one.moves for one in found.new)
    assert all(any(move.overwrites for move in one.moves) for one in found.overwritten)
    assert not any(one.moves for one in found.same)
    told = counted(records)
    numbers = {word: int(number) for number, word in re.findall(r"(\d+) (new|overwritten|already so)", told)}
    assert sum(numbers.values()) == len(records)
    assert numbers.get("overwritten", 0) == sum(one.overwrites for one in records)
    assert numbers.get("already so", 0) == sum(not one.moves for one in records)


@given(ALL)
def test_there_is_one_line_for_each_record_and_it_names_it(records):
    told = lines(records)
    assert len(told) == len(records)
    for line, one in zip(told, records, strict=True):
        assert line.startswith(one.name)
        assert line.endswith(moved(one, bare=only_field(records)))
        assert ("already so" in line) or " -> " in line


@given(RECORDS)
def test_no_move_is_left_out_uncounted(record):
    told = moved(record)
    shown, left = min(len(record.moves), 6), max(0, len(record.moves) - 6)
    assert told.endswith(f"{left} more") is bool(left)
    if shown and all("->" not in move.before + move.after for move in record.moves):
        assert told.count(" -> ") == shown


def test_it_reads_as_people_say_it():
    def one(name: str, before: str = "", *, moves: bool = True) -> Difference:
        move = FieldMove("status", before, "partial", overwrites=bool(before))
        return Difference(name, name, "Keys", (move,) if moves else ())

    records = (one("AI-SEC-01"), one("AI-SEC-02", "missing"), one("AI-SEC-03", moves=False))
    assert counted(records) == "1 new, 1 overwritten: AI-SEC-02; 1 already so"
    assert lines(records) == [
        "AI-SEC-01 Keys: - -> partial",
        "AI-SEC-02 Keys: missing -> partial",
        "AI-SEC-03 Keys: already so",
    ]
    assert counted(()) == "0 new"
