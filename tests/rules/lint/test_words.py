"""Words that say a text is not finished, not ours, or not to be tested."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.lint import words
from grcdesk.schemas.exports.lint import KnownNames

MARK = "TO" + "DO"
LEFT_OVER = (
    *("TBD", "tbd", "TBC", MARK, f"{MARK.lower()}: ask Lin", "xxx", "XXXX", "Lorem ipsum dolor", "<company>", "<name>"),
    *(
        "<fill in: the owner>",
        "[insert date]",
        "[Insert the name of the tool]",
        "[company name]",
        "[TBD]",
        "Company Name",
    ),
    *("Your company", "{{ organisation }}", "${owner}", "{% if x %}", "{company}", "[your organization]"),
)
FINE = (
    *(
        f"{MARK.lower()} el personal lo firma",
        "0xdeadbeef",
        "a < b and c > d",
        "SELECT id FROM t WHERE b<c AND d>3",
        "[1]",
        "(see A.5.1)",
    ),
    *(
        "The form asks for the company name",
        "xx",
        "maxxx",
        "Dana <dana@acme.example>",
        "{1, 2}",
        "the date [2026-01-01]",
    ),
)


@pytest.mark.parametrize("mark", LEFT_OVER)
@given(
    before=st.sampled_from(["", "Keys rotate. ", "«", "– "]),
    after=st.sampled_from(["", ".", ", then it is done", "\n"]),
)
def test_what_of_a_template_still_stands_is_found(mark: str, before: str, after: str):
    assert words.placeholder(f"{before}{mark}{after}")


@pytest.mark.parametrize("text", FINE)
def test_what_only_looks_like_it_is_not(text: str):
    assert words.placeholder(text) == ""


@pytest.mark.parametrize("text", ["SELECT [name], [date] FROM t", "get ${VAULT}/{{id}}", "GET /users/<name>"])
def test_brackets_of_a_query_are_its_own_language_and_marks_are_marks_there_too(text: str):
    assert words.placeholder(text, query=True) == ""
    assert words.placeholder(f"{text} -- {MARK}", query=True) == MARK


NAMES = KnownNames(
    frozenset({"Acme AI", "Northlight Models Inc", "Hale & Osgood LLP"}), frozenset({"Gray Building Ltd"})
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Signed by Foo Bar Ltd.", ["Foo Bar Ltd"]),
        ("At Acme AI, Inc. we rotate keys", []),
        ("Acme AI GmbH signs", []),
        ("Keys of Northlight Models are kept", []),
        ("By Northlight Models Inc and by Grey Wolf, Inc.", ["Grey Wolf, Inc"]),
        ("Gray Building Ltd holds the keys", []),
        ("HALE & OSGOOD LLP", []),
        ("The Corp network", []),
        ("Access Limited to staff", []),
        ("5 of 6\nSmith & Sons Limited\nand others", ["Smith & Sons Limited"]),
        ("Österreichische Kraft AG liefert", ["Österreichische Kraft AG"]),
    ],
)
def test_a_firm_with_its_legal_form_is_known_or_a_stranger(text: str, found: list[str]):
    assert list(words.strangers(text, NAMES)) == found


def test_a_name_out_of_the_sample_is_found_as_a_whole_word_alone():
    names = KnownNames(samples=frozenset({"Harbour Lane", "Lin Chen"}))
    assert list(words.samples("asked of lin chen, who", names)) == ["lin chen"]
    assert list(words.samples("Berlin Cheney", names)) == []
    assert (
        list(words.samples("asked of Lin Chen", KnownNames(frozenset(), frozenset({"Lin Chen"}), names.samples))) == []
    )


@pytest.mark.parametrize(
    "owner",
    [
        "security@acme.example",
        "it-help@acme.example",
        "Security team",
        "IT",
        "CISO",
        "Head of Security",
        "Platform lead",
    ],
)
def test_a_mailbox_of_many_a_team_or_a_role_is_no_person(owner: str):
    assert words.no_person(owner)


@pytest.mark.parametrize(
    "owner",
    ["Dana Reyes", "dana.reyes@acme.example", "Li Wei", "Grace Board", "O'Neil, Pat", "Émile Audit-Roy", "", "李伟"],
)
def test_somebody_who_can_be_asked_is_one(owner: str):
    assert not words.no_person(owner)


@pytest.mark.parametrize(
    "word", ["regularly", "as appropriate", "periodically", "Timely", "from time to time", "as  needed"]
)
def test_words_nothing_can_be_held_against(word: str):
    assert words.vague(f"Keys are rotated {word} by the lead.")
    assert not words.vague("Keys are rotated every 90 days by the platform lead; irregularly is not meant.")
