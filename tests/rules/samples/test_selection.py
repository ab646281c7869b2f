import hashlib
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.populations.hashing import population_sha256
from grcdesk.rules.samples import selection

KEYS = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n|"), min_size=1), unique=True, max_size=40)
KEYS_AND_SIZE = KEYS.filter(bool).flatmap(lambda keys: st.tuples(st.just(keys), st.integers(1, len(keys))))


def test_the_seed_follows_from_what_is_tested():
    wanted = hashlib.sha256(b"SOC 2 2026|AI-PI-01|ab12").hexdigest()
    assert selection.derived_seed("SOC 2 2026", "AI-PI-01", "ab12") == wanted


@given(KEYS_AND_SIZE, st.text(max_size=8), st.randoms())
def test_the_order_of_rows_changes_nothing(drawn, seed, chance):
    keys, size = drawn
    moved = list(keys)
    chance.shuffle(moved)
    first = selection.first(seed, keys, size)
    assert first == selection.first(seed, moved, size)
    assert first == sorted(keys, key=lambda key: hashlib.sha256(f"{seed}|{key}".encode()).hexdigest())[:size]


@given(KEYS_AND_SIZE)
def test_a_smaller_sample_begins_a_larger_one(drawn):
    keys, size = drawn
    assert selection.first("s", keys, len(keys))[:size] == selection.first("s", keys, size)


@given(KEYS.filter(lambda keys: len(keys) > 1), st.data())
def test_a_row_less_changes_hash_and_seed(keys, data):
    gone = data.draw(st.sampled_from(keys))
    seeds = {
        selection.derived_seed("E", "C", population_sha256(those))
        for those in (keys, [key for key in keys if key != gone])
    }
    assert len(seeds) == 2


@given(st.integers(1, 500), st.data())
def test_runs_part_all_rows_as_evenly_as_can_be(rows, data):
    number = data.draw(st.integers(1, rows))
    cut = list(selection.runs(rows, number))
    assert [place for run in cut for place in run] == list(range(rows))
    assert max(map(len, cut)) - min(map(len, cut)) <= 1


@given(KEYS_AND_SIZE, st.data())
def test_each_run_by_date_gives_one_item_of_lowest_rank(drawn, data):
    keys, size = drawn
    days = st.sampled_from(["", "2026-01-01", "2026-02-01", "2026-03-01"])
    dated = [(data.draw(days), key) for key in keys]
    items = selection.stratified("s", dated, size)
    assert items == selection.stratified("s", list(reversed(dated)), size)
    assert len(set(items)) == size
    ordered = [key for _, key in sorted(dated, key=lambda row: (row[0] or "9", row[1]))]
    strata = [[ordered[place] for place in run] for run in selection.runs(len(keys), size)]
    assert [sum(item in stratum for stratum in strata) for item in items] == [1] * size
    assert items == [min(stratum, key=lambda key: selection.rank("s", key)) for stratum in strata]


def test_the_first_are_spread_evenly_whatever_the_keys():
    """Ranks are as good as chance: the thirds of 3,000 keys in a row give about as many."""
    drawn = selection.first("seed", [f"CHG-{number:04}" for number in range(3000)], 600)
    thirds = Counter(int(key[4:]) // 1000 for key in drawn)
    assert all(150 < number < 250 for number in thirds.values())


def test_the_order_of_items_is_part_of_what_names_them():
    assert selection.items_sha256(["a", "b"]) == hashlib.sha256(b"a\nb\n").hexdigest()
    assert selection.items_sha256(["b", "a"]) != selection.items_sha256(["a", "b"])
