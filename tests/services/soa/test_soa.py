"""The statement on a desk: drafted, told, refused, approved, compared."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.errors import BadInput, Damaged, NotFound, Refused
from grcdesk.rules.soa import statement
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.soa.soa import SoaChange
from grcdesk.services.soa import reading
from grcdesk.store import rebuild
from grcdesk.terms import Design, Implemented, Status, Support
from grcdesk.terms.soa import Implementation, InclusionReason, SoaFramework
from helpers.backing import bear_out

DONE = ControlChange(status=Status.IN_PLACE, design=Design.ADEQUATE, implemented=Implemented.YES, owner="Lee Chen")
RISK = (InclusionReason.RISK_TREATMENT,)
WHOLE = SoaChange(reasons=RISK, implemented=Implementation.YES, owner="Lee Chen", measures="The handbook")


def complete(desk, _folder=None):
    desk.soa.set([row.item for row in desk.soa.list("is:applicable")], WHOLE)


def test_each_annex_stands_there_once_and_our_controls_are_added(desk):
    rows = desk.soa.list()
    assert sum(not row.added for row in rows) == 93
    assert len({row.item for row in rows}) == 93 + 23
    assert all(row.applicable and not row.reasons for row in rows)
    assert sum(not row.added for row in desk.soa.list(framework=SoaFramework.ISO42001)) == 38
    assert [row.item for row in desk.soa.list("is:added")] == desk.controls.keys()[:]


def test_a_draft_says_what_statuses_say_and_never_a_reason(desk, tmp_path):
    desk.controls.set(["AI-SEC-01", "AI-CONF-05"], DONE)
    desk.controls.set(["AI-SEC-05"], ControlChange(status=Status.MISSING, gap="nobody does"))
    bear_out(desk, tmp_path, "AI-SEC-01")
    desk.soa.set(["A.5.1"], SoaChange(implemented=Implementation.NO))
    done = desk.soa.draft()
    assert "Reasons come from a person" in done.sentence
    rows = {row.item: row for row in desk.soa.list()}
    assert not any(row.reasons for row in rows.values())
    own = rows["AI-SEC-01"]
    assert (own.implemented, own.support, own.drafted) == (Implementation.YES, Support.SUPPORTED, True)
    assert rows["AI-CONF-05"].support is Support.CLAIM_ONLY
    assert rows["AI-SEC-05"].implemented is Implementation.NO
    assert rows["A.5.15"].implemented is Implementation.PARTLY, "a control that lies inside the item is not the whole"
    assert rows["A.5.15"].evidence
    assert (rows["A.5.1"].implemented, rows["A.5.1"].drafted) == (Implementation.NO, False), "a person said it"
    assert rows["A.5.2"].implemented is None
    assert rows["A.5.15"].suggested == RISK
    again = desk.soa.draft()
    assert not again.batch, "nothing is moved twice"
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, gap="half"))
    desk.soa.draft()
    assert desk.soa.show("ai-sec-01").implemented is Implementation.PARTLY


def test_it_is_refused_while_a_row_lacks_and_every_lack_is_named(desk):
    with pytest.raises(Refused) as refused:
        desk.soa.approve("Dana Reyes")
    assert len(refused.value.reasons) == 116
    assert "A.5.1 has no reason of inclusion, does not say whether it is implemented and has no owner" in str(
        refused.value.reasons
    )
    complete(desk)
    desk.soa.set(["A.8.13"], SoaChange(reasons=()))
    desk.soa.set(["A.7.4"], SoaChange(exclusion="No premises"))
    desk.soa.set(["A.5.15"], SoaChange(exclusion="No accounts"))
    desk.soa.set(["A.5.2"], SoaChange(owner=""))
    desk.soa.set(["A.5.4"], SoaChange(measures=""))
    with pytest.raises(Refused) as refused:
        desk.soa.approve("Dana Reyes")
    assert refused.value.reasons == (
        "A.5.2 has no owner",
        "A.5.4 is said to be implemented, and nothing says how",
        "A.5.15 is left out, and AI-SEC-01 implements it",
        "A.8.13 has no reason of inclusion",
    )
    assert desk.soa.versions() == []
    assert [one.item for one in desk.soa.page().lacks] == ["A.5.2", "A.5.4", "A.5.15", "A.8.13"]


def test_what_is_left_out_takes_no_reason_of_inclusion_until_it_is_taken_in_again(desk):
    desk.soa.set(["A.7.4"], SoaChange(exclusion="No premises"))
    with pytest.raises(Refused, match=r"A\.7\.4 is left out"):
        desk.soa.set(["A.7.4"], SoaChange(reasons=RISK))
    with pytest.raises(Refused, match="is left out only for a reason"):
        desk.soa.set(["A.7.4"], SoaChange(exclusion=""))
    desk.soa.set(["A.7.4"], SoaChange(applicable=True, reasons=RISK))
    row = desk.soa.show("A.7.4")
    assert (row.applicable, row.exclusion, row.reasons) == (True, "", RISK)
    again = desk.soa.set(["A.7.4"], SoaChange(reasons=RISK))
    assert (again.unchanged, "stood so already" in again.sentence) == (("A.7.4",), True)
    with pytest.raises(Refused, match="approving needs a person"):
        desk.soa.approve(" ")


def test_an_approved_version_stays_as_it_was_and_later_changes_show(desk):
    complete(desk)
    done = desk.soa.approve("Dana Reyes", on=date(2026, 11, 20))
    assert done.batch == "", "it is not undone"
    assert "claim only" in done.warnings[0], "what is not borne out is said aloud"
    with pytest.raises(Refused, match="nothing has changed since V1"):
        desk.soa.approve("Dana Reyes")
    desk.soa.set(["A.7.4"], SoaChange(exclusion="No premises"))
    desk.controls.set(["AI-SEC-01"], DONE)
    (first,) = desk.soa.versions()
    page = desk.soa.page()
    assert (first.id, first.approved_on, first.changes) == ("V1", date(2026, 11, 20), len(page.differences))
    moved = {(one.item, one.field): (one.before, one.after) for one in page.differences}
    assert moved["A.7.4", "applicable"] == ("yes", "no")
    assert moved["AI-SEC-01", "how"] == ("AI-SEC-01 (not assessed)", "AI-SEC-01 (in place, claim only)")
    assert desk.soa.show("A.7.4", version="v1").applicable
    with pytest.raises(Refused, match="V1 was approved on 2026-11-20"):
        desk.soa.approve("Max Roy", on=date(2026, 11, 19))
    desk.soa.approve("Max Roy")
    assert [(one.id, one.changes) for one in desk.soa.versions()] == [("V2", 0), ("V1", len(moved))]
    with pytest.raises(NotFound):
        desk.soa.page(version="V3")
    assert desk.log.verify().clean
    with pytest.raises(Refused, match="approve is final"):
        desk.log.undo()


def test_a_version_whose_rows_were_touched_is_not_shown(desk):
    complete(desk)
    desk.soa.approve("Dana Reyes")
    with desk.store._writer.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER soa_approval_no_update")
        connection.exec_driver_sql("UPDATE soa_approval SET frozen = replace(frozen, 'handbook', 'wish')")
    with pytest.raises(Damaged):
        desk.soa.page(version="V1")


def test_the_desk_as_it_stood_has_the_statement_of_then(desk):
    complete(desk)
    entry = desk.log.list(limit=1)[0].seq
    desk.soa.set(["A.7.4"], SoaChange(exclusion="No premises"))
    with rebuild.stood(desk.store, str(entry)) as store, store.read() as session:
        rows = reading.rows(reading.facts(session, SoaFramework.ISO27001, date(2026, 11, 21)))
    assert all(row.applicable for row in rows)


def test_what_the_gap_assessment_calls_not_applicable_is_left_out_for_its_reason(desk):
    out = ControlChange(status=Status.NOT_APPLICABLE, reason="nothing is trained", approver="Max Roy")
    desk.controls.set(["AI-PRIV-03"], out)
    row = desk.soa.show("AI-PRIV-03")
    assert (row.applicable, row.exclusion) == (False, "not applicable: nothing is trained, approved by Max Roy")
    assert row.lacks == ()
    with pytest.raises(Refused, match="not applicable by the gap assessment"):
        desk.soa.set(["AI-PRIV-03"], SoaChange(reasons=RISK))


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        (SoaChange(), BadInput, "nothing to set"),
        (SoaChange(owner="the team"), BadInput, "not a person"),
        (SoaChange(reasons=RISK, exclusion="no"), BadInput, "for a reason or left out"),
        (SoaChange(applicable=False), Refused, "only for a reason"),
        (SoaChange(risks=("RA-9",)), NotFound, "RA-9"),
        (SoaChange(implemented=Implementation.YES, implemented_on=date(2027, 1, 1)), Refused, "still to come"),
        (SoaChange(note="x" * 5000), BadInput, "5,000 characters"),
    ],
)
def test_what_cannot_be_said_is_refused_whole(desk, change, error, words):
    with pytest.raises(error, match=words):
        desk.soa.set(["A.5.1", "A.5.2"], change)
    assert desk.soa.show("A.5.1").version == 0


def test_risks_of_the_desk_and_of_a_register_elsewhere(desk):
    desk.risks.accept("AI-SEC-01", reason="small", approver="Max Roy", expires=date(2027, 3, 1))
    desk.soa.set(["A.5.1", "A.5.15"], SoaChange(risks=("ra-1", "R-17")))
    assert desk.soa.show("5.1").risks == ("RA-1", "R-17")
    assert desk.soa.show("A.5.17").risks == ("RA-1",), "its control's own"


def test_a_catalog_that_lacks_items_is_no_annex(desk, monkeypatch):
    complete(desk)
    monkeypatch.setitem(statement.SIZE, SoaFramework.ISO27001, 94)
    with pytest.raises(Refused, match="Annex A of ISO 27001 has 94 controls, and the catalog in the desk 93"):
        desk.soa.approve("Dana Reyes")
