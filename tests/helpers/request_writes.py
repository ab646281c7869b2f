"""Every verb of requests and walkthroughs that changes a desk; see every_write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.requests.lists import ListPlan
from grcdesk.schemas.requests.requests import AuditorWord, RequestChange, RequestFacts
from grcdesk.schemas.requests.walkthroughs import WalkthroughFacts, WalkthroughPlan
from grcdesk.terms import EvidenceKind, Verb
from grcdesk.terms.interchange import DayOrder
from grcdesk.terms.requests import AuditorStatus, SeenAsWritten

Step = Callable[[Any, Path], object]
DAY = date(2026, 11, 20)


def request(desk: Any, _: Path) -> object:
    desk.evidence.add("https://acme.example/b", Artefact(EvidenceKind.REPORT, as_of=date(2026, 7, 1)))
    return desk.requests.add(RequestFacts("Population of changes", "R-1", controls=("AI-PI-01",), due=DAY))


def tied(desk: Any, folder: Path) -> object:
    request(desk, folder)
    return desk.requests.evidence("R-1", ["EV-1"])


def handed(desk: Any, folder: Path) -> object:
    tied(desk, folder)
    return desk.requests.submit(["R-1"], on=DAY)


def listed(desk: Any, folder: Path, rows: str = "R-1,Other,02/03/2027,Back\n") -> object:
    file = folder / "pbc.csv"
    file.write_text(f"Ref,Request,Due,Status\n{rows}", encoding="utf-8")
    words = {"auditor_status": {"Back": "returned"}}
    return desk.request_lists.import_(file, ListPlan(firm="Marsh", words=words, dates=DayOrder.DAY))


def listed_again(desk: Any, folder: Path) -> object:
    return listed(desk, folder, "R-2,New,02/03/2027,\n")


def walk(desk: Any, _: Path) -> object:
    return desk.walkthroughs.add(["AI-SEC-01"], WalkthroughPlan(planned_on=DAY, people=("Lin Chen",)))


def differing(desk: Any, folder: Path) -> object:
    walk(desk, folder)
    return desk.walkthroughs.differ("WT-1", "approval is given in chat")


def everything(desk: Any, folder: Path) -> None:
    """A row in every table of requests and walkthroughs."""
    listed(desk, folder, "R-9,Other,02/03/2027,Back\n")
    tied(desk, folder)
    desk.requests.submit(["R-1"], response="see it", on=DAY)
    differing(desk, folder)


WRITES: dict[str, tuple[Verb, Step | None, Step]] = {
    "request": (Verb.REQUEST_ADD, None, lambda desk, _: desk.requests.add(RequestFacts("Policy on models"))),
    "request set": (
        Verb.REQUEST_SET, request, lambda desk, _: desk.requests.set(["R-1"], RequestChange(owner="Lin Chen")),
    ),
    "requests drafted": (Verb.REQUEST_DRAFT, None, lambda desk, _: desk.requests.draft(["AI-PI-01"])),
    "request evidence": (Verb.REQUEST_EVIDENCE, request, lambda desk, _: desk.requests.evidence("R-1", ["EV-1"])),
    "request evidence dropped": (
        Verb.REQUEST_EVIDENCE, tied, lambda desk, _: desk.requests.evidence("R-1", ["EV-1"], drop=True),
    ),
    "request submitted": (Verb.REQUEST_SUBMIT, tied, lambda desk, _: desk.requests.submit(["R-1"], response="see it")),
    "request returned": (
        Verb.REQUEST_TOLD,
        handed,
        lambda desk, _: desk.requests.told(["R-1"], AuditorWord(AuditorStatus.RETURNED, "Kim Otis", DAY, "no query")),
    ),
    "request list": (Verb.REQUEST_IMPORT, request, listed),
    "request list again": (Verb.REQUEST_IMPORT, listed, listed_again),
    "walkthrough": (Verb.WALKTHROUGH_ADD, None, walk),
    "walkthrough set": (
        Verb.WALKTHROUGH_SET, walk, lambda desk, _: desk.walkthroughs.set(["WT-1"], WalkthroughPlan(led_by="Kim Otis")),
    ),
    "walkthrough recorded": (
        Verb.WALKTHROUGH_RECORD,
        walk,
        lambda desk, _: desk.walkthroughs.record("WT-1", WalkthroughFacts(held_on=DAY, shown="Vault", item="key 7")),
    ),
    "walkthrough answered": (
        Verb.WALKTHROUGH_ANSWER,
        walk,
        lambda desk, _: desk.walkthroughs.answer("WT-1", 1, SeenAsWritten.NO, note="a day later"),
    ),
    "walkthrough difference": (
        Verb.WALKTHROUGH_DIFFER, walk, lambda desk, _: desk.walkthroughs.differ("WT-1", "another order"),
    ),
    "walkthrough difference settled": (
        Verb.WALKTHROUGH_DIFFER, differing, lambda desk, _: desk.walkthroughs.settle("WT-1/d1", "rewritten"),
    ),
}  # fmt: skip
