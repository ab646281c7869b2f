"""`grcdesk help`: the same pages the terminal app shows."""

from __future__ import annotations

import click

from grcdesk.cli.frame import output
from grcdesk.cli.frame.group import verb
from grcdesk.errors import NotFound
from grcdesk.paths import HELP


def subjects() -> dict[str, str]:
    """Subject → title, in the order of the alphabet but for `start`, which comes first."""
    found = {}
    for path in sorted(HELP.glob("*.md"), key=lambda path: (path.stem != "start", path.stem)):
        with path.open(encoding="utf-8") as page:
            found[path.stem] = page.readline().lstrip("# ").strip()
    return found


def _complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in subjects() if name.startswith(incomplete)]


@verb("help", "grcdesk help", "grcdesk help filters")
@click.argument("subject", metavar="[SUBJECT]", default="", shell_complete=_complete)
def help_(*, subject: str) -> None:
    """Print the page of a subject; without one, list the subjects."""
    known = subjects()
    if not subject:
        width = max(map(len, known))
        output.text("".join(f"{name:<{width}}  {title}\n" for name, title in known.items()))
        return
    if subject not in known:
        raise NotFound.of("help page", subject, tuple(known))
    output.text((HELP / f"{subject}.md").read_text(encoding="utf-8"))
