"""What an entry changed, in words."""

from __future__ import annotations

from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.features.features import FeatureAnswers
from grcdesk.services.log.wording import moves, plain
from grcdesk.terms import Answer, FeatureStatus, Status


def told(desk, record: str) -> dict[str, tuple[str, str]]:
    return {name: (old, new) for name, old, new in moves(desk.log.list(resource=record)[0])}


def test_terms_and_texts_read_as_people_say_them(desk):
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.IN_PLACE, owner="Lee Chen", note="Ask Max"))
    said = told(desk, "AI-SEC-01")
    assert said["status"] == ("not assessed", "in place")
    assert said["owner"] == ("", "Lee Chen")
    assert said["note"] == ("", "Ask Max"), "a working note, as the person at the desk wrote it"


def test_lists_and_flags_lose_their_signs(desk):
    desk.features.add(
        FeatureAnswers(
            "Support reply", invokers=("staff", "customers"), personal_data=Answer.YES, status=FeatureStatus.IDEA
        )
    )
    (entry,) = [one for one in desk.log.list() if one.kind == "feature" and one.after.get("name") == "Support reply"]
    shown = [new for _, _, new in moves(entry)]
    assert not [text for text in shown if set('[]{}"_') & set(text)], shown


def test_a_structure_is_told_by_what_it_holds():
    found = plain([{"found_in": "CHG-7", "rows": [1, 2]}, {"late": True, "why": None}])
    assert found == "found in CHG-7, rows 1; 2; late yes, why nothing"
