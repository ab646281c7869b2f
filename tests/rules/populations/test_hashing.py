import hashlib

from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.populations.hashing import population_sha256

KEYS = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1), unique=True, max_size=30)


def test_it_is_the_hash_of_sorted_lines():
    assert population_sha256(["b", "a"]) == hashlib.sha256(b"a\nb\n").hexdigest()
    assert population_sha256([]) == hashlib.sha256(b"").hexdigest()


@given(KEYS, st.randoms())
def test_the_order_of_rows_changes_nothing(keys, chance):
    moved = list(keys)
    chance.shuffle(moved)
    assert population_sha256(moved) == population_sha256(keys)


@given(KEYS.filter(bool), st.data())
def test_a_row_more_or_less_is_another_population(keys, data):
    gone = data.draw(st.sampled_from(keys))
    assert population_sha256([key for key in keys if key != gone]) != population_sha256(keys)


@given(KEYS)
def test_sorted_by_bytes_and_by_code_points_is_the_same(keys):
    assert [key.encode() for key in sorted(keys)] == sorted(key.encode() for key in keys)
