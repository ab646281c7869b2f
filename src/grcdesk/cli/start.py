"""The way in: ids for a shell, then the app alone, both before click is loaded; everything else goes to click.

Imports little on purpose.
"""

from __future__ import annotations

import gc
import os
import sys

from grcdesk import garbage
from grcdesk.cli.door import open_app
from grcdesk.cli.frame import ids
from grcdesk.cli.frame.streams import has_terminal, safe_streams


def main() -> None:
    """Run the program and leave with its exit code."""
    found = ids.answer(os.environ)
    if found is not None:
        sys.stdout.write(found)
        return
    garbage.seldom()
    try:
        if len(sys.argv) > 1 or not has_terminal() or not _app():
            from grcdesk.cli.main import main as run  # noqa: PLC0415  click: 30 ms

            run()
    finally:
        gc.freeze()  # else all is looked through once more before leaving


def _app() -> bool:
    """The app, without click; False when there is an error the command line is to tell."""
    from grcdesk.errors import DeskError  # noqa: PLC0415
    from grcdesk.paths import locate_desk  # noqa: PLC0415

    try:
        paths = locate_desk(None)
    except (DeskError, OSError):
        return False
    safe_streams()
    garbage.not_while_opening()
    try:
        code = open_app(paths)
    except Exception as error:  # noqa: BLE001  the one net under the app
        from grcdesk.cli.frame import tell  # noqa: PLC0415

        tell.crash(error)
        code = 70
    sys.exit(code)
