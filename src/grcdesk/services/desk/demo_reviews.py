"""The access review of the sample company: lists are in, a part is decided, the proof of a removal is but a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from grcdesk.paths import COMPANY
from grcdesk.schemas.reviews.reviews import CampaignPlan, ListFacts, RosterFacts, Ruling
from grcdesk.services.desk.desk import Desk
from grcdesk.terms.reviews import Decision

_MARK = re.compile(r"\{\{(-?\d+)\}\}")
_GATEWAY, _LOGS = "Model gateway", "Prompt log store"
_BEGAN, _PULLED, _DECIDED, _DONE, _LATER = 7, 6, 4, 2, 1
"""Days ago: it began, the lists were pulled, the first accounts decided, the first removal made, the page pulled."""


def add_review(desk: Desk, today: date) -> None:
    """A review for the quarter of that day."""
    owners = {_GATEWAY: "Lin Chen", _LOGS: "Ada Okafor"}
    delegates = {_GATEWAY: "Jonas Weil", _LOGS: "Mara Roy"}
    slot = f"{today.year}Q{(today.month + 2) // 3}"
    began = today - timedelta(days=_BEGAN)
    desk.reviews.open(CampaignPlan(slot, (_GATEWAY, _LOGS), owners=owners, delegates=delegates, started=began))
    pulled = (today - timedelta(days=_PULLED)).isoformat()
    with _files(today) as folder:
        people = RosterFacts("HR system", today - timedelta(days=_PULLED), "Mara Roy")
        desk.accounts.roster(folder / "people.csv", people)
        facts = ListFacts(
            pulled, "list all principals", "Compared with the licence count", expected=9, puller="Lin Chen"
        )
        desk.accounts.load(slot, _GATEWAY, folder / "model-gateway.csv", facts)
        facts = ListFacts(
            pulled, "Download users, unit /logs", "Counted on the console", expected=4, puller="Ada Okafor"
        )
        desk.accounts.load(slot, _LOGS, folder / "prompt-log-store.csv", facts)
    decided = today - timedelta(days=_DECIDED)
    for accounts, ruling in (
        (("ada.okafor", "svc-assistant", "svc-triage", "mcp-ticket-tool"), Ruling(Decision.KEEP, "Lin Chen", decided)),
        (("jonas.weil",), Ruling(Decision.KEEP, "Lin Chen", decided)),
        (("p.marsh",), Ruling(Decision.REVOKE, "Lin Chen", decided, "Left the company", "OPS-812")),
    ):
        desk.accounts.decide(slot, accounts, ruling, system=_GATEWAY)
    done = Ruling(Decision.REVOKE, ticket="OPS-812", done_on=today - timedelta(days=_DONE))
    desk.accounts.decide(slot, ["p.marsh"], done, system=_GATEWAY)
    with _files(today) as folder:
        later = (today - timedelta(days=_LATER)).isoformat()
        desk.accounts.prove(slot, _GATEWAY, folder / "model-gateway-page.json", ListFacts(later, "list principals"))


@contextmanager
def _files(today: date) -> Iterator[Path]:
    """The exports with their days filled in: `{{-12}}` is twelve days ago."""
    with TemporaryDirectory() as folder:
        for source in sorted((COMPANY / "accounts").iterdir()):
            text = _MARK.sub(lambda found: str(today + timedelta(days=int(found[1]))), source.read_text("utf-8"))
            (Path(folder) / source.name).write_text(text, encoding="utf-8")
        yield Path(folder)
