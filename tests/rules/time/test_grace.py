"""Days of grace are ours: every frequency has one, and the printed ones are these."""

from __future__ import annotations

from grcdesk.rules.time.grace import GRACE_DAYS
from grcdesk.terms import Frequency


def test_every_frequency_has_its_grace():
    assert set(GRACE_DAYS) == set(Frequency)


def test_grace_never_shrinks_as_runs_get_rarer():
    rarer = [
        Frequency.CONTINUOUS,
        Frequency.MULTIPLE_DAILY,
        Frequency.DAILY,
        Frequency.WEEKLY,
        Frequency.MONTHLY,
        Frequency.QUARTERLY,
        Frequency.SEMIANNUAL,
        Frequency.ANNUAL,
    ]
    days = [GRACE_DAYS[frequency] for frequency in rarer]
    assert days == sorted(days) == [0, 0, 0, 2, 5, 15, 15, 30]


def test_what_runs_per_event_has_no_slot_to_be_late_for():
    assert GRACE_DAYS[Frequency.EVENT] == 0
