"""The virtual table over a database: populate, filter, move, memory."""

# ruff: noqa: PLC0415  imports are no part of what is measured
from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from pathlib import Path
from typing import ClassVar

from measure import Inside, Row

TODAY = date(2026, 11, 21)
KEYS = 60
SIZES = (100, 1_000, 100_000)


def rows(folder: Path) -> list[Row]:
    """Rows of this subject."""
    files = {size: str(folder / f"rows-{size}.db") for size in SIZES}
    for size, file in files.items():
        fill(file, size)
    found = []
    for size in SIZES[1:]:
        few, many = (files[100],), (files[size],)
        found += [
            Row(f"populate {size:,} / 100 rows", Inside("lists:populate", many), Inside("lists:populate", few), 3),
            Row(f"filter {size:,} rows", Inside("lists:narrow", many), Inside("lists:narrow", few), 150, "ms"),
            Row(f"CPU of a key at {size:,} / 100 rows", Inside("lists:move", many), Inside("lists:move", few), 2),
            Row(f"memory of {size:,} less 100 rows", Inside("lists:hold", many), Inside("lists:hold", few), 5, "MiB"),
        ]
    return found


def fill(file: str, size: int) -> None:
    """A table of so many rows."""
    from grcdesk.rules.fields.controls import control_fields

    statuses = control_fields(())["status"].values
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE rows (id TEXT PRIMARY KEY, title TEXT, status TEXT, owner TEXT)")
    numbers = range(size)
    rows = ((f"C-{n:06d}", f"Control {n} of the long list", statuses[n % 5], f"person{n % 97}") for n in numbers)
    connection.executemany("INSERT INTO rows VALUES (?, ?, ?, ?)", rows)
    connection.commit()
    connection.close()


def populate(file: str) -> float:
    """Ask for all keys and paint the first page."""
    return asyncio.run(_with_table(file, _populate))


def narrow(file: str) -> float:
    """Filter and sort by what was typed, and paint."""
    return asyncio.run(_with_table(file, _narrow))


def move(file: str) -> float:
    """CPU time of one key, from press to repaint."""
    return asyncio.run(_with_table(file, _move))


def hold(file: str) -> float:
    """Show the list and go through it; the memory is what counts."""
    return asyncio.run(_with_table(file, _scroll))


class Data:
    """A table in SQLite, asked like the services ask."""

    def __init__(self, file: str) -> None:
        import sqlalchemy as sa

        from grcdesk.rules.fields.controls import control_fields
        from grcdesk.rules.filters.filters import parse
        from grcdesk.store.where import keys, order_by, to_sql

        self.engine = sa.create_engine(f"sqlite:///{file}")
        names = ("id", "title", "status", "owner")
        self.table = sa.Table("rows", sa.MetaData(), *(sa.Column(name, sa.Text) for name in names))
        self.columns = {name: self.table.c[name] for name in names} | {"text": [self.table.c.title]}
        self.select = sa.select
        fields = control_fields(())
        self.parse = lambda text: parse(text, fields, TODAY)
        self.to_sql, self.order_by, self.held = to_sql, order_by, keys

    def keys(self, text: str = "") -> Sequence[str]:
        tree = self.parse(text)
        query = self.select(self.table.c.id).where(self.to_sql(tree, self.columns, TODAY))
        with self.engine.connect() as connection:
            return self.held(connection, query.order_by(*self.order_by(tree, self.columns)))

    def rows(self, keys: Sequence[str]) -> list[tuple[str, ...]]:
        with self.engine.connect() as connection:
            found = connection.execute(self.select(self.table).where(self.table.c.id.in_(keys)))
            known = {row[0]: tuple(row) for row in found}
        return [known[key] for key in keys]


async def _with_table(file: str, act: Callable[..., Awaitable[float]]) -> float:
    from textual.app import App

    from grcdesk import paths
    from grcdesk.tui.kit import themes
    from grcdesk.tui.kit.looks import Cell
    from grcdesk.tui.widgets.columns import ListColumn
    from grcdesk.tui.widgets.pages import ServiceRows
    from grcdesk.tui.widgets.table import Table

    data = Data(file)
    columns = tuple(
        ListColumn(name, name, width, lambda row, place=place: Cell(row[place]), flex=name == "title")
        for place, (name, width) in enumerate([("id", 10), ("title", 30), ("status", 14), ("owner", 12)])
    )

    class Bench(App[None]):
        CSS_PATH: ClassVar = [paths.PACKAGE / "tui" / "styles" / name for name in ("frame.tcss", "screens.tcss")]

        def get_theme_variable_defaults(self) -> dict[str, str]:
            return dict(themes.DARK.variables)

        def __init__(self) -> None:
            super().__init__()
            self.register_theme(themes.DARK)
            self.theme = themes.DARK.name

        def compose(self):
            yield Table(columns, marks=True)

        def show(self, text: str) -> int:
            keys = data.keys(text)
            source = ServiceRows(data.rows)
            self.query_one(Table).set_rows(keys, source, source.rows(keys[:64]))
            return len(keys)

        def on_table_wanted(self, event: Table.Wanted) -> None:
            event.table.fill(event.pages, event.number, event.pages.source.rows(event.pages.page_keys(event.number)))

    app = Bench()
    async with app.run_test(size=(100, 40)) as pilot:
        app.show("owner:nobody")
        app.query_one(Table).focus()
        await pilot.pause()
        return await act(app, pilot)


async def _populate(app, pilot) -> float:
    start = time.perf_counter()
    app.show("")
    await pilot.pause()
    return time.perf_counter() - start


async def _narrow(app, pilot) -> float:
    app.show("")
    await pilot.pause()
    start = time.perf_counter()
    app.show("status:missing,partial person3 sort:-status")
    await pilot.pause()
    return time.perf_counter() - start


async def _move(app, pilot) -> float:
    app.show("")
    await pilot.press(*["down"] * 5)
    start = time.process_time()
    await pilot.press(*["down"] * KEYS)
    return (time.process_time() - start) / KEYS


async def _scroll(app, pilot) -> float:
    start = time.perf_counter()
    app.show("")
    await pilot.press("end", "home", *["pagedown"] * 20)
    return time.perf_counter() - start
