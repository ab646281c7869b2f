"""What the desk says can be mended: commands that exist on the command line, fields and keys that exist in the app."""

from __future__ import annotations

import re
from functools import cache

import click
import pytest

from grcdesk.cli.main import NOUNS, root
from grcdesk.cures import NOUNS as KNOWN
from grcdesk.cures import NamedAct, NamedField, read
from grcdesk.errors import Refused
from grcdesk.tui.actions.registry import ALL, EVERYWHERE, LIST, PLACES, written
from grcdesk.tui.kit.acts import ACTS
from grcdesk.tui.kit.plain import meant, said
from helpers.told import texts

SPEAKING = re.compile(r"(?<![\w-])--[a-z]|\bgrcdesk [a-z]")
FOREIGN = re.compile(r"\b(cyclonedx|kt|oscal-cli) ")
KEYS = re.compile(r"\bin the palette\b|\bpress\b|`[a-zA-Z]` |\bkey [a-z]\b")
TOLD = [(where, text) for where, text in texts() if SPEAKING.search(text) and "skeleton" not in where]
ACTED = sorted({part.words for _, text in TOLD for part in read(text) if isinstance(part, NamedAct)})


@cache
def commands() -> dict[tuple[str, ...], click.Command]:
    """Every command by its words."""
    found: dict[tuple[str, ...], click.Command] = {}

    def walk(group: click.Group, path: tuple[str, ...]) -> None:
        with click.Context(group) as context:
            for name in group.list_commands(context):
                command = group.get_command(context, name)
                assert command is not None
                found[(*path, name)] = command
                if isinstance(command, click.Group):
                    walk(command, (*path, name))

    walk(root, ())
    return found


def command_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """The longest beginning of these words that is a command."""
    return next((words[:size] for size in range(len(words), 0, -1) if words[:size] in commands()), ())


def test_the_first_words_of_commands_are_known_below_the_faces() -> None:
    assert set(NOUNS) == KNOWN


def test_there_is_much_to_look_at() -> None:
    assert len(TOLD) > 300
    assert len(ACTED) > 60


def test_every_command_that_is_named_exists_with_its_options() -> None:
    wrong = []
    for where, text in TOLD:
        for part in read(text):
            if not isinstance(part, NamedAct):
                continue
            found = command_of(part.words)
            options = {name for one in commands()[found].params for name in one.opts} if found else set()
            options |= {"--desk", "--at", "--engagement"}
            asked = [one for one in re.findall(r"--[a-z][a-z-]*", part.about) if one not in options and found]
            if not found or asked:
                wrong.append(f"{where}: {' '.join(part.words)} {asked}")
    assert wrong == []


@pytest.mark.parametrize("place", ["", *PLACES])
def test_nothing_told_in_the_app_speaks_of_the_command_line(place: str) -> None:
    told = {where: said(text, place=place) for where, text in TOLD if not FOREIGN.search(text)}
    named = {where: text for where, text in told.items() if any(isinstance(one, NamedAct) for one in read(text))}
    assert named == {}
    assert {where: text for where, text in told.items() if re.search(r"(?<![\w-])--[a-z]", text)} == {}


@pytest.mark.parametrize("place", ["", *PLACES])
def test_every_act_is_to_be_had_where_it_is_told(place: str) -> None:
    """A key of this screen or of everywhere, or else the screen whose key it is, or the palette."""
    for words in ACTED:
        if words[0] == "help":
            continue
        action = next((one for size in range(4, 0, -1) if (one := meant(words[:size], place))), None)
        assert action is not None, words
        text = said(f"grcdesk {' '.join(words)}", place=place)
        if not action.key:
            assert "in the palette (:)" in text, words
        elif action.place not in {place, EVERYWHERE, LIST}:
            assert f"{written(action.key)} ({action.label}) in {action.place.replace('_', ' ')}" in text
        else:
            assert text.startswith(f"{written(action.key)} ({action.label})"), words


