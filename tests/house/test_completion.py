"""What ids.py answers without click is what click would answer."""

from __future__ import annotations

import click
import pytest

from grcdesk.cli.frame import ids
from grcdesk.cli.main import root


def commands(group, path=()):
    with click.Context(group) as context:
        for name in group.list_commands(context):
            found = group.get_command(context, name)
            if isinstance(found, click.Group):
                yield from commands(found, (*path, name))
            else:
                yield " ".join((*path, name)), found


def kinds(command):
    """The kinds of id its first arguments take, in the words of ids.py."""
    found = []
    for argument in command.params:
        if not isinstance(argument, click.Argument):
            continue
        kind = getattr(getattr(argument, "_custom_shell_complete", None), "kind", "")
        if not kind:
            break
        found += [kind] + ["..."] * (argument.nargs == -1)
    return " ".join(found)


def test_every_id_is_completed_without_click():
    asked = {name: kinds(command) for name, command in commands(root)}
    assert {name: kind for name, kind in asked.items() if kind} == ids.IDS, "cli/frame/ids.py: IDS"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("controls show ", "control"),
        ("controls set A B ", "control"),
        ("gap compare GAP-1 ", "snapshot"),
        ("gap actions close ", "action"),
        ("gap actions close ACT-1 ", ""),
        ("controls list ", ""),
        ("controls ", ""),
    ],
)
def test_the_kind_follows_from_the_words(words, expected):
    assert ids._kind(words.split()) == expected


@pytest.mark.parametrize("words", ["grcdesk --desk x controls show A", "grcdesk controls show 'A", "grcdesk con"])
def test_the_rest_is_left_to_click(words):
    at = str(len(words.split()) - 1)
    assert ids.candidates({ids.COMPLETE: "bash_complete", "COMP_WORDS": words, "COMP_CWORD": at}) is None
