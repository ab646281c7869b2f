"""What is due, and the AI inventory, with 2,000 vendors and 200 features, beside the imports they need."""

# ruff: noqa: PLC0415  imports are no part of what is measured
from __future__ import annotations

import time
from datetime import date, timedelta
from pathlib import Path

from desks import make, opened
from measure import GRCDESK, PYTHON, Inside, Process, Row

VENDORS, FEATURES = 2_000, 200
BLINK = 2.5
"""Times the import of what is needed: one and a half of it, and a blink."""


def rows(folder: Path) -> list[Row]:
    """Rows of this subject."""
    desk = (str(folder / "due"),)
    Inside("due:fill", desk).measure()
    needed = Process((PYTHON, "-c", "import sqlmodel"))
    asked = {
        "due": ("due",),
        "vendors": ("vendors", "list"),
        "AI inventory": ("features", "list"),
        "feature matrix": ("features", "matrix"),
    }
    return [
        *(
            Row(f"{name}, {VENDORS:,} vendors / import sqlmodel", _command(*desk, *words), needed, BLINK)
            for name, words in asked.items()
        ),
        Row("calendar, told again / bare writing", Inside("due:calendar", desk), Inside("due:bare", desk), 2),
    ]


def _command(desk: str, *words: str) -> Process:
    """The whole command, as a person waits for it."""
    return Process((GRCDESK, "--desk", desk, *words, "--json"))


def fill(root: str) -> float:
    """A desk with that many vendors, and features with their controls derived."""
    from grcdesk.schemas.features.features import FeatureAnswers, ModelFacts
    from grcdesk.services.features import writing as feature_writing
    from grcdesk.services.vendors.writing import put_new
    from grcdesk.terms import Verb
    from grcdesk.terms.vendors import Tier

    start = time.perf_counter()
    desk = make(Path(root))
    day = date(2024, 1, 1)
    with desk.store.work(Verb.VENDOR_ADD) as work:
        for number in range(VENDORS):
            facts = {"name": f"Vendor {number}", "tier": tuple(Tier)[number % 4]}
            facts |= {"onboarded": day, "last_review": day + timedelta(days=number % 900)}
            put_new(work.session, facts, date(2026, 11, 21), None)
    with desk.store.work(Verb.FEATURE_ADD) as work:
        for number in range(FEATURES):
            answers = FeatureAnswers(f"Feature {number}", "a", "b", data_out="c", invoked_by="d", if_wrong="e")
            feature_writing.add(work.session, answers, [ModelFacts("large", f"Vendor {number}")], day)
    desk.features.derive()
    desk.close()
    return time.perf_counter() - start


def calendar(root: str) -> float:
    """All dates as a calendar file, the second time."""
    desk = opened(root)
    desk.due.calendar()
    desk.close()
    desk = opened(root)
    start = time.perf_counter()
    desk.due.calendar()
    seconds = time.perf_counter() - start
    desk.close()
    return seconds


def bare(root: str) -> float:
    """The same dates as bare events, by the same library."""
    from grcdesk.reports.calendar import calendar_file
    from grcdesk.rules.due.calendar import ALARMS, event
    from grcdesk.schemas.due.calendar import Calendar

    desk = opened(root)
    events = tuple(event(row, ALARMS) for row in desk.due.list())
    desk.close()
    start = time.perf_counter()
    calendar_file(Calendar("bare", "desk", events))
    return time.perf_counter() - start
