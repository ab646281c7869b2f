"""The register: many files at once, ties, corrections, superseding; filters over it."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.models.evidence import Evidence
from grcdesk.rules.filters.filters import FilterError
from grcdesk.schemas.evidence.evidence import Artefact, EvidenceChange
from grcdesk.services.evidence import sources
from grcdesk.store import vault
from grcdesk.terms import CollectorMethod, Confidentiality, EvidenceKind, Verb
from helpers.queries import watch_queries

REPORT = Artefact(EvidenceKind.REPORT, as_of=date(2026, 6, 1))
LINK = "https://acme.example/run/1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "evidence"
    (root / "deep").mkdir(parents=True)
    (root / "b.txt").write_text("b")
    (root / "deep" / "a.txt").write_text("a")
    return root


def blobs(desk) -> int:
    return sum(path.is_file() for path in desk.paths.vault.rglob("*"))


def test_a_folder_is_walked_and_added_as_one_change(desk, folder: Path):
    seen = []
    said = desk.evidence.add(
        [folder, LINK], REPORT, controls=["AI-SEC-01"], progress=lambda done, total: seen.append((done, total))
    )
    assert said.sentence == "3 artefacts EV-1 to EV-3 for AI-SEC-01"
    assert [row.title for row in desk.evidence.list()] == ["b.txt", "a.txt", "1"]
    assert seen == [(1, 3), (2, 3), (3, 3)]
    desk.log.undo()
    assert desk.evidence.list() == []
    desk.log.redo()
    assert len(desk.evidence.list()) == 3
    assert desk.log.verify().clean


def test_what_is_no_regular_file_is_passed_over_and_named(desk, folder: Path):
    (folder / "link.txt").symlink_to("/etc/hostname")
    os.mkfifo(folder / "pipe")
    (folder / ".hidden").write_text("x")
    said = desk.evidence.add(folder, REPORT)
    assert [row.file_name for row in desk.evidence.list()] == ["b.txt", "a.txt"]
    told = " ".join(said.warnings)
    for name in ("link.txt is a symbolic link", "pipe is a pipe", ".hidden is hidden"):
        assert name in told
    for name, why in (("link.txt", "Too many levels|not a regular"), ("pipe", "not a regular file")):
        with pytest.raises(BadInput, match=why):
            desk.evidence.add(folder / name, REPORT)


def test_one_bad_file_takes_all_back_and_leaves_no_bytes(desk, folder: Path):
    with pytest.raises(BadInput, match=r"gone\.txt"):
        desk.evidence.add([folder, folder / "gone.txt"], REPORT)
    assert (desk.evidence.list(), blobs(desk)) == ([], 0)
    desk.evidence.add(folder / "b.txt", REPORT)
    with pytest.raises(BadInput):
        desk.evidence.add([folder, folder / "gone.txt"], REPORT)
    assert blobs(desk) == 1, "what another artefact names stays"


def test_stopped_between_files_nothing_is_added(desk, folder: Path):
    with pytest.raises(Refused, match="stopped"):
        desk.evidence.add(folder, REPORT, stop=lambda: True)
    assert (desk.evidence.list(), blobs(desk)) == ([], 0)


def test_bytes_let_go_meanwhile_are_taken_in_again(desk, folder: Path, monkeypatch):
    desk.evidence.add(folder / "b.txt", REPORT)
    keep = vault.keep

    def keep_then_lose(paths, source):
        found = keep(paths, source)
        monkeypatch.setattr(vault, "keep", keep)
        vault.blob(paths, found[0]).unlink()
        return found

    monkeypatch.setattr(vault, "keep", keep_then_lose)
    desk.evidence.add(folder / "b.txt", REPORT)
    assert desk.log.verify().clean


@pytest.mark.parametrize("undone", [False, True])
def test_what_another_command_came_to_name_meanwhile_stays_when_this_one_fails(
    desk, folder: Path, monkeypatch, undone: bool
):
    keep = vault.keep

    def keep_then_add(paths, source):
        monkeypatch.setattr(vault, "keep", keep)
        found = keep(paths, source)
        desk.evidence.add(source, REPORT)
        if undone:
            desk.log.undo()
        return found

    monkeypatch.setattr(vault, "keep", keep_then_add)
    with pytest.raises(BadInput, match=r"gone\.txt"):
        desk.evidence.add([folder / "b.txt", folder / "gone.txt"], REPORT)
    if undone:
        desk.log.redo()
    assert (len(desk.evidence.list()), blobs(desk)) == (1, 1)
    assert desk.vault.verify().clean


def test_a_dry_run_copies_nothing(desk, folder: Path):
    said = desk.evidence.add(folder, REPORT, controls=["AI-SEC-01"], dry_run=True)
    assert (said.dry_run, said.batch) == (True, "")
    assert said.sentence == "would add 2 artefacts: b.txt and a.txt for AI-SEC-01"
    assert (desk.evidence.list(), blobs(desk)) == ([], 0)
    with pytest.raises(Refused):
        desk.evidence.add(folder, Artefact(EvidenceKind.REPORT), dry_run=True)


def test_the_folder_of_the_desk_is_not_evidence(desk):
    with pytest.raises(BadInput, match="the desk itself"):
        desk.evidence.add(desk.paths.root, REPORT)


def test_everything_said_is_kept(desk, folder: Path):
    facts = Artefact(
        EvidenceKind.POPULATION,
        title="Changes",
        period_from=date(2026, 1, 1),
        period_to=date(2026, 6, 30),
        performed_on=date(2026, 7, 1),
        source="GitHub",
        query="is:pr base:main",
        pulled_at="2026-07-02T09:30:00+02:00",
        method=CollectorMethod.API,
        provided_by="Omar Haddad",
        slot="2026Q2",
        confidentiality=Confidentiality.AUDITOR,
        valid_until=date(2027, 6, 30),
        row_count=0,
        completeness="page total",
        accuracy="spot check of 5",
        checked_by="Sofia Brandt",
        note="ask again in January",
    )
    desk.evidence.add(folder / "b.txt", facts, tests=["AI-PI-01.T1"])
    detail = desk.evidence.show("EV-1")
    row = detail.row
    assert (row.pulled_at, row.collected_at) == ("2026-07-02T07:30:00.000Z",) * 2
    assert row.recorded_at == "2026-11-21T09:00:00.000Z"
    assert (row.collected_by, row.provided_by, row.checked_by) == ("Dana Reyes", "Omar Haddad", "Sofia Brandt")
    assert (row.method, row.confidentiality, row.for_slot) == (CollectorMethod.API, Confidentiality.AUDITOR, "2026Q2")
    assert (row.is_population, row.row_count, row.completeness) == (True, 0, "page total")
    assert (row.controls, row.tests) == (("AI-PI-01",), ("AI-PI-01.T1",)), "a test brings its control"
    assert detail.note == "ask again in January"
    assert detail.lacks == ("a population lacks an importer that read its rows: import it",)
    assert set(detail.titles) == {"AI-PI-01"}


def test_a_group_collects_nothing(desk):
    with pytest.raises(BadInput, match="not a person"):
        desk.evidence.add(LINK, Artefact(EvidenceKind.REPORT, as_of=date(2026, 6, 1), checked_by="Security team"))


@pytest.fixture
def three(desk, folder: Path):
    """EV-1 placed, EV-2 waiting with the same bytes, EV-3 a link."""
    desk.evidence.add(folder / "b.txt", REPORT, controls=["AI-SEC-01"], tests=["AI-SEC-01.T1"])
    desk.evidence.add(folder / "b.txt", Artefact(EvidenceKind.POPULATION, as_of=date(2025, 1, 1), source="Okta"))
    desk.evidence.add(LINK, Artefact(EvidenceKind.TICKET, as_of=date(2026, 11, 1), valid_until=date(2026, 11, 20)))
    return desk


def test_placing_is_for_what_waits(three):
    with pytest.raises(Refused, match="EV-1 placed already"):
        three.evidence.place(["EV-2", "EV-1"], controls=["AI-SEC-02"])
    with pytest.raises(Refused, match="where"):
        three.evidence.place(["EV-2"])
    assert three.evidence.place(["EV-2"], controls=["AI-SEC-02"], dry_run=True).dry_run
    assert three.evidence.place(["EV-2", "EV-3"], controls=["AI-SEC-02"]).sentence == "2 artefacts placed for AI-SEC-02"
    assert three.evidence.keys("is:unplaced") == []


def test_ties_come_and_go(three):
    said = three.evidence.link(["EV-1", "EV-3"], controls=["AI-SEC-01"])
    assert said.unchanged == ("EV-1",)
    three.evidence.link(["EV-1"], tests=["AI-SEC-03.T1"])
    assert three.evidence.rows(["EV-1"])[0].controls == ("AI-SEC-01", "AI-SEC-03")
    three.evidence.unlink(["EV-1"], controls=["AI-SEC-03"])
    row = three.evidence.rows(["EV-1"])[0]
    assert (row.controls, row.tests) == (("AI-SEC-01",), ("AI-SEC-01.T1",)), "its tests go with a control"
    with pytest.raises(Refused, match="not tied"):
        three.evidence.unlink(["EV-2"], controls=["AI-SEC-01"])
    with pytest.raises(NotFound, match="no test"):
        three.evidence.link(["EV-2"], tests=["AI-SEC-01.T99"])
    with pytest.raises(NotFound, match="no evidence 'EV-9'"):
        three.evidence.link(["EV-9"], controls=["AI-SEC-01"])
    assert three.log.verify().clean


def test_a_newer_one_takes_the_place_of_an_older(three):
    assert three.evidence.supersede("EV-1", "EV-2").sentence == "EV-2 supersedes EV-1 for AI-SEC-01"
    old, new = three.evidence.rows(["EV-1", "EV-2"])
    assert (old.superseded_by, new.supersedes) == ("EV-2", "EV-1")
    assert (new.controls, new.tests) == (("AI-SEC-01",), ("AI-SEC-01.T1",))
    three.evidence.supersede("EV-2", "EV-3")
    for older, newer in (("EV-1", "EV-1"), ("EV-3", "EV-1"), ("EV-1", "EV-3")):
        with pytest.raises(Refused):
            three.evidence.supersede(older, newer)
    assert three.evidence.keys("is:superseded") == ["EV-1", "EV-2"]


def test_what_was_rejected_is_not_tied(three):
    three.evidence.reject("EV-2", reason="wrong tenant")
    for act in (three.evidence.place, three.evidence.link):
        with pytest.raises(Refused, match="EV-2 rejected: wrong tenant"):
            act(["EV-2"], controls=["AI-SEC-01"])
    assert three.evidence.keys("is:unplaced") == ["EV-3"]


def test_what_is_said_can_be_corrected_as_one_change(three):
    said = three.evidence.set(["EV-2", "EV-3"], EvidenceChange(query="all users", method=CollectorMethod.EXPORT))
    assert said.sentence == "query and method set on 2 artefacts"
    assert {row.query for row in three.evidence.rows(["EV-2", "EV-3"])} == {"all users"}
    with pytest.raises(Refused, match="EV-3: evidence without a date"):
        three.evidence.set(["EV-3"], EvidenceChange(as_of=None))
    with pytest.raises(BadInput, match="nothing to set"):
        three.evidence.set(["EV-3"], EvidenceChange())
    three.log.undo(said.batch)
    assert {row.query for row in three.evidence.rows(["EV-2", "EV-3"])} == {""}


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("is:unplaced", ["EV-2", "EV-3"]),
        ("is:placed", ["EV-1"]),
        ("is:stale", ["EV-2", "EV-3"]),
        ("is:unpreserved", ["EV-3"]),
        ("is:interim", ["EV-2"]),
        ("kind:report,ticket", ["EV-1", "EV-3"]),
        ("control:AI-SEC", ["EV-1"]),
        ("test:AI-SEC-01.T1", ["EV-1"]),
        ("-control:any", ["EV-2", "EV-3"]),
        ("dated:>2026-06-01", ["EV-3"]),
        ("dated:<2026", ["EV-2"]),
        ("collected:today", ["EV-1", "EV-2", "EV-3"]),
        ("source:okta", ["EV-2"]),
        ("source:none", ["EV-1", "EV-3"]),
        ("by:dana", ["EV-1", "EV-2", "EV-3"]),
        ("file:acme", ["EV-3"]),
        ("sort:-dated", ["EV-3", "EV-1", "EV-2"]),
        ("acme", ["EV-3"]),
    ],
)
def test_filters_pick_what_they_say(three, where: str, expected: list[str]):
    assert three.evidence.keys(where) == expected
    if "sort" not in where:
        opposite = three.evidence.keys(f"-{where}") if not where.startswith("-") else three.evidence.keys(where[1:])
        assert sorted([*expected, *opposite]) == ["EV-1", "EV-2", "EV-3"]


def test_a_filter_that_cannot_be_understood_is_refused(desk):
    with pytest.raises(FilterError):
        desk.evidence.keys("colour:red")


def test_a_window_takes_four_queries_whatever_its_size(three, desk):
    def queries(keys: list[str]) -> int:
        seen = watch_queries(desk.store)
        desk.evidence.rows(keys)
        return len([one for one in seen if "SELECT" in one])

    assert queries(["EV-1"]) == queries(["EV-3", "EV-2", "EV-1"]) == 4


def test_the_same_bytes_are_named(three):
    assert three.evidence.show("EV-1").same_bytes == ("EV-2",)
    with pytest.raises(NotFound, match="EV-7"):
        three.evidence.show("EV-7")


CARD, KEY = "4111 1111 1111 1111", "AKIA" + "ABCDEFGH12345678"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_file_with_a_secret_is_taken_and_warned_of_without_showing_it(desk, tmp_path: Path, encoding: str):
    file = tmp_path / "dump.txt"
    file.write_text(f"name,card\nDana,{CARD}\n{KEY}\n", encoding=encoding)
    said = desk.evidence.add(file, REPORT)
    (warning,) = said.warnings
    assert warning.startswith(
        "dump.txt seems to hold a card number at line 2, column 6, an AWS access key at line 3, column 1: "
    )
    lines = b"".join(line.encode() for line in map(str, desk.log.list(limit=0)))
    assert CARD.encode() not in lines


def test_a_typed_text_is_looked_at_wherever_it_is_typed(desk, tmp_path: Path):
    said = desk.evidence.add(LINK, Artefact(EvidenceKind.TICKET, as_of=date(2026, 6, 1), note=f"login with {KEY}"))
    assert any(one.startswith("note seems to hold an AWS access key at line 1, column 12") for one in said.warnings)
    said = desk.actions.add("AI-SEC-01", f"Rotate {KEY}", owner="Omar Haddad", due=date(2026, 12, 1))
    assert KEY not in " ".join(said.warnings)
    assert said.warnings[0].startswith("title seems to hold an AWS access key")
    assert desk.log.undo().warnings == ()


def test_what_is_no_text_is_not_looked_into(desk, tmp_path: Path):
    file = tmp_path / "scan.bin"
    file.write_bytes(b"\x00\x01" + KEY.encode())
    assert desk.evidence.add(file, REPORT).warnings == ()


def test_folders_that_hold_nothing_or_are_hidden_are_told(desk, folder: Path):
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("x")
    (folder / "empty").mkdir()
    said = desk.evidence.add(folder, REPORT)
    assert said.warnings[-1] == f"1 entry passed over: {folder}/.git is hidden"
    with pytest.raises(BadInput, match="holds no files"):
        desk.evidence.add(folder / "empty", REPORT)


def test_a_folder_that_cannot_be_read_is_refused_by_name(desk, folder: Path, monkeypatch):
    scan = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "deep":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refuse)
        with pytest.raises(BadInput, match=r"deep.*cannot be read: Permission denied"):
            desk.evidence.add(folder, REPORT)
    assert (desk.evidence.list(), blobs(desk)) == ([], 0)


def test_a_file_that_changes_while_its_bytes_are_let_go_is_not_taken_for_what_it_was(desk, folder: Path, monkeypatch):
    desk.evidence.add(folder / "b.txt", REPORT)
    keep = vault.keep

    def keep_then_lose(paths, source):
        found = keep(paths, source)
        monkeypatch.setattr(vault, "keep", keep)
        vault.blob(paths, found[0]).unlink()
        source.write_text("something else")
        return found

    monkeypatch.setattr(vault, "keep", keep_then_lose)
    with pytest.raises(BadInput, match="changed while it was taken in"):
        desk.evidence.add(folder / "b.txt", REPORT)
    assert [row.id for row in desk.evidence.list()] == ["EV-1"]


def test_what_is_asked_of_no_artefact_or_to_no_end_is_refused(three):
    with pytest.raises(NotFound, match=r"which artefact\?"):
        three.evidence.reject([], reason="old")
    with pytest.raises(Refused, match=r"tie EV-1 to what\?"):
        three.evidence.link(["EV-1"])


def test_the_reason_told_is_that_of_the_one_that_was_rejected(three):
    three.evidence.reject("EV-2", reason="drawn with the wrong filter")
    with pytest.raises(Refused, match="EV-2 rejected: drawn with the wrong filter"):
        three.evidence.link(["EV-1", "EV-2"], controls=["AI-SEC-01"])


def test_an_artefact_of_which_nobody_knows_when_it_came_in_is_judged_by_today(three):
    with three.store.work(Verb.EVIDENCE_SET) as work:
        work.session.get_one(Evidence, "EV-1").recorded_at = ""
    three.evidence.set(["EV-1"], EvidenceChange(as_of=date(2026, 11, 21)))
    with pytest.raises(Refused):
        three.evidence.set(["EV-1"], EvidenceChange(as_of=date(2026, 11, 22)))


def test_sources_are_those_in_use_and_those_that_are_known_each_once(desk, monkeypatch):
    desk.evidence.add(LINK, replace(REPORT, source="console of the model gateway"), controls=["AI-SEC-01"])
    desk.evidence.add(LINK + "2", replace(REPORT, source="our own ledger"), controls=["AI-SEC-01"])
    desk.evidence.add(LINK + "3", REPORT)
    with pytest.raises(Refused, match="a source needs a name"):
        desk.sources.set("  ", 30)
    assert desk.sources.set("Model gateway", 30, note="free plan").sentence == "Model gateway keeps 30 days"
    assert desk.sources.set("model  GATEWAY", 0).sentence == "Model gateway keeps everything"
    rows = {row.name: row for row in desk.sources.list()}
    assert (rows["Model gateway"].days, rows["Model gateway"].artefacts, rows["Model gateway"].own) == (0, 1, True)
    assert (rows["our own ledger"].days, rows["our own ledger"].artefacts) == (None, 1)
    assert "" not in rows
    with desk.store.read() as session:
        assert sources.of_controls(session, ["AI-SEC-01"]) == {"AI-SEC-01": {"Model gateway": 0}}
        assert sources.of_controls(session, []) == {}
        monkeypatch.setattr(sources, "_FEW", 0)
        told = sources.of_controls(session, ["AI-SEC-01"])
        assert told == {"AI-SEC-01": {"Model gateway": 0}}, "so many that they are not put into the query"
