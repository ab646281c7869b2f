from __future__ import annotations

import re
import shlex

import click
import pytest

from grcdesk.cli.group import Noun, Verb
from grcdesk.cli.help import subjects
from grcdesk.cli.main import root
from grcdesk.cli.run import Run
from grcdesk.errors import DeskError
from grcdesk.paths import HELP
from grcdesk.rules.fields import CONTROL_FIELDS
from grcdesk.settings import KEYS

PAGES = sorted(HELP.glob("*.md"))
TYPED = re.compile(r"^ {4,8}(grcdesk(?: .*)?)$", re.MULTILINE)


def commands(group=root, path=()):
    """Every command of the tree, with the words that lead to it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


def nouns(group=root, path=()):
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield (*path, name), command
            yield from nouns(command, (*path, name))


ALL = dict(commands())


def examples():
    for page in PAGES:
        for line in TYPED.findall(page.read_text(encoding="utf-8")):
            yield pytest.param(line, id=f"{page.stem}: {line}")
    for path, command in [*ALL.items(), *nouns()]:
        for line in command.examples:
            yield pytest.param(line, id=f"{' '.join(path)} --help: {line}")


def words(line):
    """The arguments of an example, without what the shell does."""
    return shlex.split(re.split(r" (?:>|&&|\|) ", line)[0])[1:]


@pytest.mark.parametrize("line", list(examples()))
def test_every_example_can_be_typed(line):
    arguments = words(line)
    context = root.make_context("grcdesk", arguments, obj=Run())
    command = root
    while isinstance(command, click.Group) and (rest := [*context._protected_args, *context.args]):
        name, command, rest = command.resolve_command(context, rest)
        context = command.make_context(name, rest, parent=context)
    assert isinstance(command, Verb) or command.invoke_without_command


@pytest.mark.parametrize("path", list(ALL), ids=" ".join)
def test_every_command_stands_in_a_help_page_and_has_an_example(path):
    typed = [words(line) for page in PAGES for line in TYPED.findall(page.read_text(encoding="utf-8"))]
    assert any(tuple(line[: len(path)]) == path or tuple(line[2 : len(path) + 2]) == path for line in typed)
    assert ALL[path].examples
    assert ALL[path].help


@pytest.mark.parametrize("path", list(ALL), ids=" ".join)
def test_help_of_every_command_shows_examples_before_options(path, run):
    done = run(*path, "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.index("Examples:") < done.out.index("Options:")
    assert ALL[path].examples[0] in done.out
    assert "-h, --help" in done.out


@pytest.mark.parametrize("path", [path for path, _ in nouns()], ids=" ".join)
def test_help_of_every_noun_lists_its_verbs(path, run):
    done = run(*path, "-h")
    assert done.code == 0
    for verb in (p for p in ALL if p[:-1] == path):
        assert f"  {verb[-1]} " in done.out


@pytest.mark.parametrize("subject", list(subjects()))
def test_every_page_is_printed_has_a_title_and_fits(subject, run):
    done = run("help", subject)
    assert done.code == 0
    assert done.out.startswith("# ")
    assert done.out == (HELP / f"{subject}.md").read_text(encoding="utf-8")
    assert max(map(len, done.out.splitlines())) <= 120


def test_help_without_a_subject_lists_the_pages(run):
    out = run("help").out
    assert out.startswith("start ")
    assert len(out.splitlines()) == len(PAGES)


def test_pages_refer_to_pages_that_exist():
    for page in PAGES:
        for name in re.findall(r"`grcdesk help ([a-z-]+)`", page.read_text(encoding="utf-8")):
            assert name in subjects(), f"{page.name} refers to {name}"


def test_an_unknown_subject_names_the_nearest(run):
    done = run("help", "filtres")
    assert done.code == 1
    assert "did you mean 'filters'?" in done.err


def test_the_settings_page_names_every_key_and_every_exit_code():
    page = (HELP / "settings.md").read_text(encoding="utf-8")
    for key in KEYS:
        assert f"`{key}` | `GRCDESK_{key.upper()}`" in page
    for code in {kind.exit_code for kind in [DeskError, *DeskError.__subclasses__()]} | {0, 4, 130}:
        assert f"| {code} |" in page


def test_the_filters_page_names_every_field():
    listing = (HELP / "filters.md").read_text(encoding="utf-8").partition("Fields of a control:")[2]
    for name in CONTROL_FIELDS:
        assert re.search(rf"\b{name}\b", listing), name


def test_commands_and_groups_are_ours():
    assert all(isinstance(command, Verb) for command in ALL.values())
    assert all(isinstance(group, Noun) for _, group in nouns())
