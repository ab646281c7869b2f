"""Every verb of access reviews that changes a desk; see every_write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from grcdesk.schemas.reviews.reviews import CampaignPlan, ListFacts, Ruling
from grcdesk.terms import Verb
from grcdesk.terms.reviews import Decision

SYSTEM = "Gateway"
RULING = Ruling(Decision.REVOKE, "Omar Haddad", reason="left")


def listed(folder: Path, *names: str) -> Path:
    file = folder / "accounts.csv"
    file.write_text("account_id,role\n" + "".join(f"{name},writer\n" for name in names))
    return file


def opened(desk: Any, _: Path) -> object:
    return desk.reviews.open(CampaignPlan("2026Q2", (SYSTEM,)))


def loaded(desk: Any, folder: Path) -> object:
    opened(desk, folder)
    return load(desk, folder)


def load(desk: Any, folder: Path) -> object:
    return desk.accounts.load("AR-1", SYSTEM, listed(folder, "a", "b"), ListFacts("2026-06-30"))


def half_decided(desk: Any, folder: Path) -> object:
    loaded(desk, folder)
    return desk.accounts.decide("AR-1", ["b"], Ruling(Decision.KEEP, "Omar Haddad"))


def decide(desk: Any, _: Path) -> object:
    return desk.accounts.decide("AR-1", ["a"], RULING)


def decided(desk: Any, folder: Path) -> object:
    half_decided(desk, folder)
    return decide(desk, folder)


def prove(desk: Any, folder: Path) -> object:
    return desk.accounts.prove("AR-1", SYSTEM, listed(folder, "b"), ListFacts("2026-11-21"))


def proven(desk: Any, folder: Path) -> object:
    decided(desk, folder)
    return prove(desk, folder)


def sign(desk: Any, _: Path) -> object:
    return desk.reviews.sign("AR-1", role="GRC lead")


def signed(desk: Any, folder: Path) -> object:
    proven(desk, folder)
    return sign(desk, folder)


def people(desk: Any, folder: Path) -> object:
    file = folder / "people.csv"
    file.write_text("name,email\nOmar Haddad,omar@acme.example\n")
    return desk.accounts.roster(file)


def everything(desk: Any, folder: Path) -> None:
    """A row in every table of access reviews."""
    people(desk, folder)
    opened(desk, folder)
    file, facts = listed(folder, "a", "b"), ListFacts("2026-06-30", columns={"account": "account_id"})
    desk.accounts.load("AR-1", SYSTEM, file, facts)
    desk.accounts.decide("AR-1", ["b"], Ruling(Decision.KEEP, "Omar Haddad"))
    decide(desk, folder)
    prove(desk, folder)
    sign(desk, folder)


WRITES = {
    "review": (Verb.REVIEW_OPEN, None, opened),
    "review owner": (Verb.REVIEW_ASSIGN, loaded, lambda desk, _: desk.reviews.assign("AR-1", SYSTEM, owner="Omar")),
    "review list": (Verb.REVIEW_LOAD, opened, load),
    "review roster": (Verb.REVIEW_ROSTER, loaded, people),
    "review decisions": (Verb.REVIEW_DECIDE, half_decided, decide),
    "review proof": (Verb.REVIEW_PROVE, decided, prove),
    "review signed": (Verb.REVIEW_SIGN, proven, sign),
    "review reopened": (Verb.REVIEW_REOPEN, signed, lambda desk, _: desk.reviews.reopen("AR-1", reason="one more")),
    "review dropped": (Verb.REVIEW_DROP, decided, lambda desk, _: desk.reviews.drop("AR-1")),
}
