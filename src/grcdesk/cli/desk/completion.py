"""`grcdesk completion`: a script for the shell. It is printed; no file of yours is edited."""

from __future__ import annotations

import click

from grcdesk.cli.frame import output
from grcdesk.cli.frame.group import verb

SHELLS = ("bash", "zsh", "fish")


@verb(
    "completion",
    "grcdesk completion bash > ~/.local/share/bash-completion/completions/grcdesk",
    "grcdesk completion fish > ~/.config/fish/completions/grcdesk.fish",
)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, *, shell: str) -> None:
    """Print a completion script; it completes commands, options and the ids of your desk."""
    from click.shell_completion import get_completion_class  # noqa: PLC0415  only here and while completing

    made = get_completion_class(shell)
    if made is not None:
        script = made(context.find_root().command, {}, "grcdesk", "_GRCDESK_COMPLETE")
        output.write(script.source_template % script.source_vars())
