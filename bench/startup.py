"""From the shell to the first answer, and to the first frame."""

from __future__ import annotations

from pathlib import Path

from measure import GRCDESK, HERE, PYTHON, Process, Row, Screen

CLICK = Process((PYTHON, str(HERE / "floors" / "click_group.py"), "--help"))
MINIMAL = str(HERE / "floors" / "textual_app.py")


def rows(folder: Path) -> list[Row]:
    """Rows of this subject."""
    desk = str(folder / "small")
    complete = {
        "GRCDESK_DESK": desk,
        "_GRCDESK_COMPLETE": "bash_complete",
        "COMP_WORDS": "grcdesk controls show AI-",
        "COMP_CWORD": "3",
    }
    listed = (GRCDESK, "controls", "list", "--json")
    # --desk would be an option of the app itself; the environment serves both
    app = ("/usr/bin/env", f"GRCDESK_DESK={desk}", GRCDESK)
    first = Screen((PYTHON, MINIMAL), "First frame")
    return [
        Row("grcdesk --help / lazy click group of 13", Process((GRCDESK, "--help")), CLICK, 1.6),
        Row("grcdesk --version / lazy click group of 13", Process((GRCDESK, "--version")), CLICK, 1.6),
        Row(
            "controls list --json / import sqlmodel",
            Process(listed, {"GRCDESK_DESK": desk}),
            Process((PYTHON, "-c", "import sqlmodel")),
            1.5,
        ),
        Row(
            "completion of an id / import sqlite3",
            Process((GRCDESK,), complete),
            Process((PYTHON, "-c", "import sqlite3")),
            3,
        ),
        Row("TUI first frame / minimal Textual app", Screen(app, "opening the desk"), first, 1.4),
        Row(
            "TUI data shown / minimal app that imports sqlmodel",
            Screen(app, "applicable"),
            Screen((PYTHON, MINIMAL, "sqlmodel"), "Data shown"),
            1.4,
        ),
    ]
