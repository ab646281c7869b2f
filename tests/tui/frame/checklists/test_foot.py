"""The foot of a checklist: how far it is, what is in the way, and which keys answer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from grcdesk.tui.actions.registry import at
from grcdesk.tui.frame.checklists import foot
from grcdesk.tui.frame.checklists.subject import NO, PARTLY, YES, AnswerKey, Question, Subject
from grcdesk.tui.kit.looks import Glyphs

GLYPHS = Glyphs(ascii=True)


class Asked(Subject):
    KEYS = (AnswerKey("y", "yes", "right", YES, "success"), AnswerKey("n", "no", "wrong", NO, "error"))
    ALSO = (AnswerKey("", "half", "half", PARTLY, "warning"),)
    CONCLUDE = "sign"
    CONCLUDED = "signed"


class Loose(Asked):
    """Each answer is kept as it is given; nothing is concluded."""

    CONCLUDE = ""
    WHOLE = False


def questions(*answers: str, weak: tuple[int, ...] = ()) -> list[Question]:
    return [
        Question(str(number), str(number), f"Is {number} right?", answer, weak=number in weak)
        for number, answer in enumerate(answers, 1)
    ]


def conclusion(subject: Subject, asked: list[Question], lacks: tuple[str, ...] = (), width: int = 80) -> list[str]:
    return foot.conclusion(subject, asked, lacks, GLYPHS, width, here=False).plain.splitlines()


@given(
    st.lists(st.tuples(st.sampled_from(["yes", "no", "half", ""]), st.booleans()), min_size=1, max_size=60),
    st.integers(20, 200),
)
def test_the_bar_is_as_long_as_there_is_room_whatever_was_answered(asked: list[tuple[str, bool]], width: int) -> None:
    found = [
        Question(str(number), str(number), "?", answer, weak=weak and bool(answer))
        for number, (answer, weak) in enumerate(asked)
    ]
    first = conclusion(Asked(), found, width=width)[0]
    told = f"  {sum(bool(answer) for answer, _ in asked)} of {len(asked)} answered  "
    assert first.startswith(told)
    assert len(first) == len(told) + max(0, min(60, width - len(told)))


def test_what_is_open_is_named_up_to_eight_and_then_counted() -> None:
    assert conclusion(Asked(), questions("yes", "", "no"))[1] == "  Not to be signed yet: question 2"
    many = questions(*[""] * 10)
    assert conclusion(Asked(), many)[1] == "  Not to be signed yet: questions 1, 2, 3, 4, 5, 6, 7, 8 and 2 more"
    assert conclusion(Loose(), questions("", "yes"))[1] == "  Open: question 1"


def test_what_else_is_in_the_way_comes_after_open_questions() -> None:
    done = questions("yes", "no")
    assert conclusion(Asked(), done)[1] == "  Nothing is in the way: c sign"
    assert conclusion(Asked(), done, ("no second person",))[1] == "  Mind: no second person"
    assert conclusion(Asked(), done, ("no second person", "no list"))[1] == "  Mind: no second person; 1 more reason"
    assert conclusion(Asked(), [], ("no list",))[1] == "  nothing is asked here"
    assert conclusion(Loose(), done)[1] == "  Every answer is kept as it is given"


def test_beside_the_conclusion_stands_what_is_left() -> None:
    left = [row.plain for row in foot.left_over(Asked(), questions("yes", "", weak=(1,)), ("no list",))]
    assert left == ["1 open question", "", "  2  Is 2 right?", "no list"]
    assert [row.plain for row in foot.left_over(Asked(), questions("yes"), ())] == [
        "All is answered",
        "",
        "",
        "c  sign",
    ]


def test_keys_have_the_words_of_the_subject_and_none_that_answers_nothing_is_shown() -> None:
    shown = {one.keys[0]: one.label for one in foot.keys_of(Asked(), at("checklist"))}
    assert (shown["y"], shown["n"], shown["c"]) == ("right", "wrong", "sign")
    assert not {"p", "minus"} & set(shown)
    assert "c" not in {one.keys[0] for one in foot.keys_of(Loose(), at("checklist"))}
