import pytest

from grcdesk.rules.samples.sizes import fixed
from grcdesk.terms import Frequency


@pytest.mark.parametrize(
    ("rows", "size"),
    [(0, 0), (1, 1), (10, 10), (11, 8), (50, 8), (51, 15), (250, 15), (251, 25), (1_000_000, 25)],
)
def test_events_at_the_edges_of_the_table(rows, size):
    assert fixed(Frequency.EVENT, rows) == size


@pytest.mark.parametrize(
    ("frequency", "size"),
    [("annual", 1), ("semiannual", 2), ("quarterly", 2), ("monthly", 2), ("weekly", 5), ("daily", 25),
     ("multiple_daily", 40), ("continuous", 40)],
)  # fmt: skip
def test_runs_have_their_size_and_never_more_than_there_are(frequency, size):
    often = Frequency(frequency)
    assert [fixed(often, rows) for rows in (0, 1, size - 1, size, size + 1, 10_000)] == [
        0, 1, max(size - 1, 0), size, size, size,
    ]  # fmt: skip


def test_every_frequency_has_a_size():
    assert all(fixed(often, 1000) for often in Frequency)
