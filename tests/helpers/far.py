"""A desk full of records, what an older version may have stored in it out of bounds, and all that reads it."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from grcdesk.models.base import Amount, IsoDate
from grcdesk.models.tables import LOGGED, table_of

KEPT = frozenset({"position", "version", "number", "count", "supported", "strength", "log_position"})
"""Numbers the program counts itself."""
READS = (
    "audits list", "audits show", "audits plan", "audits exposure", "audits rehearsals", "populations list",
    "samples list", "tests list", "deviations list", "requests list", "requests metrics", "walkthroughs list",
    "scope show", "scope criteria", "controls list", "controls show AI-SEC-01", "gap summary", "gap lacking",
    "gap actions list", "gap risks list", "gap snapshots", "evidence list", "evidence show EV-1",
    "evidence sources list", "evidence suggest", "evidence wanted", "reviews list", "reviews show AR-1",
    "reviews accounts AR-1", "reviews check AR-1", "reviews removals AR-1", "coverage", "coverage --earliest 6",
    "coverage --months", "coverage --criteria", "coverage --warnings", "quiet list", "checks list", "checks run",
    "findings list", "findings milestone list", "findings export", "incidents list", "incidents show INC-1",
    "incidents export", "due", "due notes", "features list", "features matrix", "vendors list", "vendors show VEN-1",
    "vendors doc list", "vendors exposure", "vendors points", "vendors traffic", "vendors policy",
    "vendors review list", "vendors review show VR-1", "vendors agreement list", "soa list", "soa versions",
    "views list", "log list", "catalogs list", "lacking start", "lacking show controls", "lacking show vendors",
    "lacking show coverage", "lacking show engagement", "lacking show findings",
)  # fmt: skip
"""Commands that show what a desk holds."""
EXPORTS = (
    "due --ics {out}/due.ics", "export matrix -o {out}/m.xlsx", "export gap-report -o {out}/g.docx",
    "export mlbom -o {out}/m.json", "export vendor-memo VEN-1 -o {out}/v.docx", "reviews memo AR-1 -o {out}/r.docx",
    "export oscal components -o {out}/o.json", "export oscal catalog -o {out}/c.json",
    "requests export -o {out}/q.xlsx", "findings letter -o {out}/f.docx", "audits export -o {out}/a.xlsx",
)  # fmt: skip
"""Commands that write files of it."""


def plant(root: Path, value: str | int) -> int:
    """Put a value into every date, or every number, of every record that takes it; how many columns took it."""
    kind = IsoDate if isinstance(value, str) else Amount
    planted = 0
    with sqlite3.connect(root / "desk.db") as database:
        for model in LOGGED.values():
            for column in table_of(model).columns:
                if isinstance(column.type, kind) and column.name not in KEPT:
                    # a CHECK between two dates, or a record that is final, leaves that column as it is
                    with suppress(sqlite3.IntegrityError):
                        name = f'"{column.name}"'
                        asked = f'UPDATE "{model.__tablename__}" SET {name} = ? WHERE {name} IS NOT NULL'  # noqa: S608
                        planted += database.execute(asked, (value,)).rowcount > 0
    database.close()
    return planted
