"""`grcdesk demo`: the sample company's desk."""

from __future__ import annotations

from pathlib import Path

import click

from grcdesk.cli.desk.init import summary
from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.group import verb
from grcdesk.cli.frame.kinds import as_json
from grcdesk.terms import Scope, Via
from grcdesk.wording import count


@verb("demo", "grcdesk demo", "grcdesk demo /tmp/sample && grcdesk --desk /tmp/sample")
@click.argument("folder", metavar="[DIR]", default="grcdesk-demo", type=click.Path(path_type=Path))
@as_json
def demo(*, folder: Path, as_json: bool) -> None:
    """Make the desk of a made-up company in DIR (default: grcdesk-demo), to look around and try things."""
    from grcdesk.services.desk.demo import make_demo  # noqa: PLC0415

    desk = make_demo(folder, via=Via.CLI)
    try:
        made = desk.scope.show()
    finally:
        desk.close()
    if as_json:
        output.document({"desk": folder.resolve(), **summary(made)})
        return
    tell.say(
        f"sample desk of {made.organisation} in {folder}: {count(len(made.controls[Scope.IN]), 'control')} in scope"
    )
    tell.say(f"next: grcdesk --desk {folder}")
