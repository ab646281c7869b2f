"""Access reviews of 5,000 accounts in each of six systems: loading, deciding, handing out, one key.

The floor of a write is SQLAlchemy adding or changing the same rows, with as many rows for the log.
"""

# ruff: noqa: PLC0415, SLF001  imports are no part of what is measured
from __future__ import annotations

import csv
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from measure import Inside, Row

ACCOUNTS, SYSTEMS, FEW = 5_000, 6, 100
KEYS = 30
_POPULATION = ("account_id", "email", "display_name", "role", "last_login", "status")
_DECISIONS = ("account_id", "system", "reviewer", "decision", "decided_on", "reason", "ticket", "done_on")


def rows(folder: Path) -> list[Row]:
    """Rows of this subject."""
    place = (str(folder / "reviews"),)
    Inside("reviews:make", place).measure()
    small, large = (*place, "small"), (*place, "large")
    return [
        Row("load 5,000 accounts / bare rows", Inside("reviews:load", place), Inside("reviews:bare_load", place), 3),
        Row(
            "decide 5,000 from a file / bare", Inside("reviews:decide", place), Inside("reviews:bare_decide", place), 3
        ),
        Row("a key on 30,000 accounts / on 100", Inside("reviews:key", large), Inside("reviews:key", small), 2),
        Row("the next page of 30,000", Inside("reviews:page", large), Inside("reviews:page", small), 50, "ms"),
        Row(
            "a reviewer's workbook of 30,000 / bare openpyxl",
            Inside("reviews:handout", large),
            Inside("reviews:bare_handout", large),
            1.3,
        ),
    ]


def _write(path: Path, header: tuple[str, ...], lines: list[tuple[str, ...]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *lines])
    return path


def _account(number: int) -> tuple[str, ...]:
    return (f"u{number}", f"u{number}@acme.example", f"User {number}", "writer", "2026-06-20", "active")


def make(place: str) -> float:
    """Files, and desks with one large and one small review, half decided."""
    from desks import make as desk_at

    start = time.perf_counter()
    folder = Path(place)
    folder.mkdir()
    people = [(f"User {number}", f"u{number}@acme.example") for number in range(ACCOUNTS)]
    _write(folder / "people.csv", ("name", "email"), people)
    for name, systems, size in (("small", 1, FEW), ("large", SYSTEMS, ACCOUNTS), ("empty", 1, 0)):
        desk = desk_at(folder / name)
        desk.accounts.roster(folder / "people.csv")
        _fill(desk, folder, [f"System {number}" for number in range(systems)], size)
        desk.close()
    _write(folder / "population.csv", _POPULATION, [_account(number) for number in range(ACCOUNTS)])
    made = [
        (f"u{number}", "System 0", "Lin Chen", "keep", "2026-07-02", "", "", "") for number in range(ACCOUNTS)
    ]  # fmt: skip
    _write(folder / "decisions.csv", _DECISIONS, made)
    return time.perf_counter() - start


def _fill(desk, folder: Path, systems: list[str], size: int) -> None:
    from grcdesk.schemas.reviews.reviews import CampaignPlan, ListFacts

    desk.reviews.open(CampaignPlan("2026Q2", tuple(systems), owners=dict.fromkeys(systems, "Lin Chen")))
    file = _write(folder / "some.csv", _POPULATION, [_account(number) for number in range(size)])
    for system in systems if size else ():
        desk.accounts.load("AR-1", system, file, ListFacts("2026-06-30"))


def _on_copy(desk: Path, act: Callable[..., float]) -> float:
    from desks import opened

    with tempfile.TemporaryDirectory() as folder:
        found = opened(str(shutil.copytree(desk, Path(folder) / "desk")))
        found.reviews.list()
        seconds = act(found)
        found.close()
    return seconds


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def load(place: str) -> float:
    """The list of a system."""
    from grcdesk.schemas.reviews.reviews import ListFacts

    folder = Path(place)

    def act(desk) -> float:
        file, facts = folder / "population.csv", ListFacts("2026-06-30")
        return _timed(lambda: desk.accounts.load("AR-1", "System 0", file, facts))

    return _on_copy(folder / "empty", act)


