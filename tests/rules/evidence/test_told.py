"""What was told stands beside what was recorded wherever they differ."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.evidence.told import NEAR_DAYS, told

DAY = date(2026, 11, 27)
AT = "2026-11-27T06:04:12.000Z"
names = st.sampled_from(["M. Roy", "m. roy", " M.  Roy", "root", "Dana Reyes"])


@pytest.mark.parametrize(
    ("name", "on", "by", "at", "expected"),
    [
        ("M. Roy", DAY, "M. Roy", AT, "signed by M. Roy on 2026-11-27"),
        ("M. Roy", DAY, "m.  ROY", AT, "signed by M. Roy on 2026-11-27"),
        ("M. Roy", DAY, "root", AT, "signed by M. Roy on 2026-11-27; recorded by root, 2026-11-27 06:04Z"),
        (
            "M. Roy",
            date(2026, 3, 31),
            "M. Roy",
            AT,
            "signed by M. Roy on 2026-03-31; recorded by M. Roy, 2026-11-27 06:04Z",
        ),
        ("M. Roy", date(2026, 11, 26), "M. Roy", AT, "signed by M. Roy on 2026-11-26"),
        ("M. Roy", None, "root", AT, "signed by M. Roy; recorded by root, 2026-11-27 06:04Z"),
        ("", DAY, "root", AT, "signed on 2026-11-27; recorded by root, 2026-11-27 06:04Z"),
        ("M. Roy", DAY, "", "", "signed by M. Roy on 2026-11-27"),
        ("M. Roy", DAY, "root", "", "signed by M. Roy on 2026-11-27; recorded by root"),
        ("M. Roy", date(2026, 3, 31), "", AT, "signed by M. Roy on 2026-03-31; recorded, 2026-11-27 06:04Z"),
        ("", None, "root", AT, ""),
    ],
)
def test_both_are_said_where_they_differ(name, on, by, at, expected):
    assert told("signed", name, on, by, at) == expected


@given(names, names, st.integers(-400, 400), st.times())
def test_no_other_name_and_no_later_typing_stays_unsaid(name: str, by: str, apart: int, hour: time):
    moment = datetime.combine(DAY, hour, tzinfo=UTC)
    text = told("signed", name, DAY + timedelta(days=apart), by, moment.isoformat())
    differ = "".join(name.split()).casefold() != "".join(by.split()).casefold() or abs(apart) > NEAR_DAYS
    assert ("recorded by" in text) is differ
    assert name in text
