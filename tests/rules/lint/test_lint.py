"""Whatever text a workbook shows is read, and what is sound is not named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

import pytest

from grcdesk.rules.coverage.coverage import AT_THE_END
from grcdesk.rules.lint.lint import flaws
from grcdesk.rules.lint.reading import NOT_READ, QUERIES
from grcdesk.schemas.exports.lint import KnownNames
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.terms import EvidenceKind, Scope, Status, Support
from grcdesk.terms.readiness import LackKind
from reports.factory import matrix

NAMES = KnownNames(frozenset({"Acme AI"}), frozenset(), frozenset({"Harbour Lane"}))
BY_NAME = {kind.__name__: names for kind, names in NOT_READ.items()}
PLANTED = {
    LackKind.PLACEHOLDER: "TBD no {}",
    LackKind.FOREIGN_NAME: "as at Harbour Lane no {}",
    LackKind.UNKNOWN_NAME: "signed by Grey{} Wolf Ltd",
}


@cache
def sound() -> Matrix:
    return matrix()


def texts(thing: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], type, str]]:
    """Where a text stands, and the class and field it stands in, one place for each class and field."""
    if is_dataclass(thing) and not isinstance(thing, type):
        for one in fields(thing):
            if not one.init:
                continue
            value = getattr(thing, one.name)
            if isinstance(value, str) and not isinstance(value, Enum):
                yield (*path, one.name), type(thing), one.name
            elif isinstance(value, tuple) and value and isinstance(value[0], str) and not isinstance(value[0], Enum):
                yield (*path, one.name, 0), type(thing), one.name
            else:
                yield from texts(value, (*path, one.name))
    elif isinstance(thing, tuple):
        for number, one in enumerate(thing):
            yield from texts(one, (*path, number))


def planted(thing: Any, path: tuple[Any, ...], text: str) -> Any:
    if not path:
        return text
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return (*thing[:step], planted(thing[step], rest, text), *thing[step + 1 :])
    return replace(thing, **{step: planted(getattr(thing, step), rest, text)})


@cache
def places() -> dict[tuple[str, str], tuple[Any, ...]]:
    return {(kind.__name__, name): path for path, kind, name in texts(sound())}


def left_out(path: tuple[Any, ...], kind: str, name: str) -> bool:
    return path[0] in NOT_READ[Matrix] or name in BY_NAME.get(kind, ())


def test_there_are_many_places_for_texts():
    assert len(places()) > 150
    assert {("ControlDetail", "gap"), ("ActionRow", "title"), ("EvidenceRow", "completeness")} <= set(places())


@pytest.mark.parametrize("kind", list(PLANTED))
def test_what_bars_is_found_wherever_a_text_stands(kind: LackKind):
    read = {key: path for key, path in places().items() if not left_out(path, *key)}
    content = sound()
    for number, path in enumerate(read.values(), 1000):
        content = planted(content, path, PLANTED[kind].format(number))
    found = {(one.field, number) for one in flaws(content, NAMES) if one.kind is kind for number in numbers(one.text)}
    missed = [key for number, key in enumerate(read, 1000) if (key[1], number) not in found]
    assert missed == []


def numbers(text: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"1\d{3}", text)]


def test_what_is_left_out_is_left_out_on_purpose_and_named_once():
    """The history cannot be mended, the note on a control is in no file, accounts are as their systems word them."""
    for owner, names in NOT_READ.items():
        assert names <= {one.name for one in fields(owner)}
    assert "url" in QUERIES


def kinds(content: Matrix) -> set[LackKind]:
    return {one.kind for one in flaws(content, NAMES)}


def test_a_name_that_is_known_or_released_draws_nothing():
    content = planted(sound(), ("controls", 0, "gap"), "Grey Wolf Ltd of Harbour Lane")
    control = content.controls[0].row.id

    def named(names: KnownNames) -> list[LackKind]:
        return [one.kind for one in flaws(content, names) if one.about == control and one.field == "gap"]

    assert named(NAMES) == [LackKind.FOREIGN_NAME]
    assert named(replace(NAMES, released=frozenset({"Harbour Lane"}))) == [LackKind.UNKNOWN_NAME]
    assert named(KnownNames(released=frozenset({"Grey Wolf Ltd"}))) == []
    assert named(KnownNames(ours=frozenset({"grey wolf limited"}))) == []


def test_what_is_not_filled_in_hides_no_firm_beside_it():
    """One is mended, and the other would go out."""
    for text, told in (
        ("TBD, as at Grey Wolf Ltd", [(LackKind.PLACEHOLDER, "TBD"), (LackKind.UNKNOWN_NAME, "Grey Wolf Ltd")]),
        ("as at [Company Name Ltd]", [(LackKind.PLACEHOLDER, "[Company Name Ltd]")]),
    ):
        content = planted(sound(), ("controls", 0, "gap"), text)
        control = content.controls[0].row.id
        found = [one for one in flaws(content, NAMES) if one.about == control and one.field == "gap"]
        assert [(one.kind, one.name) for one in found] == told


def one(content: Matrix, kind: LackKind) -> list[Any]:
    return [flaw for flaw in flaws(content, NAMES) if flaw.kind is kind]


def test_what_bars_stands_first_and_every_flaw_says_where_what_and_how():
    content = planted(sound(), ("controls", 1, "gap"), "TBD")
    found = flaws(content, NAMES)
    assert found[0].kind is LackKind.PLACEHOLDER
    assert all(flaw.about and flaw.text and flaw.cure for flaw in found)
    assert [flaw.bars for flaw in found] == sorted((flaw.bars for flaw in found), reverse=True)


def test_an_owner_who_is_a_team_and_a_control_nobody_owns_are_named():
    index = next(n for n, each in enumerate(sound().controls) if each.row.scope is Scope.IN)
    for owner, text in (("security@acme.example", "security@acme.example"), ("", "nobody")):
        content = planted(sound(), ("controls", index, "row", "owner"), owner)
        assert text in {flaw.text for flaw in one(content, LackKind.OWNER_NO_PERSON)}
    assert one(sound(), LackKind.OWNER_NO_PERSON) == []


def test_in_place_by_claim_alone_is_named_and_supported_is_not():
    named = {flaw.about for flaw in one(sound(), LackKind.CLAIM_ALONE)}
    rows = [each.row for each in sound().controls if each.row.scope is Scope.IN and each.row.status is Status.IN_PLACE]
    assert named == {row.id for row in rows if row.support is Support.CLAIM_ONLY}
    assert named


def test_a_screenshot_needs_a_day_and_a_source_and_a_list_needs_a_check():
    row = replace(
        sound().evidence[0], kind=EvidenceKind.SCREENSHOT, as_of=None, period_from=None, performed_on=None, source="",
        url="", is_population=True, completeness="", rejected="", superseded_by="",
    )  # fmt: skip
    bare = replace(sound(), evidence=(row,))
    assert [flaw.text.partition(": ")[2] for flaw in one(bare, LackKind.BARE_SCREENSHOT)] == ["no day and no source"]
    assert [flaw.field for flaw in one(bare, LackKind.LIST_UNCHECKED)] == ["completeness"]
    mended = replace(
        sound(), evidence=(replace(row, as_of=date(2026, 3, 1), source="Console", completeness="counted"),)
    )
    assert {LackKind.BARE_SCREENSHOT, LackKind.LIST_UNCHECKED} & kinds(mended) == set()
    gone = replace(sound(), evidence=(replace(row, rejected="not ours"),))
    assert {LackKind.BARE_SCREENSHOT, LackKind.LIST_UNCHECKED} & kinds(gone) == set()


def test_evidence_of_the_last_days_alone_is_named_by_the_rule_of_coverage():
    first = sound().coverage[0]
    content = replace(sound(), coverage=(replace(first, warnings=(f"{AT_THE_END} of the window",)),))
    assert [flaw.about for flaw in one(content, LackKind.EVIDENCE_LATE)] == [first.id]


def test_vague_statements_and_gaps_are_named_with_the_word():
    content = planted(sound(), ("controls", 1, "statement"), "The lead rotates keys as appropriate.")
    assert "'as appropriate'" in one(content, LackKind.VAGUE_TEXT)[0].cure
    short = planted(sound(), ("controls", 1, "statement"), "Keys are kept.")
    assert one(short, LackKind.VAGUE_TEXT)[0].cure == "say who does what, and when"
