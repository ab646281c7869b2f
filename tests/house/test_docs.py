"""Every command, setting and key stands in the help pages, and every example in them can be typed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from grcdesk import paths, settings
from grcdesk.cli.main import root
from grcdesk.cli.run import Run
from grcdesk.errors import DeskError
from grcdesk.rules.fields import CONTROL_FIELDS
from grcdesk.terms import Status
from grcdesk.tui.actions import ALL, keys_page, written

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


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_is_in_the_help_pages(name: str):
    assert re.search(rf"{re.escape(name)}(?![a-z-])", ALL_PAGES), f"no page mentions {name!r}"


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_says_what_it_does(name: str):
    assert (COMMANDS[name].help or "").strip().partition("\n")[0].endswith((".", ".)"))


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
    again = "python -c 'from grcdesk import paths, tui.actions as a; ...': write keys_page() to help/keys.md"
    assert PAGES.get("keys.md") == keys_page(), again


@pytest.mark.parametrize("action", ALL, ids=lambda action: action.id)
def test_every_action_is_in_the_help_pages(action):
    page = PAGES["keys.md"]
    assert action.sentence in page
    assert all(f"`{written(key)}`" in page for key in action.keys)


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


@pytest.mark.parametrize(("page", "line"), examples())
def test_every_example_can_be_typed(page: str, line: str):
    line = re.split(r"\s(?:\||>|&&|#)\s|\s{3,}", line)[0]
    arguments = shlex.split(line, comments=True)[1:]
    command: click.Command = root
    path = ["grcdesk"]
    context = root.make_context("grcdesk", [], obj=Run(), resilient_parsing=True)
    while isinstance(command, click.Group) and arguments:
        if arguments[0].startswith("--"):
            arguments = arguments[2:] if "=" not in arguments[0] else arguments[1:]
            continue
        below = command.get_command(context, arguments[0])
        assert below is not None, f"{page}: {' '.join(path)} knows no {arguments[0]!r}"
        path.append(arguments.pop(0))
        command = below
    try:
        command.make_context(" ".join(path), arguments, parent=context)
    except click.exceptions.Exit:
        return
    except (click.UsageError, DeskError) as error:
        pytest.fail(f"{page}: {line}: {error}")
