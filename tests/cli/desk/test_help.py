from __future__ import annotations

import re
import shlex

import click
import pytest

from grcdesk.cli.desk.help import subjects
from grcdesk.cli.frame.group import Noun, VerbCommand
from grcdesk.cli.frame.run import Invocation
from grcdesk.cli.main import root
from grcdesk.errors import DeskError
from grcdesk.paths import HELP
from grcdesk.settings import KEYS
from helpers.frameworks import CONTROL_FIELDS

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
            yield f"{page.stem}: {line}", line
    for path, command in [*ALL.items(), *nouns()]:
        for line in command.examples:
            yield f"{' '.join(path)} --help: {line}", line


def words(line):
    """The arguments of an example, without what the shell does."""
    return shlex.split(re.split(r" (?:>|&&|\|) ", line)[0])[1:]


def wrong(line):
    """Why an example cannot be typed; empty when it can."""
    try:
        context = root.make_context("grcdesk", words(line), obj=Invocation())
        command = root
        while isinstance(command, click.Group) and (rest := [*context._protected_args, *context.args]):
            name, command, rest = command.resolve_command(context, rest)
            context = command.make_context(name, rest, parent=context)
    except (click.UsageError, DeskError) as error:
        return str(error)
    return "" if isinstance(command, VerbCommand) or command.invoke_without_command else "names no command"


@pytest.mark.slow
def test_every_example_can_be_typed():
    found = dict(examples())
    assert len(found) > len(ALL)
    assert [f"{place}: {why}" for place, line in found.items() if (why := wrong(line))] == []
    assert wrong("grcdesk controls list --nonsense")


def test_every_command_stands_in_a_help_page_and_has_an_example():
    typed = [words(line) for page in PAGES for line in TYPED.findall(page.read_text(encoding="utf-8"))]
    shown = {tuple(line[at : at + length]) for line in typed for at in (0, 2) for length in (1, 2, 3)}
    assert [" ".join(path) for path in ALL if path not in shown] == []
    assert [" ".join(path) for path, command in ALL.items() if not (command.examples and command.help)] == []


@pytest.mark.parametrize("first", sorted({path[0] for path in ALL}))
def test_help_of_every_command_shows_examples_before_options(first, run):
    for path in (path for path in ALL if path[0] == first):
        done = run(*path, "--help")
        assert (done.code, done.err) == (0, ""), path
        assert done.out.index("Examples:") < done.out.index("Options:"), path
        assert ALL[path].examples[0] in done.out, path
        assert "-h, --help" in done.out, path


def test_help_of_every_noun_lists_its_verbs(run):
    for path, _ in nouns():
        done = run(*path, "-h")
        assert done.code == 0, path
        assert [verb for verb in ALL if verb[:-1] == path and f"  {verb[-1]} " not in done.out] == []


def test_every_page_is_printed_has_a_title_and_fits(run):
    for subject in subjects():
        done = run("help", subject)
        assert done.code == 0, subject
        assert done.out.startswith("# "), subject
        assert done.out == (HELP / f"{subject}.md").read_text(encoding="utf-8"), subject
        assert [line for line in done.out.splitlines() if len(line) > 120] == [], subject


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
    assert "`grcdesk help desk`" in page.partition("## Exit codes")[2]
    page = (HELP / "desk.md").read_text(encoding="utf-8").partition("## Exit codes")[2]
    for code in {kind.exit_code for kind in [DeskError, *DeskError.__subclasses__()]} | {0, 4, 130}:
        assert f"| {code} |" in page


def test_the_filters_page_names_every_field():
    listing = (HELP / "filters.md").read_text(encoding="utf-8").partition("Fields of a control:")[2]
    for name in CONTROL_FIELDS:
        assert re.search(rf"\b{name}\b", listing), name


def test_commands_and_groups_are_ours():
    assert all(isinstance(command, VerbCommand) for command in ALL.values())
    assert all(isinstance(group, Noun) for _, group in nouns())
