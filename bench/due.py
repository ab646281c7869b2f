"""What is due, and the AI inventory, with 2,000 vendors and 200 features, beside the imports they need."""

# ruff: noqa: PLC0415  imports are no part of what is measured
from __future__ import annotations

import time
from datetime import date, timedelta
from pathlib import Path

from desks import make, opened
from measure import Inside, Row

VENDORS, FEATURES = 2_000, 200
BLINK = 300
"""Milliseconds an answer may take beyond what is imported."""


def rows(folder: Path) -> list[Row]:
    """Rows of this subject."""
    desk = (str(folder / "due"),)
    Inside("due:fill", desk).measure()
    asked = {"due": "listed", "AI inventory": "inventory", "feature matrix": "matrix"}
    size = f"{VENDORS:,} vendors, {FEATURES} features"
    return [
        *(
            Row(f"{name}: {size}", Inside(f"due:{what}", desk), Inside("due:nothing"), BLINK, "ms")
            for name, what in asked.items()
        ),
        Row("calendar, told again / bare writing", Inside("due:calendar", desk), Inside("due:bare", desk), 2),
    ]


def fill(root: str) -> float:
    """A desk with that many vendors, and features with their controls derived."""
    from grcdesk.schemas.features import FeatureAnswers, ModelFacts
    from grcdesk.services import feature_writes
    from grcdesk.services.vendor_rows import put_new
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
            feature_writes.add(work.session, answers, [ModelFacts("large", f"Vendor {number}")], day)
    desk.features.derive()
    desk.close()
    return time.perf_counter() - start


def listed(root: str) -> float:
    """All dates."""
    return _timed(root, lambda desk: desk.due.list(), VENDORS)


def inventory(root: str) -> float:
    """All features."""
    return _timed(root, lambda desk: desk.features.list(), FEATURES)


def matrix(root: str) -> float:
    """Feature by control."""
    return _timed(root, lambda desk: desk.features.matrix(), FEATURES)


def calendar(root: str) -> float:
    """All dates as a calendar file, the second time."""
    desk = opened(root)
    desk.due.calendar()
    desk.close()
    return _timed(root, lambda desk: desk.due.calendar().path.read_bytes().splitlines(), VENDORS)


def bare(root: str) -> float:
    """The same dates as bare events, by the same library."""
    from grcdesk.reports.calendar import calendar_file
    from grcdesk.rules.calendar import ALARMS, event
    from grcdesk.schemas.calendar import Calendar

    desk = opened(root)
    events = tuple(event(row, ALARMS) for row in desk.due.list())
    desk.close()
    start = time.perf_counter()
    calendar_file(Calendar("bare", "desk", events))
    return time.perf_counter() - start


def nothing() -> float:
    """The floor: no time at all."""
    return 0.0


def _timed(root: str, ask, least: int) -> float:
    """One question to an open desk whose modules are loaded."""
    desk = opened(root)
    desk.due, desk.features  # noqa: B018  loads their modules
    start = time.perf_counter()
    found = ask(desk)
    seconds = time.perf_counter() - start
    desk.close()
    if len(found) < least:
        raise RuntimeError(len(found))
    return seconds
