"""Whatever is read — lists, reports, catalogs, archives, filters — is read or refused in one sentence, never more.

A slice with fixed seeds; THOROUGH=1 takes a hundred times as many. A failure names the seed that makes it again.
"""

from __future__ import annotations

import pkgutil
import random
import string
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from faults.deeds import THOROUGH
from grcdesk.errors import DeskError
from grcdesk.importers.catalogs.catalogs import read_catalog
from grcdesk.paths import DeskPaths
from grcdesk.rules import fields
from grcdesk.rules.filters.filters import parse
from grcdesk.services.desk.opening import open_desk
from grcdesk.services.desk.upkeep import restore
from grcdesk.terms import Via
from grcdesk.terms.interchange import DeskRegister
from helpers import every_write, review_writes
from helpers.mutants import mutant
from helpers.table_digests import log_size, tables

SAMPLES = Path(__file__).parents[2] / "samples"
CATALOGS = Path(__file__).parents[2] / "catalogs"
REAL = Path(__file__).parents[1] / "importers" / "samples"
FEW = 5
TURNS = 300 if THOROUGH else 3

pytestmark = pytest.mark.usefixtures("forked_readers")


def below(*folders: Path) -> list[Path]:
    return sorted(path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix != ".yml")


def accounts(desk, file):
    facts = review_writes.ListFacts("2026-06-30")
    return desk.accounts.load("AR-1", review_writes.SYSTEM, file, facts, dry_run=True)


READERS = {
    "evidence": (lambda desk, file: desk.imports.preview(file), below(SAMPLES / "evidence", REAL)),
    "accounts": (accounts, below(SAMPLES / "reviews")),
    "people": (lambda desk, file: desk.accounts.roster(file, dry_run=True), [SAMPLES / "reviews" / "people.csv"]),
    "vendors": (
        lambda desk, file: desk.registers.import_(DeskRegister.VENDORS, file, dry_run=True),
        [SAMPLES / "vendors" / "suppliers.csv"],
    ),
    "controls": (
        lambda desk, file: desk.registers.import_(DeskRegister.CONTROLS, file, dry_run=True),
        below(SAMPLES / "registers"),
    ),
    "features": (lambda desk, file: desk.features.import_(file, dry_run=True), below(SAMPLES / "features")),
    "requests": (lambda desk, file: desk.request_lists.look(file), below(SAMPLES / "audit")),
    "catalogs": (lambda _, file: read_catalog(file), below(SAMPLES / "catalogs", CATALOGS)),
}


@pytest.fixture
def reviewing(desk, tmp_path):
    review_writes.opened(desk, tmp_path)
    return desk


def refused(reader, desk, file: Path, seed: str) -> int:
    said = "read"
    try:
        reader(desk, file)
    except DeskError as error:
        said = str(error)
    except BaseException as error:
        error.add_note(f"seed {seed}")
        raise
    assert said.strip(), seed
    assert "\n" not in said, seed
    return said != "read"


@pytest.mark.parametrize("name", READERS)
def test_a_file_that_was_spoilt_is_read_or_refused_in_one_sentence(reviewing, tmp_path, name):
    reader, samples = READERS[name]
    before, lines = tables(reviewing.paths.database, without=("log",)), log_size(reviewing.paths.database)
    tried = no = 0
    for sample in samples:
        data = sample.read_bytes()
        for turn in range(TURNS if len(samples) > FEW else FEW * TURNS):
            seed = f"{sample.name} {turn}"
            file = tmp_path / sample.name
            file.write_bytes(mutant(data, random.Random(seed)))  # noqa: S311  to come again, not to be secret
            no += refused(reader, reviewing, file, seed)
            tried += 1
    assert no < tried, "some are read"
    assert no or len(samples) < FEW, "and some are refused"
    assert tables(reviewing.paths.database, without=("log",)) == before
    assert log_size(reviewing.paths.database) - lines <= no, "a refusal leaves its line, and nothing else"


@pytest.mark.slow
def test_a_backup_that_was_spoilt_is_refused_and_the_desk_stays(desk, tmp_path):
    every_write.evidence(desk, tmp_path)
    desk.upkeep.backup(tmp_path / "good.zip")
    desk.close()
    data, root = (tmp_path / "good.zip").read_bytes(), desk.paths.root
    before = tables(desk.paths.database)
    no = 0
    for turn in range(20 * TURNS):
        file = tmp_path / "spoilt.zip"
        file.write_bytes(mutant(data, random.Random(turn)))  # noqa: S311  likewise
        put = DeskPaths(tmp_path / f"put {turn}")
        if refused(lambda paths, archive: restore(archive, paths, via=Via.CLI), put, file, str(turn)):
            no += 1
            assert not put.database.exists(), turn
        else:
            found = open_desk(put, via=Via.CLI)
            assert found.log.verify().broken == (), turn
            found.close()
    assert no > 10 * TURNS
    assert tables(root / "desk.db") == before


WORDS = (
    *("status:", "tsc:", "owner:", "due:", "sort:", "text:", "scope:", "id:", "-", "not ", "or ", "and ", "(", ")"),
    *("none", "any", "today", "..", "<", ">", "=", "<=", '"', "\\", ",", "-7d", "+99999d", "2026-02-30", "9999-12-31"),
    *("partial", "CC6.1", "%", "_", "'", ";", "\x00", "\ud800", "\u202e", "é", "ｆｕｌｌ", "9" * 400, "DROP TABLE log"),
)


def a_filter(chance: random.Random) -> str:
    parts = [
        chance.choice(WORDS) if chance.random() < 0.8 else "".join(chance.choices(string.printable, k=5))
        for _ in range(chance.randint(1, 9))
    ]
    return chance.choice(("", " ")).join(parts)


LISTS = {
    "controls": lambda desk, where: desk.controls.list(where),
    "evidence": lambda desk, where: desk.evidence.list(where),
    "vendors": lambda desk, where: desk.vendors.list(where),
    "features": lambda desk, where: desk.features.list(where),
    "requests": lambda desk, where: desk.requests.list(where),
    "findings": lambda desk, where: desk.findings.list(where),
    "incidents": lambda desk, where: desk.incidents.list(where),
}


def every_field() -> list[dict]:
    """What each noun can be filtered by."""
    modules = (import_module(f"grcdesk.rules.fields.{found.name}") for found in pkgutil.iter_modules(fields.__path__))
    return [value for module in modules for name, value in vars(module).items() if name.endswith("_FIELDS")]


def test_any_text_is_a_filter_of_any_noun_or_is_refused():
    nouns = every_field()
    assert len(nouns) > 15
    no = 0
    for turn in range(20 * TURNS):
        where = a_filter(random.Random(turn))  # noqa: S311  to come again, not to be secret
        for one in nouns:
            no += refused(lambda known, text: parse(text, known, date(2026, 11, 21)), one, where, repr(where))
    assert 0 < no < 20 * TURNS * len(nouns)


@pytest.mark.parametrize("name", LISTS)
def test_any_text_is_a_filter_or_is_refused_in_one_sentence(reviewing, name):
    no = 0
    for turn in range(40 * TURNS):
        chance = random.Random(f"{name} {turn}")  # noqa: S311  likewise
        where = a_filter(chance)
        no += refused(LISTS[name], reviewing, where, repr(where))
    assert 0 < no < 40 * TURNS
