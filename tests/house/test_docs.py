"""Every command, setting and key stands in the help pages, and every example in them can be typed."""

from __future__ import annotations

import re
import shlex
from itertools import groupby
from pathlib import Path

import click
import pytest

from grcdesk import paths, settings
from grcdesk.cli.frame.run import Invocation
from grcdesk.cli.main import root
from grcdesk.errors import DeskError
from grcdesk.terms import Status
from grcdesk.tui.actions.registry import ALL, keys_page, written
from helpers.frameworks import CONTROL_FIELDS

ROOT = Path(__file__).parents[2]
PAGES = {path.name: path.read_text(encoding="utf-8") for path in sorted(paths.HELP.glob("*.md"))}
ALL_PAGES = "\n".join(PAGES.values())
READ_ALIKE = {**PAGES, "README.md": (ROOT / "README.md").read_text(encoding="utf-8")}


def commands(command: click.Command = root, path: tuple[str, ...] = ("grcdesk",)):
    """Every leaf of the tree of commands with its path."""
    if not isinstance(command, click.Group):
        yield " ".join(path), command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        below = command.get_command(context, name)
        assert below is not None
        yield from commands(below, (*path, name))


COMMANDS = dict(commands())


def test_every_command_is_in_the_help_pages():
    assert [name for name in COMMANDS if not re.search(rf"{re.escape(name)}(?![a-z-])", ALL_PAGES)] == []


def test_every_command_says_what_it_does():
    first = {name: (command.help or "").strip().partition("\n")[0] for name, command in COMMANDS.items()}
    assert [name for name, line in first.items() if not line.endswith((".", ".)"))] == []


@pytest.mark.parametrize("key", settings.KEYS)
def test_every_setting_is_on_its_page(key: str):
    page = PAGES["settings.md"]
    assert f"| `{key}` |" in page
    assert f"`{settings.ENVIRONMENT}{key.upper()}`" in page


def test_every_field_of_a_filter_is_on_its_page():
    listed = PAGES["filters.md"].partition("Fields of a control: ")[2].partition(".\n")[0]
    assert set(CONTROL_FIELDS) <= set(re.findall(r"[a-z0-9]+", listed))


@pytest.mark.parametrize("status", list(Status))
def test_every_status_is_explained(status: Status):
    assert f"| `{status}` |" in PAGES["controls.md"]


def test_the_page_of_keys_is_the_programs_own_list():
    again = "python -c 'from grcdesk.tui.actions.registry import keys_page; ...': write keys_page() to help/keys.md"
    assert PAGES.get("keys.md") == keys_page(), again


def test_every_action_is_in_the_help_pages():
    page = PAGES["keys.md"]
    assert [action.id for action in ALL if action.sentence not in page] == []
    assert [key for action in ALL for key in action.keys if f"`{written(key)}`" not in page] == []


def examples() -> list[tuple[str, str]]:
    """Indented or fenced lines that begin with the name of the program."""
    found = []
    for name, page in READ_ALIKE.items():
        fenced = False
        for line in page.splitlines():
            fenced ^= line.startswith("```")
            if re.match(r"\s*(\$ )?grcdesk( |$)", line) and (fenced or line.startswith("    ")) and "…" not in line:
                found.append((name, line.strip().removeprefix("$ ")))
    return found


def wrong(line: str) -> str:
    """Why a line cannot be typed; empty when it can."""
    line = re.split(r"\s(?:\||>|&&|#)\s|\s{3,}", line)[0]
    arguments = shlex.split(line, comments=True)[1:]
    command: click.Command = root
    path = ["grcdesk"]
    context = root.make_context("grcdesk", [], obj=Invocation(), resilient_parsing=True)
    while isinstance(command, click.Group) and arguments:
        if arguments[0].startswith("--"):
            arguments = arguments[2:] if "=" not in arguments[0] else arguments[1:]
            continue
        below = command.get_command(context, arguments[0])
        if below is None:
            return f"{' '.join(path)} knows no {arguments[0]!r}"
        path.append(arguments.pop(0))
        command = below
    try:
        command.make_context(" ".join(path), arguments, parent=context)
    except click.exceptions.Exit:
        return ""
    except (click.UsageError, DeskError) as error:
        return str(error)
    return ""


def test_every_example_can_be_typed():
    lines = examples()
    assert len(lines) > 100
    assert [f"{page}: {line}: {why}" for page, line in lines if (why := wrong(line))] == []


@pytest.mark.parametrize("line", ["grcdesk contrls list", "grcdesk controls list --nonsense", "grcdesk controls show"])
def test_what_cannot_be_typed_is_noticed(line: str):
    assert wrong(line)


def typed() -> list[str]:
    """What stands in the middle of the table *you have, you type, you get*."""
    rows = PAGES["import.md"].partition("## What you have, what you type")[2].splitlines()
    return [row.split(" | ")[1] for row in rows if row.startswith("| ")][1:]


def test_what_to_type_for_a_file_is_written_alike():
    """A command of the program in each row; those of one command stand together."""
    rows = [re.findall(r"`(grcdesk [^`]+)`", cell) for cell in typed()]
    assert len(rows) > 40
    assert [cell for cell, row in zip(typed(), rows, strict=True) if len(row) != 1] == []
    named = [max((name for name in COMMANDS if f"{row[0]} ".startswith(f"{name} ")), key=len) for row in rows]
    groups = [group for group, _ in groupby(name.split()[1] for name in named if "evidence" not in name)]
    assert sorted(groups) == sorted([*set(groups), "features", "vendors"])  # OSCAL, and lists of our own, come last


MAP = [ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs" / "decisions").glob("*.md"))]


@pytest.mark.parametrize("page", MAP, ids=lambda page: page.name)
def test_every_place_the_map_names_exists(page: Path):
    """A path in backticks is one of the repository, or of the package."""
    named = set(re.findall(r"`([a-z][\w./-]*/[\w./-]*)`", page.read_text(encoding="utf-8")))
    places = {name for name in named if not name.startswith("store.")}
    assert [name for name in sorted(places) if not any((top / name).exists() for top in (ROOT, paths.PACKAGE))] == []


def test_every_decision_is_listed_and_says_why():
    folder = ROOT / "docs" / "decisions"
    listed = set(re.findall(r"\]\((\S+\.md)\)", (folder / "README.md").read_text(encoding="utf-8")))
    records = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md") if path.name != "README.md"}
    assert listed == set(records)
    assert [
        name for name, text in records.items() if not all(f"**{part}.**" in text for part in ("Decided", "Why"))
    ] == []