def test_nothing_told_on_the_command_line_names_a_key() -> None:
    assert [f"{where}: {text}" for where, text in TOLD if KEYS.search(text)] == []


def test_what_the_app_calls_otherwise_exists_on_both_sides() -> None:
    known = {action.id for action in ALL}
    assert {name for ids in ACTS.values() for name in ids.split()} <= known
    said = {name: tuple(name.split()) for name in ACTS}  # a command, or one with what it is asked about
    assert [name for name, words in said.items() if not {words, words[:-1]} & set(commands())] == []


def test_an_error_carries_its_cure_as_data() -> None:
    error = Refused("it needs a reason", hint="--reason TEXT, or grcdesk findings respond F-1 --by NAME first")
    assert error.fields == ("reason",)
    assert [part for part in error.cure if not isinstance(part, str)] == [
        NamedField("reason"),
        NamedAct(("findings", "respond"), "F-1 --by NAME"),
    ]


@pytest.mark.parametrize(
    ("sentence", "labels", "place", "told"),
    [
        ("--reason TEXT", {"reason": "Why"}, "", "fill in 'Why'"),
        ("--reason TEXT, as the auditor put it", {}, "", "fill in 'reason', as the auditor put it"),
        (
            "let the delegate decide: --reviewer NAME",
            {"reviewer": "Reviewer"},
            "",
            "let the delegate decide: fill in 'Reviewer'",
        ),
        (
            "it has ID and Who; --as IMPORTER if you know what it is; --as population --key COLUMN if it lists all",
            {},
            "",
            (
                "it has ID and Who; fill in 'importer' if you know what it is; "
                "fill in 'importer' with population and 'key column' if it lists all"
            ),
        ),
        (
            "--dates day-first or --dates month-first",
            {"dates": "Dates"},
            "",
            "fill in 'Dates' with day-first or 'Dates' with month-first",
        ),
        ("--force replaces it; it is kept", {}, "", "'overwrite' replaces it; it is kept"),
        ("--count N, or --completeness TEXT, says it", {"completeness": "How"}, "", "'count', or 'How', says it"),
        ("--by another NAME", {"by": "Verified by"}, "", "fill in 'Verified by'"),
        ("leave --limit away", {}, "", "leave 'limit' away"),
        ("grcdesk evidence verify", {}, "evidence", "Verify the vault in the palette (:)"),
        ("grcdesk evidence add keeps it unread", {}, "evidence", "a (attach) keeps it unread"),
        ("grcdesk evidence add keeps it unread", {}, "control", "a (attach) keeps it unread"),
        ("grcdesk gap actions add AI-PI-02 …", {}, "controls", "p (plan) …"),
        ("grcdesk scope set --period START..END", {}, "today", "e (edit) in scope"),
        ("see `grcdesk help import`, Findings", {}, "", "see help page import in the palette (:), Findings"),
        ("another grcdesk has this desk open", {}, "", "another grcdesk has this desk open"),
        ("as `oscal-cli convert --to json` does", {}, "", "as `oscal-cli convert --to json` does"),
    ],
)
def test_a_sentence_in_the_words_of_the_app(sentence: str, labels: dict[str, str], place: str, told: str) -> None:
    assert said(sentence, labels, place) == told


def test_no_command_is_told_without_the_name_it_is_found_by() -> None:
    """`grcdesk reviews prove` is read as an act and told in the app as its key; `reviews prove` stays command line."""
    names = "|".join(sorted((" ".join(words) for words in commands() if len(words) > 1), key=len, reverse=True))
    bare = re.compile(rf"(?<!grcdesk )(?<![\w.`-])(?:{names})(?![\w-])")
    spoken = {
        where: text
        for where, text in texts()
        if bare.search(re.sub(r"grcdesk --[a-z]+ \S+ ", "grcdesk ", text))
        and not where.startswith(("rules/catalogs/skeleton", "reports/workbook/registers", "services/controls/gap"))
    }
    assert spoken == {}
