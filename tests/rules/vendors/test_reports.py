"""How far reports and bridge letters reach: no day of our period is closed by less than a paper that speaks of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from grcdesk.rules.time.months import add_months
from grcdesk.rules.vendors import reports as rules
from grcdesk.schemas.programme import Period
from grcdesk.schemas.vendors.file import DocumentRow, VendorFile
from grcdesk.schemas.vendors.vendors import VendorPolicy
from grcdesk.terms.vendors import DocumentKind
from reports import vendor_records as records

DAY = timedelta(days=1)
OWN = Period(date(2026, 1, 1), date(2026, 12, 31))
END = date(2026, 6, 30)
TODAY = date(2026, 12, 20)
REPORT = records.document("DOC-1", DocumentKind.SOC2_TYPE2, covers_from=OWN.start, covers_to=END)
DAYS = st.dates(date(2025, 6, 1), date(2027, 6, 30))


def letter(first: date | None, last: date | None, **changes: object) -> DocumentRow:
    return records.document("DOC-2", DocumentKind.BRIDGE_LETTER, covers_from=first, covers_to=last, **changes)


def file(*documents: DocumentRow, **policy: int) -> VendorFile:
    return replace(records.provider(), period=OWN, documents=documents, reports=(), policy=VendorPolicy(**policy))


def found(made: VendorFile, today: date = TODAY):
    cover = rules.cover(made, today)
    assert cover is not None
    return cover, {one.code: one for one in rules.points(made, cover, True, today)}


def covered(made: VendorFile, today: date) -> set[date]:
    """The days of our period that no gap names."""
    cover = rules.cover(made, today)
    assert cover is not None
    open_ = {gap.start + n * DAY for gap in cover.gaps for n in range(gap.days)}
    assert cover.uncovered == len(open_)
    return {OWN.start + n * DAY for n in range(OWN.days)} - open_


@given(DAYS, DAYS, DAYS, st.sampled_from(["", "DOC-3"]), st.none() | DAYS)
def test_a_bridge_letter_closes_only_the_days_it_speaks_of(first, last, today, replaced_by, expires):
    assume(first <= last)
    bare = covered(file(REPORT), today)
    one = letter(first, last, replaced_by=replaced_by, expires=expires)
    won = covered(file(REPORT, one), today) - bare
    stands = not replaced_by and (expires is None or expires >= today)
    told = {day for day in (first + n * DAY for n in range((last - first).days + 1)) if day <= today}
    assert won <= (told if stands else set()), "nothing for less"
    if stands and today > END:
        assert won == {day for day in told if END < day <= OWN.end}


@given(DAYS, DAYS, DAYS)
def test_no_paper_closes_a_day_that_is_still_to_come(first, last, today):
    assume(first <= last)
    report = records.document("DOC-1", DocumentKind.SOC2_TYPE2, covers_from=first, covers_to=last)
    assert all(day <= today for day in covered(file(report, letter(first, last)), today))


@given(DAYS, st.integers(-30, 60), st.sampled_from([DocumentKind.SOC2_TYPE2, DocumentKind.SOC2_TYPE1]))
def test_a_report_keeps_its_days_only_when_the_one_of_the_period_after_it_replaces_it(last, later, kind):
    first = last + later * DAY
    old = records.document(
        "DOC-1", DocumentKind.SOC2_TYPE2, covers_from=last - 200 * DAY, covers_to=last, replaced_by="DOC-2"
    )
    new = records.document("DOC-2", kind, covers_from=first, covers_to=first + 100 * DAY)
    alone, both = covered(file(new), TODAY), covered(file(old, new), TODAY)
    follows = later > 0 and kind is DocumentKind.SOC2_TYPE2
    own = {last - n * DAY for n in range(201)}
    assert both - alone == ({day for day in own if OWN.start <= day <= min(OWN.end, TODAY)} if follows else set())
    unread = [one for one in rules.points(file(old, new), None, True, TODAY) if one.code == "report_unread"]
    counts = follows and last >= OWN.start
    assert [one.why[:5] for one in unread] == (["DOC-1", "DOC-2"] if counts else ["DOC-2"]), "what counts must be read"


def test_what_replaced_a_report_and_is_not_there_leaves_no_days():
    gone = replace(REPORT, replaced_by="DOC-9")
    assert covered(file(gone), TODAY) == set()
    undated = records.document("DOC-9", DocumentKind.SOC2_TYPE2, covers_from=None, covers_to=None)
    assert covered(file(gone, undated), TODAY) == set()


def test_a_letter_that_leaves_days_after_the_report_leaves_them_open():
    cover, _ = found(file(REPORT, letter(date(2026, 7, 11), date(2026, 8, 31))))
    assert [str(gap) for gap in cover.gaps] == ["2026-07-01..2026-07-10", "2026-09-01..2026-12-31"]
    assert cover.bridge_to == date(2026, 8, 31)


def test_a_letter_without_its_first_day_bridges_nothing_and_is_told():
    cover, points = found(file(REPORT, letter(None, date(2026, 9, 30))))
    assert (cover.bridge_to, cover.uncovered) == (None, cover.tail_gap)
    assert points["bridge_undated"].why == "DOC-2 does not say from which day it speaks: it bridges nothing"


def test_a_letter_never_stands_without_a_report():
    cover, points = found(file(letter(OWN.start, date(2026, 9, 30))))
    assert cover.uncovered == OWN.days
    assert "bridge_long" not in points


@given(st.dates(date(2024, 1, 1), date(2028, 12, 31)), st.integers(-3, 3))
def test_three_months_are_those_of_the_calendar(end, over):
    """The last day of the third month is still customary, the next is not, however many days that makes."""
    limit = add_months(end, 3)
    last = limit + over * DAY
    own = Period(end - 300 * DAY, end + 200 * DAY)
    report = replace(REPORT, covers_from=end - 300 * DAY, covers_to=end)
    made = replace(file(report, letter(end + DAY, last)), period=own)
    cover = rules.cover(made, own.end)
    assert cover is not None
    codes = [one.code for one in rules.points(made, cover, True, own.end)]
    assert ("bridge_long" in codes) == (over > 0)


def test_the_customary_months_end_with_the_month():
    assert rules.bridge_limit(date(2026, 11, 30), 92) == date(2027, 2, 28)
    assert rules.bridge_limit(date(2027, 11, 30), 92) == date(2028, 2, 29)
    assert rules.bridge_limit(END, 30) == END + 30 * DAY, "our own rule may be nearer"
    assert rules.bridge_limit(END, 400) == date(2026, 9, 30), "and never further"


def test_a_letter_that_reaches_too_far_says_which_rule_and_to_when():
    long = letter(END + DAY, date(2026, 10, 1))
    assert found(file(REPORT, long))[1]["bridge_long"].why == (
        "DOC-2 reaches to 2026-10-01, beyond its report of 2026-06-30; customary are 3 months, to 2026-09-30 at most"
    )
    assert found(file(REPORT, long, bridge_days=30))[1]["bridge_long"].why.endswith(
        "our rule allows 30 days, to 2026-07-30 at most"
    )
