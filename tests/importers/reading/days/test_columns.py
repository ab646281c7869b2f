"""The days of a column are judged together; what no day of it tells is asked once, and never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.errors import BadInput
from grcdesk.importers.reading.days.columns import DateColumns
from grcdesk.importers.reading.days.forms import EXCEL, EXCEL_1904, OrderSeen, written_out
from grcdesk.importers.reading.times import BadTime
from grcdesk.importers.registers.registers import read_register
from grcdesk.importers.reviews.accounts import read_accounts
from grcdesk.importers.reviews.roster import read_roster
from grcdesk.terms.interchange import DayOrder
from importers.reads import read, write

DAYS = st.lists(st.dates(date(2000, 1, 1), date(2030, 12, 31)), min_size=1)


def column(*cells, **more):
    return DateColumns({"due": list(enumerate(cells, 2))}, months={"due"}, **more)


@given(DAYS, st.sampled_from(DayOrder), st.sampled_from("/.-"))
def test_no_day_is_read_in_an_order_that_the_column_does_not_tell(days, order, mark):
    month_first = order is DayOrder.MONTH
    texts = [mark.join(map(str, (d.month, d.day, d.year) if month_first else (d.day, d.month, d.year))) for d in days]
    told = any(day.day > 12 for day in days)
    if told:
        found = column(*texts)
        assert [found.day("due", text) for text in texts] == days
        assert [written_out(text, order) for text in texts] == [day.isoformat() for day in days]
    elif mark != "." and any(day.day != day.month for day in days):
        with pytest.raises(BadInput, match="can be read in two ways") as asked:
            column(*texts)
        assert "--dates day-first" in asked.value.hint
        assert [column(*texts, told=order).day("due", text) for text in texts] == days


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("01.03.2026", date(2026, 3, 1)),
        ("1.3.26", date(2026, 3, 1)),
        ("23.10.2026 09:00", date(2026, 10, 23)),
        ("23.10.2026, 09:00 Uhr", date(2026, 10, 23)),
        ("2026-03-01", date(2026, 3, 1)),
        ("20260301", date(2026, 3, 1)),
        ("46082", date(2026, 3, 1)),
        ("46082.5", date(2026, 3, 1)),
        ("March 2026", date(2026, 3, 1)),
        ("Mär 2026", date(2026, 3, 1)),
        ("2026-03", date(2026, 3, 1)),
        ("03/2026", date(2026, 3, 1)),
        ("1 March 2026", date(2026, 3, 1)),
        ("1. März 2026", date(2026, 3, 1)),
        ("1st of March 2026", date(2026, 3, 1)),
        ("March 1, 2026", date(2026, 3, 1)),
        ("Sun, 1 Mar 2026 10:00:00 GMT", date(2026, 3, 1)),
        ("3/3/2026", date(2026, 3, 3)),
        ("Never", None),
        ("Never Assessed", None),
        ("N/A - Not Required", None),
        ("n.a.", None),
        ("not applicable", None),
        ("–", None),
        ("", None),
    ],
)
def test_a_cell_of_days_means_what_people_mean_by_it(written, meant):
    assert column(written).day("due", written) == meant


@pytest.mark.parametrize(
    "written", ["2026-02-30", "31.02.2026", "soon", "Mayday 2026", "13/13/2026", "12345678901234567"]
)
def test_what_is_no_day_is_refused(written):
    with pytest.raises(BadTime):
        column(written).day("due", written)


def test_a_month_alone_is_told_and_only_where_it_will_do():
    found = column("March 2026", "2026-03-04", "04/2026")
    for text in ("March 2026", "2026-03-04", "04/2026"):
        found.day("due", text)
    assert found.notes == ("due names only a month in 2 rows: read as its first day",)
    with pytest.raises(BadTime):
        DateColumns({"left": [(2, "March 2026")]}).day("left", "March 2026")


def test_years_of_two_digits_need_a_witness_that_the_month_stands_first():
    assert column("3/1/26", "12/31/25").day("due", "3/1/26") == date(2026, 3, 1)
    with pytest.raises(BadInput, match="'26/03/01' in row 2"):
        column("26/03/01", "25/12/31")
    assert column("1/3/26", told=DayOrder.DAY).day("due", "1/3/26") == date(2026, 3, 1)


def test_books_of_1904_count_from_there():
    assert column("44620", serial=EXCEL_1904).day("due", "44620") == date(2026, 3, 1)
    assert column("44620", serial=EXCEL).day("due", "44620") == date(2022, 2, 28)


def test_a_column_that_contradicts_itself_is_asked_about_and_a_witness_stands_anywhere():
    with pytest.raises(BadInput, match="due '3/4/2026' in row 4"):
        column("13/4/2026", "4/13/2026", "3/4/2026")
    assert column(*["3/4/2026"] * 900, "31.12.2026").day("due", "3/4/2026") == date(2026, 4, 3)
    seen = OrderSeen()
    assert (seen.order, seen.unsure) == (None, None)


PEOPLE = "Name,Email,Hire date,Last day\nLin,lin@acme.example,{a},\nAda,ada@acme.example,{b},\n"
READERS = {
    "roster": lambda path, **more: [one.started for one in read_roster(path, columns={}, **more).people],
    "accounts": lambda path, **more: [
        one.created for one in read_accounts(path, columns={"created": "Hire date"}, **more).accounts
    ],
    "vendors": lambda path, **more: [
        date.fromisoformat(one.cells["onboarded"] or "")
        for one in read_register(path, register="vendors", columns={"onboarded": "Hire date"}, **more).rows
    ],
}


@pytest.mark.parametrize("noun", READERS)
def test_every_noun_judges_and_asks_alike(tmp_path, noun):
    reads = READERS[noun]
    sure = write(tmp_path, "sure.csv", PEOPLE.format(a="3/4/2026", b="31/12/2025"))
    assert reads(sure) == [date(2026, 4, 3), date(2025, 12, 31)]
    asked = write(tmp_path, "asked.csv", PEOPLE.format(a="3/4/2026", b="5/6/2025"))
    with pytest.raises(BadInput, match="Hire date '3/4/2026' in row 2 can be read in two ways"):
        reads(asked)
    assert reads(asked, dates="month") == [date(2026, 3, 4), date(2025, 5, 6)]
    assert reads(sure, dates="month") == [date(2026, 4, 3), date(2025, 12, 31)], "the column itself tells"


def test_evidence_judges_and_asks_alike(tmp_path):
    rows = "id,opened,resolved,severity\nT-1,{a},,high\nT-2,{b},,low\n"
    path = write(tmp_path, "t.csv", rows.format(a="3/4/2026", b="25/12/2025"))
    assert read(path, importer="tickets").last == "2026-04-03T00:00:00Z"
    path = write(tmp_path, "u.csv", rows.format(a="3/4/2026", b="5/12/2025"))
    with pytest.raises(BadInput, match="`opened` '3/4/2026' in row 2 can be read in two ways"):
        read(path, importer="tickets")
    assert read(path, importer="tickets", dates="month").last == "2026-03-04T00:00:00Z"
    assert read(path, importer="tickets", before={"tickets": {"dates": "day"}}).last == "2026-04-03T00:00:00Z"
    path = write(tmp_path, "n.csv", rows.format(a="46082", b="Never"))
    assert read(path, importer="tickets").first == "2026-03-01T00:00:00Z"
    path = write(tmp_path, "j.json", '[{"id": "T-1", "opened": 46082}, {"id": "T-2", "opened": "2026-01-01"}]')
    assert read(path, importer="tickets").used == 1, "a number in JSON is no day of a spreadsheet"
