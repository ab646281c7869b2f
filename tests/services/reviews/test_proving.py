"""A page, a part, or another kind of list proves no removal, on a real desk and with answers of real APIs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from grcdesk.errors import Refused
from grcdesk.schemas.reviews.reviews import CampaignPlan, ListFacts, Ruling
from grcdesk.terms.reviews import Decision, ReviewException, Verified

S = "Provider"
FACTS = ListFacts("2026-10-02T09:00Z", "GET /organization/users", "Counted on the console", puller="Lin Chen")
LATER = replace(FACTS, pulled_at="2026-10-09T09:00Z")
GONE = Ruling(Decision.REVOKE, "Lin Chen", date(2026, 10, 5), "left the project", done_on=date(2026, 10, 6))


def users(*names: str, **around: object) -> str:
    """The answer of an API with those users, and what it says of itself."""
    rows = [
        {"object": "user", "id": f"user-{name}", "name": name, "email": f"{name}@acme.example", "role": "reader"}
        for name in names
    ]
    return json.dumps({"object": "list", "data": rows, **around})


@pytest.fixture
def review(desk, tmp_path):
    """Three accounts: two kept, one removed."""
    desk.reviews.open(CampaignPlan("2026Q4", (S,), owners={S: "Lin Chen"}, started=date(2026, 10, 1)))
    file = tmp_path / "full.json"
    file.write_text(users("ada", "lin", "jonas", has_more=False))
    desk.accounts.load("AR-1", S, file, FACTS)
    for name in ("ada", "lin"):
        ruling = Ruling(Decision.KEEP, "Lin Chen" if name == "ada" else "Ada Okafor", date(2026, 10, 5))
        desk.accounts.decide("AR-1", [f"{name}@acme.example"], ruling)
    desk.accounts.decide("AR-1", ["jonas@acme.example"], GONE)

    def prove(text: str, facts: ListFacts = LATER, name: str = "later.json"):
        (tmp_path / name).write_text(text)
        return desk.accounts.prove("AR-1", S, tmp_path / name, facts)

    desk.prove = prove
    return desk


def shown(desk) -> Verified | None:
    return desk.accounts.rows(desk.accounts.keys("AR-1", "jonas"))[0].verified


@pytest.mark.parametrize(
    "around",
    [
        {"has_more": True}, {"next_page": "abc"}, {"@odata.nextLink": "https://graph.example/v1.0/users?$skiptoken=X"},
        {"IsTruncated": True, "Marker": "abc"}, {"total": 61, "page": 1, "page_size": 2, "total_pages": 31},
        {"totalResults": 40, "startIndex": 1, "itemsPerPage": 2},
    ],
)  # fmt: skip
def test_a_page_proves_nothing_and_says_why(review, around):
    done = review.prove(users("ada", "lin", **around))
    assert done.sentence.startswith("Provider: 0 of 1 removal proven")
    assert done.warnings[0].startswith("a page of a list proves nothing: ")
    assert shown(review) is None
    assert review.reviews.check("AR-1").unproven == ("jonas@acme.example",)
    with pytest.raises(Refused, match="cannot be signed"):
        review.reviews.sign("AR-1", role="GRC lead")
    review.prove(users("ada", "lin", has_more=False), replace(LATER, pulled_at="2026-10-10T09:00Z"))
    assert shown(review) is Verified.GONE


def test_a_page_still_shows_what_stands_in_it(review):
    review.prove(users("jonas", has_more=True))
    assert shown(review) is Verified.STILL_PRESENT


def test_fewer_than_are_counted_prove_nothing(review):
    review.prove(users("ada", "lin"), replace(LATER, expected=3))
    assert shown(review) is None
    assert "2 of 3 accounts stand in it" in review.reviews.show("AR-1").systems[0].proof.doubt


def test_another_column_for_the_account_proves_nothing(review):
    review.prove("username,name\nada,Ada\nlin,Lin\n", name="later.csv")
    assert shown(review) is None
    assert "cannot be compared" in review.reviews.show("AR-1").systems[0].proof.doubt


def test_accounts_that_were_kept_and_are_missing_ask_a_person(review):
    text = users("somebody")
    done = review.prove(text)
    assert shown(review) is None
    assert "2 of 2 accounts that were to stay are not in it either" in done.warnings[0]
    review.prove(text, replace(LATER, confirm="both moved to the new tenant"))
    assert shown(review) is Verified.GONE
    told = [one.line for one in review.reviews.check("AR-1").exceptions if one.kind is ReviewException.BELIEVED]
    assert told == ["Provider: AL-3 is taken for whole by Dana Reyes: both moved to the new tenant"]
    assert review.log.verify().broken == ()


def test_a_decision_made_afterwards_counts_for_the_list_too(review):
    review.prove(users("ada"))
    assert shown(review) is Verified.GONE, "one missing account is named, and asks nobody"
    review.accounts.decide("AR-1", ["ada@acme.example"], Ruling(None))
    assert shown(review) is Verified.GONE
    review.prove(users("x", "y"), replace(LATER, pulled_at="2026-10-10T09:00Z"))
    review.accounts.decide("AR-1", ["ada@acme.example"], Ruling(Decision.KEEP, "Lin Chen", date(2026, 10, 5)))
    assert shown(review) is None, "with one more account that was to stay the list is in doubt"


def test_the_same_moment_and_an_older_list_prove_nothing(review):
    for at in ("2026-10-02T09:00Z", "2026-10-02T08:59Z", "2026-10-01"):
        with pytest.raises(Refused, match="proves nothing"):
            review.prove(users("ada", "lin"), replace(LATER, pulled_at=at))
    review.prove(users("ada", "lin"))
    with pytest.raises(Refused, match="proves less"):
        review.prove(users("ada", "lin", "jonas"), replace(LATER, pulled_at="2026-10-08"))


def test_a_list_is_not_of_the_future_by_an_hour(review):
    with pytest.raises(Refused, match="still to come"):
        review.prove(users("ada", "lin"), replace(LATER, pulled_at="2026-11-21T10:00Z"))


def test_rows_that_became_no_account_prove_nothing(review):
    text = json.loads(users("ada", "lin"))
    text["data"].append({"object": "user", "name": "no id"})
    review.prove(json.dumps(text))
    assert shown(review) is None
    assert "1 row of it became no account" in review.reviews.show("AR-1").systems[0].proof.doubt


def test_a_page_under_review_is_an_exception_whatever_else_is_told(desk, tmp_path):
    desk.reviews.open(CampaignPlan("2026Q4", (S,), owners={S: "Lin Chen"}, started=date(2026, 10, 1)))
    file = tmp_path / "page.json"
    file.write_text(users("ada", has_more=True))
    done = desk.accounts.load("AR-1", S, file, FACTS)
    assert done.warnings[0] == "a page, not a whole list: `has_more` says that more follow"
    assert not [one for one in done.warnings if one.startswith("assumed: read as")]
    desk.accounts.decide("AR-1", ["ada@acme.example"], Ruling(Decision.KEEP, "Lin Chen", date(2026, 10, 5)))
    desk.reviews.sign("AR-1", role="GRC lead")
    told = desk.reviews.show("AR-1").sign_offs[0].exceptions
    assert f"{S}: AL-1 is a page, not a whole list: `has_more` says that more follow" in told


def test_the_day_of_a_list_is_that_of_the_desk(review):
    listed = review.reviews.show("AR-1").systems[0].population
    assert listed.pulled_on == date(2026, 10, 2)
    review.accounts.decide("AR-1", ["jonas@acme.example"], replace(GONE, reason="later", done_on=date(2026, 10, 10)))
    review.prove(users("ada", "lin"), replace(LATER, pulled_at="2026-10-09T23:30Z"))
    assert shown(review) is None, "removed on the day after it was drawn"
