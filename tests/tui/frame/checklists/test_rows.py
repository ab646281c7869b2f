"""How the rows of a checklist are drawn: the question, its note, and why the desk said no."""

from __future__ import annotations

from dataclasses import replace

from grcdesk.tui.frame.checklists.answer_list import AnswerList
from grcdesk.tui.frame.checklists.subject import NO, YES, AnswerKey, Question, named
from grcdesk.tui.kit.looks import Glyphs

KEYS = (AnswerKey("y", "yes", "pass", named(YES, "pass"), "success"), AnswerKey("n", "no", "fail", NO, "error"))
ONE = Question("T1", "1", "Is each key younger than ninety days?")
WIDTH = 20


def rows(
    one: Question, *, refused: str = "", noting: bool = False, marked: bool = False
) -> list[list[tuple[str, str]]]:
    answers = AnswerList(KEYS, glyphs=Glyphs(ascii=True), marks=True)
    answers.refused = {one.key: refused} if refused else {}
    answers.noting = one.key if noting else ""
    if marked and answers.marks is not None:
        answers.marks.turn(one.key)
    return [list(row) for row in answers._row(one, WIDTH)]


def words(drawn: list[list[tuple[str, str]]]) -> list[str]:
    return [row[-1][0].rstrip() for row in drawn]


def test_words_break_at_the_width_and_go_on_under_each_other() -> None:
    drawn = rows(ONE)
    assert words(drawn) == ["Is each key younger", "than ninety days?"]
    indent = sum(len(text) for text, _ in drawn[0][:-1])
    assert [sum(len(text) for text, _ in row[:-1]) for row in drawn] == [indent, indent]


def test_an_open_question_says_so_and_an_answer_has_its_word_and_tone() -> None:
    text, tone = rows(ONE)[0][2]
    assert ("open" in text, tone) == (True, "on-open")
    text, tone = rows(replace(ONE, answer="yes"))[0][2]
    assert ("pass" in text, tone) == (True, "on-full")


def test_a_weak_answer_keeps_its_word_and_is_drawn_as_a_warning() -> None:
    text, tone = rows(replace(ONE, answer="yes", weak=True))[0][2]
    assert ("pass" in text, tone) == (True, "on-part")
    assert rows(replace(ONE, weak=True))[0][2][1] == "on-part"


def test_note_and_refusal_stand_below_and_a_note_that_is_written_keeps_one_line_free() -> None:
    noted = replace(ONE, answer="no", note="two are older")
    assert [(row[-1][0], row[-1][1]) for row in rows(noted, refused="it is signed")[2:]] == [
        ("two are older", "note"),
        ("it is signed", "error"),
    ]
    assert [row[-1][1] for row in rows(noted, noting=True)] == ["", "", ""]
    assert rows(noted, noting=True)[2] == [(" ", "")]


def test_a_mark_stands_before_the_number() -> None:
    assert rows(ONE)[0][0] == ("  ", "")
    assert rows(ONE, marked=True)[0][0][0].strip()
    assert rows(ONE)[0][1] == ("  1 ", "muted")


def test_a_question_without_words_is_a_row_all_the_same() -> None:
    assert len(rows(replace(ONE, words=""))) == 1