def _accounts() -> list:
    from datetime import date

    from grcdesk.models.reviews import Account

    return [
        Account(
            id=f"AR-1/1/{one[0]}", campaign="AR-1", system="AR-1/1", system_name="System 0", account=one[0],
            mail=one[1], person=one[2], role=one[3], last_used=date(2026, 6, 20), use_known=True, status=one[5],
            names=f"\n{one[0]}\n{one[1]}\n{one[2].casefold()}\n", assigned="Lin Chen", position=number,
        )
        for number, one in enumerate(map(_account, range(ACCOUNTS)))
    ]  # fmt: skip


def _lines() -> list:
    """A line of the log is a row as well; the bare change writes as many, without saying anything in them."""
    from grcdesk.models.log import PrivateText

    return [PrivateText(sha256=f"bare{number}", salt="0" * 32, content="x" * 1200) for number in range(ACCOUNTS)]


def bare_load(place: str) -> float:
    """The same file read, the same rows added."""
    from sqlalchemy.orm import Session

    def act(desk) -> float:
        start = time.perf_counter()
        with (Path(place) / "population.csv").open(encoding="utf-8") as file:
            list(csv.reader(file))
        with Session(desk.store._writer) as session:
            session.add_all(_accounts())
            session.add_all(_lines())
            session.commit()
        return time.perf_counter() - start

    return _on_copy(Path(place) / "empty", act)


def decide(place: str) -> float:
    """A reviewer's list."""

    def act(desk) -> float:
        return _timed(lambda: desk.accounts.decide_file("AR-1", Path(place) / "decisions.csv"))

    return _on_copy(Path(place) / "large", act)


def bare_decide(place: str) -> float:
    """The same rows of one system, changed."""
    from datetime import date

    from sqlalchemy import select
    from sqlalchemy.orm import Session

    from grcdesk.models.base import col
    from grcdesk.models.reviews import Account
    from grcdesk.terms.reviews import Decision

    def act(desk) -> float:
        start = time.perf_counter()
        with Session(desk.store._writer) as session:
            for row in session.scalars(select(Account).where(col(Account.system) == "AR-1/1")):
                row.decision, row.reviewer, row.decided_on = Decision.KEEP, "Lin Chen", date(2026, 7, 2)
            session.add_all(_lines())
            session.commit()
        return time.perf_counter() - start

    return _on_copy(Path(place) / "large", act)


def key(place: str, size: str) -> float:
    """One decision, and what the screen asks for afterwards."""
    from grcdesk.schemas.reviews.reviews import Ruling
    from grcdesk.terms.reviews import Decision

    def act(desk) -> float:
        keys = desk.accounts.keys("AR-1")
        desk.accounts.decide("AR-1", [keys[-1]], Ruling(Decision.KEEP))
        start = time.perf_counter()
        for number in range(KEYS):
            desk.accounts.decide("AR-1", [keys[number]], Ruling(Decision.KEEP))
        return (time.perf_counter() - start) / KEYS

    return _on_copy(Path(place) / size, act)


def page(place: str, size: str) -> float:
    """Fifty rows of the list."""

    def act(desk) -> float:
        keys = desk.accounts.keys("AR-1")
        desk.accounts.rows(keys[:50])
        return _timed(lambda: desk.accounts.rows(keys[50:100]))

    return _on_copy(Path(place) / size, act)


def _handout(place: str, size: str):
    from datetime import date

    from desks import opened

    from grcdesk.services.reviews import dossier as review_dossier
    from grcdesk.services.reviews import reading as review_reading

    desk = opened(str(Path(place) / size))
    with desk.store.read() as session:
        row = review_reading.require(session, "AR-1")
        found = review_dossier.handout(session, row, "Lin Chen", date(2026, 11, 21))
    desk.close()
    return found


def handout(place: str, size: str) -> float:
    """Content to bytes."""
    from grcdesk.reports.workbook.handout import handout_workbook

    content = _handout(place, size)
    return _timed(lambda: handout_workbook(content))


def bare_handout(place: str, size: str) -> float:
    """The same values, each cell with one style, by the library's fastest way."""
    import io

    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    from grcdesk.reports.workbook.handout import _row

    content = _handout(place, size)
    start = time.perf_counter()
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Decisions")
    model = WriteOnlyCell(sheet)
    model.alignment = Alignment(wrap_text=True, vertical="top")
    for row in map(_row, content.rows):
        cells = [WriteOnlyCell(sheet, value=value) for value in row]
        for cell in cells:
            cell._style = model._style
        sheet.append(cells)
    book.save(io.BytesIO())
    return time.perf_counter() - start
