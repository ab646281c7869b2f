"""`make made-shape`: the statements that make an empty database of the shape of today at once, for a new migration."""

from __future__ import annotations

import tempfile
from pathlib import Path

from grcdesk.store import migrate, shape


def main() -> None:
    """Write them in place of those of the shape before."""
    file = migrate.made_file(shape.SCHEMA)
    with tempfile.TemporaryDirectory() as folder:
        told = migrate.made_by_scripts(Path(folder) / "new.db")
    file.parent.mkdir(exist_ok=True)
    for older in file.parent.iterdir():
        older.unlink()
    file.write_text(told, encoding="utf-8")


if __name__ == "__main__":
    main()
