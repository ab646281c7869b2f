"""Commands as click knows them: loaded when used, examples first in help, near words offered for wrong ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import click

from grcdesk.cli.frame.run import common_options
from grcdesk.errors import BadInput, did_you_mean

_NAMES = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def _settings(attributes: dict[str, Any]) -> dict[str, Any]:
    attributes["context_settings"] = {**_NAMES, **attributes.get("context_settings", {})}
    return attributes


class VerbCommand(click.Command):
    """One command. Its examples stand before its options."""

    def __init__(self, name: str | None, *, examples: tuple[str, ...] = (), **attributes: Any) -> None:
        super().__init__(name, **_settings(attributes))
        self.examples = examples
        self.params += common_options(hidden=True)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The sentence, then the examples."""
        super().format_help_text(ctx, formatter)
        write_examples(self.examples, formatter)


class Noun(click.Group):
    """A group of verbs of one file."""

    shows_common = False

    def __init__(self, name: str | None = None, *, examples: tuple[str, ...] = (), **attributes: Any) -> None:
        super().__init__(name, **_settings(attributes))
        self.examples = examples
        self.params += common_options(hidden=not self.shows_common)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The sentence, then the examples."""
        super().format_help_text(ctx, formatter)
        write_examples(self.examples, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command meant.

        Raises:
            BadInput: with the nearest command as hint.
        """
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None and not ctx.resilient_parsing:
            known = self.list_commands(ctx)
            hint = did_you_mean(name, known) or f"known are {', '.join(known)}"
            raise BadInput(f"no command {ctx.command_path.partition(' ')[2]} {name}".replace("  ", " "), hint=hint)
        return super().resolve_command(ctx, args)


class Lazy(Noun):
    """The top of the tree: knows names and one line each, and imports a noun's file when the noun is used."""

    shows_common = True

    def __init__(
        self,
        name: str | None,
        *,
        nouns: Mapping[str, tuple[str, str]],
        sections: Mapping[str, tuple[str, ...]],
        **rest: Any,
    ) -> None:
        super().__init__(name, **rest)
        self.nouns = nouns
        self.sections = sections

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the help."""
        del ctx
        return list(self.nouns)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the file of that noun."""
        del ctx
        if cmd_name not in self.nouns:
            return None
        module, attribute = self.nouns[cmd_name][0].split(":")
        command: click.Command = getattr(import_module(f"grcdesk.cli.{module}"), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Names by section; nothing is imported."""
        del ctx
        for title, names in self.sections.items():
            with formatter.section(title):
                formatter.write_dl([(name, self.nouns[name][1]) for name in names])


def write_examples(examples: tuple[str, ...], formatter: click.HelpFormatter) -> None:
    """Examples as they are typed, never wrapped."""
    if not examples:
        return
    with formatter.section("Examples"):
        for line in examples:
            formatter.write(f"{' ' * formatter.current_indent}{line}\n")


def verb(name: str, *examples: str, noun: click.Group | None = None) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a function a command of `noun`, or a command of its own."""

    def make(function: Callable[..., Any]) -> click.Command:
        made = click.command(name, cls=VerbCommand, examples=examples)(function)
        if noun is not None:
            noun.add_command(made)
        return made

    return make
