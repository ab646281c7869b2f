"""Requests on a desk: answered, handed over, returned, drafted; what is due, and what the metrics say."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.schemas.audits.audits import EngagementPlan
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.requests.requests import AuditorWord, RequestChange, RequestFacts
from grcdesk.store import vault
from grcdesk.terms import DueKind, EvidenceKind, Scope
from grcdesk.terms.requests import AuditorStatus, RequestKind, RequestPriority, RequestStatus

TODAY = date(2026, 11, 21)
KIM = "Kim Otis"


@pytest.fixture
def asked(desk, tmp_path):
    """Two requests and an artefact."""
    text = "Population of model changes,\nwith the query that drew it "
    facts = RequestFacts(text, "R-07", controls=("ai-pi-01",), criteria=("cc8.1",), due=date(2026, 11, 20))
    desk.requests.add(facts)
    desk.requests.add(RequestFacts("Letter of management", "R-08", kind=RequestKind.REPRESENTATION))
    file = tmp_path / "changes.csv"
    file.write_text("change,merged\n1,2026-06-01\n")
    desk.evidence.add(file, Artefact(EvidenceKind.REPORT, as_of=date(2026, 11, 1)), controls=["AI-PI-01"])
    return desk


def said(status: AuditorStatus, reason: str = "", on: date = TODAY) -> AuditorWord:
    return AuditorWord(status, KIM, on, reason)


def test_a_request_goes_from_asked_to_accepted_in_rounds(asked):
    requests = asked.requests
    assert requests.show("r-07").row.text == "Population of model changes,\nwith the query that drew it "
    assert requests.show("R-07").row.controls == ("AI-PI-01",)
    with pytest.raises(Refused, match="nothing to hand over"):
        requests.submit(["R-07"])
    assert requests.evidence("R-07", ["EV-1"]).sentence == "EV-1 answers R-07, gathering"
    requests.set(["R-07"], RequestChange(status=RequestStatus.READY_FOR_REVIEW))
    requests.submit(["R-07"], on=date(2026, 11, 19))
    with pytest.raises(Refused, match="was not handed over"):
        requests.evidence("R-07", ["EV-1"], drop=True)
    done = requests.told(["R-07"], said(AuditorStatus.RETURNED, "the query is missing"))
    assert done.sentence == "R-07 returned on 2026-11-21, as Kim Otis told; round 2 begins"
    with pytest.raises(Refused, match="not submitted in round 2"):
        requests.told(["R-07"], said(AuditorStatus.ACCEPTED))
    requests.submit(["R-07"], response="The query stands in the first row")
    requests.told(["R-07"], said(AuditorStatus.RECEIVED))
    requests.told(["R-07"], said(AuditorStatus.ACCEPTED))
    requests.told(["R-07"], said(AuditorStatus.CLOSED))
    found = requests.show("REQ-1")
    assert (found.row.rounds, found.row.auditor_status) == (2, AuditorStatus.CLOSED)
    one, two = found.history
    assert (one.word, one.reason, one.evidence) == (AuditorStatus.RETURNED, "the query is missing", ("EV-1",))
    assert (two.word, two.response) == (AuditorStatus.ACCEPTED, "The query stands in the first row")
    told = requests.metrics()
    assert (told.accepted, told.accepted_first_time, told.returned) == (1, 0, 1)
    assert asked.log.verify().clean


def test_only_the_auditors_word_told_by_a_person_moves_his_status(asked):
    for word, why in (
        (AuditorWord(AuditorStatus.CLOSED, "", TODAY, "withdrawn"), "who told it"),
        (said(AuditorStatus.ACCEPTED), "was not submitted"),
        (said(AuditorStatus.CLOSED), "without being accepted"),
        (said(AuditorStatus.CLOSED, "withdrawn", date(2026, 11, 22)), "still to come"),
    ):
        with pytest.raises(Refused, match=why):
            asked.requests.told(["R-07"], word)
    with pytest.raises(BadInput, match="not a person"):
        asked.requests.told(["R-07"], AuditorWord(AuditorStatus.CLOSED, "audit team", TODAY, "withdrawn"))
    asked.requests.told(["R-07"], said(AuditorStatus.CLOSED, "withdrawn"))
    assert asked.requests.show("R-07").next == "closed by the auditor: nothing is left to do"


def test_what_can_answer_nothing_is_not_handed_over(asked):
    asked.requests.evidence("R-07", ["EV-1"])
    asked.evidence.reject("EV-1", reason="wrong year")
    with pytest.raises(Refused) as wrong:
        asked.requests.submit(["R-07"], response="see the file")
    assert wrong.value.reasons == ("EV-1 rejected: wrong year",)
    with pytest.raises(Refused, match="nothing to review"):
        asked.requests.set(["R-07"], RequestChange(status=RequestStatus.READY_FOR_REVIEW))


def test_many_are_set_in_one_step_and_undone_in_one(asked):
    change = RequestChange(owner="Lin Chen", due=date(2026, 12, 1), priority=RequestPriority.HIGH)
    done = asked.requests.set(["R-07", "REQ-2"], change)
    assert done.sentence == "owner, due and priority set on R-07 and R-08"
    assert asked.requests.set(["R-07"], RequestChange(owner="Lin Chen")).unchanged == ("REQ-1",)
    asked.log.undo(done.batch)
    assert [row.owner for row in asked.requests.list()] == ["", ""]
    for wanted, why in (
        (RequestChange(ref="R-99"), "belongs to one"),
        (RequestChange(status=RequestStatus.BLOCKED), "blocked by what"),
        (RequestChange(blocked="a ticket"), "is not blocked"),
    ):
        with pytest.raises(Refused, match=why):
            asked.requests.set(["R-07", "R-08"], wanted)
    with pytest.raises(Refused, match="has the number R-08"):
        asked.requests.set(["R-07"], RequestChange(ref="r-08"))
    with pytest.raises(BadInput, match="not a person"):
        asked.requests.set(["R-07"], RequestChange(owner="security team"))
    with pytest.raises(NotFound, match="criterion 'CC99'"):
        asked.requests.set(["R-07"], RequestChange(criteria=("CC99",)))


def test_a_draft_asks_once_for_all_that_is_in_scope(desk):
    desk.scope.override("AI-SEC-01", Scope.OUT, reason="not ours")
    first = desk.requests.draft(due=date(2027, 1, 9))
    rows = desk.requests.list()
    asked_for = {row.controls[0] for row in rows}
    assert "AI-SEC-01" not in asked_for
    assert asked_for == {row.id for row in desk.controls.list("scope:in_scope")}
    assert first.sentence == f"{len(rows)} requests drafted"
    assert all("2026-01-01..2026-12-31" in row.text for row in rows)
    again = desk.requests.draft()
    assert (again.batch, len(desk.requests.list())) == ("", len(rows))
    with pytest.raises(Refused, match="not in scope"):
        desk.requests.draft(["AI-SEC-01"])


def test_requests_belong_to_their_engagement(asked):
    asked.audits.new(EngagementPlan("Next year"))
    assert asked.requests.list() == []
    asked.requests.add(RequestFacts("The same number again", "R-07"))
    assert asked.requests.show("R-07").row.id == "REQ-3"
    asked.audits.use("SOC 2 Type II 2026")
    assert asked.requests.show("R-07").row.id == "REQ-1"


def test_what_waits_for_us_is_due_and_what_is_handed_over_is_not(asked):
    def due() -> list[str]:
        return [f"{row.id} {row.days}: {row.why}" for row in asked.due.list(kinds=[DueKind.REQUEST])]

    assert due() == ["REQ-1 -1: request is open"]
    assert [row.id for row in asked.requests.list("is:overdue")] == ["REQ-1"]
    asked.requests.submit(["R-07"], response="see the portal")
    assert due() == []
    asked.requests.told(["R-07"], said(AuditorStatus.RETURNED, "no query"))
    assert due() == ["REQ-1 -1: returned, round 2: no query; request is gathering"]


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        ("control:AI-PI", ["REQ-1"]),
        ("tsc:CC8 -owner:any", ["REQ-1"]),
        ("kind:representation", ["REQ-2"]),
        ("status:open auditor:not_sent due:none", ["REQ-2"]),
        ("evidence:0 sort:-ref", ["REQ-2", "REQ-1"]),
        ("letter", ["REQ-2"]),
        ("is:waiting", ["REQ-1", "REQ-2"]),
        ("is:handed_over", []),
    ],
)
def test_requests_are_filtered(asked, where, ids):
    assert [row.id for row in asked.requests.list(where)] == ids


def test_what_is_asked_of_no_request_or_to_no_end_is_refused(asked):
    requests = asked.requests
    with pytest.raises(BadInput, match="nothing to set"):
        requests.set(["R-07"], RequestChange())
    with pytest.raises(Refused, match="a request needs what is asked for"):
        requests.set(["R-07"], RequestChange(text="  "))
    with pytest.raises(Refused, match="a request needs what is asked for"):
        requests.add(RequestFacts(" "))
    with pytest.raises(BadInput, match="title has 32,001 characters"):
        requests.set(["R-07"], RequestChange(title="x" * 32_001))
    with pytest.raises(NotFound, match=r"which request\?"):
        requests.submit([])
    with pytest.raises(NotFound, match="R-70") as missing:
        requests.show("R-70")
    assert "'R-0" in missing.value.hint


def test_an_artefact_is_tied_once_and_taken_away_where_it_answers_nothing(asked):
    requests = asked.requests
    requests.evidence("R-07", ["EV-1"])
    again = requests.evidence("R-07", ["EV-1"])
    assert (again.sentence, again.unchanged, again.batch) == ("EV-1 stood so already", ("EV-1",), "")
    asked.evidence.reject("EV-1", reason="wrong year")
    with pytest.raises(Refused, match="EV-1 rejected"):
        requests.evidence("R-08", ["EV-1"])
    away = requests.evidence("R-07", ["EV-1"], drop=True)
    assert away.sentence == "EV-1 no longer answers R-07, gathering"
    assert requests.evidence("R-07", ["EV-1"], drop=True).sentence == "EV-1 stood so already"


def test_what_was_written_and_handed_over_is_not_written_anew(asked):
    requests = asked.requests
    requests.submit(["R-08"], response="We have none")
    with pytest.raises(Refused, match="R-08 is submitted with what was written then"):
        requests.set(["R-08"], RequestChange(response="We have one"))
    requests.told(["R-08"], said(AuditorStatus.ACCEPTED))
    with pytest.raises(Refused, match="R-08 is accepted by the auditor"):
        requests.evidence("R-08", ["EV-1"])


def test_a_request_that_is_closed_is_held_up_by_nothing(asked):
    requests = asked.requests
    requests.set(["R-08"], RequestChange(status=RequestStatus.BLOCKED, blocked="The signer is away"))
    requests.told(["R-08"], said(AuditorStatus.CLOSED, "withdrawn"))
    row = requests.show("R-08").row
    assert (row.status, row.blocked) == (RequestStatus.OPEN, "")


def test_damaged_bytes_are_not_handed_over(asked):
    asked.requests.evidence("R-07", ["EV-1"])
    blob = vault.blob(asked.paths, asked.evidence.show("EV-1").row.sha256)
    blob.chmod(0o600)
    blob.write_text("x")
    asked.vault.verify()
    with pytest.raises(Refused) as wrong:
        asked.requests.submit(["R-07"], response="see the file")
    assert wrong.value.reasons == ("EV-1 its bytes are modified",)
