"""Sentences sown into every place of every sample, taken in on a real desk: not one is in its folder afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from grcdesk.errors import DeskError
from grcdesk.paths import SAMPLES
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.evidence.imports import ImportPlan
from grcdesk.schemas.reviews.reviews import CampaignPlan, ListFacts, RosterFacts
from grcdesk.store import vault
from grcdesk.terms import EvidenceKind
from importers.planting import NAMED
from importers.reads import SAMPLES as MAKERS
from importers.sowing import sown

SYSTEM = "Model gateway"
SAID = Artefact(EvidenceKind.EXPORT, as_of=date(2026, 10, 30))
LETTERS = "bcdfghjklm"
FORMS = (
    "the customer {} said that her invoice was wrong",
    "Call me, {}",
    "please summarise what happened with {} before friday.",
    "{} asked for a refund at five",
)
READ = {".csv", ".json", ".jsonl", ".xml", ".gz", ".eval"}
LISTS = [
    path
    for folder in (SAMPLES / "evidence", MAKERS)
    for path in sorted(folder.iterdir())
    if path.suffix in READ and not path.name.startswith("oscal-")  # documents, and no lists
]
ACCOUNTS = [path for path in sorted((SAMPLES / "reviews").iterdir()) if path.suffix in READ - {".txt"}]
COLUMNS = {"account": "Key name", "person": "Holder", "role": "Rights", "last_used": "Used last"}


class Sower:
    """Makes sentences, each with a word that stands nowhere else."""

    def __init__(self) -> None:
        self.numbers = count()

    def __call__(self) -> str:
        number = next(self.numbers)
        word = "xqz" + "".join(LETTERS[int(digit)] for digit in f"{number:05}")
        return FORMS[number % len(FORMS)].format(word)


def found_in(folder: Path) -> dict[str, set[str]]:
    """Words of ours in any byte of any file of a folder."""
    words = re.compile(rb"xqz[b-m]{5}", re.IGNORECASE)
    seen = {str(file): words.findall(file.read_bytes()) for file in folder.rglob("*") if file.is_file()}
    return {name: {word.decode() for word in hits} for name, hits in seen.items() if hits}


def take_all(desk, path: Path, tmp_path: Path, take: Callable[[Path], object]) -> None:
    """Take in every file sown from a sample. The first is taken; of none is a sentence told or kept."""
    taken, say = [], Sower()
    for how, data in sown(path, say):
        file = tmp_path / path.name
        file.write_bytes(data)
        try:
            told = repr(take(file))
            taken.append(True)
        except DeskError as error:
            told = repr((str(error), error.hint, getattr(error, "reasons", ())))
            taken.append(False)
        assert "xqz" not in told, how
    assert taken[0]
    assert found_in(desk.paths.root) == {}


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_no_sentence_of_a_list_is_in_the_folder(desk, tmp_path, path):
    plan = ImportPlan(NAMED.get(path.name, ""))
    if path.name == "gateway-old-format.csv":
        plan = ImportPlan("gateway", columns=SAMPLES / "evidence" / "gateway-old-format-map.yaml")
    take_all(desk, path, tmp_path, lambda file: desk.imports.import_(file, plan, said=SAID))


@pytest.mark.parametrize("path", ACCOUNTS, ids=lambda path: path.name)
def test_no_sentence_of_a_list_of_accounts_is_in_the_folder(desk, tmp_path, path):
    desk.reviews.open(CampaignPlan("2026Q2", (SYSTEM,), started=date(2026, 4, 1)))
    told = COLUMNS if path.name.startswith("gateway-keys") else {}

    def take(file: Path) -> object:
        if path.name == "people.csv":
            return desk.accounts.roster(file, RosterFacts(confirm="so it is"))
        desk.accounts.load("AR-1", SYSTEM, file, ListFacts("2026-10-30", columns=told))
        return desk.reviews.show("AR-1")

    take_all(desk, path, tmp_path, take)


def test_no_sentence_of_a_list_whose_columns_are_all_known_is_in_the_folder(desk, tmp_path):
    """Such a list is kept as it came, while there is nothing else in it."""
    path = tmp_path / "plain" / "accounts.csv"
    path.parent.mkdir()
    path.write_text(
        "login,name,email,role,status,kind,last_used,created,manager,admin,enabled,suspended,aliases\n"
        "ada,Ada Okafor,ada@acme.example,writer,active,person,2026-06-01,2024-06-01,Mara Roy,no,yes,no,a.okafor\n"
        "lin,Lin Chen,lin@acme.example,Billing Admin,active,person,2026-06-02,2024-06-01,Mara Roy,no,yes,no,lchen\n"
    )
    desk.reviews.open(CampaignPlan("2026Q2", (SYSTEM,), started=date(2026, 4, 1)))
    desk.accounts.load("AR-1", SYSTEM, path, ListFacts("2026-10-29"))
    (kept,) = desk.reviews.show("AR-1").systems[0].population.kept
    assert vault.blob(desk.paths, kept.sha256).read_bytes() == path.read_bytes()
    take_all(desk, path, tmp_path, lambda file: desk.accounts.load("AR-1", SYSTEM, file, ListFacts("2026-10-30")))
