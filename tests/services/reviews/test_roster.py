"""A list of people is taken with its source, day and hash; one that makes everybody gone is asked about first."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.errors import BadInput, Refused
from grcdesk.rules.reviews import people
from grcdesk.schemas.reviews.reviews import CampaignPlan, RosterFacts
from helpers import review_story as story

HEADER = "Worker,EmpID,Work Email,DateofHire,DateofTermination,Manager"
LIN = "Lin Chen,101,lin.chen@acme.example,3/20/2021,,Mara Roy"
JONAS = "Jonas Weil,102,jonas.weil@acme.example,7/15/2020,9/30/2026,Mara Roy"
ADA = "Ada Okafor,103,ada@acme.example,1/15/2020,,Mara Roy"
FACTS = RosterFacts("HR system", date(2026, 10, 1), "Mara Roy")


def roster(desk, tmp_path, *rows, facts=FACTS, header=HEADER, **more):
    return desk.accounts.roster(story.small(tmp_path, *rows, header=header, name="people.csv"), facts, **more)


def test_a_told_column_is_added_to_those_that_are_found(desk, tmp_path):
    facts = RosterFacts(columns={"left": "DateofTermination"})
    done = roster(desk, tmp_path, LIN, JONAS, facts=facts)
    assert done.sentence == "2 people on the roster: 2 new, 0 changed, 0 gone"
    assert "columns read: left = DateofTermination, id = EmpID, name = Worker, mail = Work Email" in done.warnings[0]


@pytest.mark.parametrize("end", ["12/31/9999", "31.12.9999", "9999-12-31", "9999-12-31 00:00:00", "99991231"])
def test_a_last_day_in_the_year_9999_is_none(desk, tmp_path, end):
    done = roster(desk, tmp_path, LIN.replace(",,", f",{end},"), ADA)
    assert done.sentence == "2 people on the roster: 2 new, 0 changed, 0 gone"
    assert "nobody on it has left" in done.warnings
    gone = roster(desk, tmp_path, LIN.replace(",,", ",desk 9999,"), ADA, header=HEADER.replace("Worker", "Employee"))
    assert [told for told in gone.warnings if "has left, on a day that cannot be read" in told]


def test_json_is_no_list_of_people_and_is_not_read_as_one(desk, tmp_path):
    with pytest.raises(BadInput, match="is JSON; this list is read as a table") as wrong:
        roster(desk, tmp_path, '{"name": "Ada"},{"name": "Lin"}', "]", header="[")
    assert "CSV" in wrong.value.hint
    with pytest.raises(BadInput, match="is JSON"):
        roster(desk, tmp_path, "not closed", header='{"name": "Ada", "email": "ada@acme.example"}')


@pytest.mark.parametrize("rows", [(), (",,,,,",)])
def test_a_list_of_nobody_is_refused_and_takes_nobody_away(desk, tmp_path, rows):
    roster(desk, tmp_path, LIN, ADA)
    with pytest.raises(BadInput, match="holds nobody"):
        roster(desk, tmp_path, *rows, header="x,y,Name,email,z,manager" if rows else HEADER)
    assert "2 people on the roster: 0 new" in roster(desk, tmp_path, LIN, ADA).sentence


def test_it_keeps_source_day_hash_and_its_rows_and_is_undone(desk, tmp_path):
    desk.reviews.open(CampaignPlan("2026Q4", ("Gateway",)))
    roster(desk, tmp_path, LIN, JONAS)
    one = desk.reviews.show("AR-1").roster
    assert (one.id, one.source, one.pulled_on, one.pulled_by) == ("RL-1", "HR system", date(2026, 10, 1), "Mara Roy")
    assert (one.people, one.loaded_by, one.kept[0].source_sha256) == (2, "Dana Reyes", one.sha256)
    desk.log.undo()
    assert desk.reviews.show("AR-1").roster is None


def test_more_than_half_gone_asks_for_a_reason(desk, tmp_path):
    roster(desk, tmp_path, LIN, ADA)
    with pytest.raises(Refused, match="2 of 2 people would be gone"):
        roster(desk, tmp_path, JONAS)
    roster(desk, tmp_path, LIN)
    with pytest.raises(Refused, match="1 of 1 people would be gone"):
        roster(desk, tmp_path, LIN.replace(",,", ",9/30/2026,"))
    done = roster(
        desk, tmp_path, ADA, facts=RosterFacts("HR", date(2026, 10, 1), "Mara", confirm="the company was split")
    )
    assert "1 person on the roster" in done.sentence
    assert desk.log.list(limit=1)[0].reason == "the company was split"


def test_a_first_list_on_which_everybody_has_left_asks_too(desk, tmp_path):
    with pytest.raises(Refused, match="everybody on this list has left"):
        roster(desk, tmp_path, JONAS)


def test_the_same_people_under_other_ids_are_not_gone(desk, tmp_path):
    roster(desk, tmp_path, LIN, ADA)
    roster(desk, tmp_path, LIN.replace("101", "E-1"), ADA.replace("103", "E-3"))


def test_a_list_is_not_of_tomorrow(desk, tmp_path):
    with pytest.raises(Refused, match="still to come"):
        roster(desk, tmp_path, LIN, facts=RosterFacts(pulled_on=date(2026, 11, 22)))


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(1, 50))
def test_nobody_vanishes_by_more_than_half_unasked(gone, before, left, on_it):
    asked = people.too_many_gone(gone=gone, before=before, left=left, on_it=on_it)
    assert asked or (gone * 2 <= before and left != on_it)


def test_what_of_it_is_not_kept_or_not_used_is_told(desk, tmp_path):
    header, row = f"{HEADER},Notes,Shoe size", f"{LIN},likes tea and long walks by the sea,38"
    told = roster(desk, tmp_path, row, f"{ADA},hates tea and never walks anywhere at all,40", header=header).warnings
    assert [one for one in told if one.startswith(("dropped, not kept anywhere: ", "not used: "))]
