"""Freezing lists on a real desk: one fact once, final only with everything that makes it so."""

from __future__ import annotations

import hashlib
import tempfile
from datetime import date

import pytest

from grcdesk.errors import BadInput, Damaged, NotFound, Refused
from grcdesk.importers.evidence.frozen.sorting import KeySorter
from grcdesk.rules.audits.roles import ROLES
from grcdesk.rules.populations.hashing import population_sha256
from grcdesk.schemas.audits.audits import EngagementChange, EngagementPlan
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.evidence.evidence import Artefact, EvidenceChange
from grcdesk.schemas.evidence.imports import ImportPlan
from grcdesk.schemas.programme import Period
from grcdesk.services.desk.opening import open_desk
from grcdesk.services.evidence import import_files
from grcdesk.services.populations import reading
from grcdesk.store import vault
from grcdesk.terms import EvidenceKind, Status, Verb, Verdict, Via
from grcdesk.terms.audits import EngagementKind
from grcdesk.terms.populations import PopulationState
from helpers.lists import HALF, changes, plan, read_here, write_csv
from helpers.queries import watch_queries

POPULATION = EvidenceKind.POPULATION


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    read_here(monkeypatch)


def engaged(desk, _):
    desk.audits.new(EngagementPlan("SOC 2 2026H1", EngagementKind.SOC2_TYPE2, period=Period(*HALF)))


@pytest.fixture
def half(desk_after):
    """A desk whose engagement is over the first half of the year, which is past."""
    return desk_after(engaged)


@pytest.fixture
def file(tmp_path):
    return write_csv(tmp_path / "changes.csv", changes())


def add(desk, file, controls=("AI-PI-01",), **said):
    return desk.populations.add(file, plan(**said), controls=controls)


def test_a_whole_checked_list_is_final_and_named_by_its_keys(half, file):
    done = add(half, file)
    found = half.populations.show("model_changes").row
    assert done.sentence == "POP-1: 63 rows of model_changes for AI-PI-01, 2026-01-01..2026-06-30: final"
    assert (found.final, found.why_not_final, found.state) == (True, (), PopulationState.FINAL)
    assert found.population_sha256 == population_sha256(row["change_id"] for row in changes())
    assert found.source_sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert found.lacks == tuple(
        column.name for column in ROLES["model_changes"].columns if column.name not in changes()[0]
    )
    blob = vault.blob(half.paths, found.rows_sha256)
    assert hashlib.sha256(blob.read_bytes()).hexdigest() == found.rows_sha256
    assert not blob.stat().st_mode & 0o007


def test_it_is_one_artefact_that_coverage_takes_for_the_population(half, file):
    add(half, file, controls=("AI-PI-01", "AI-PI-02"))
    (row,) = half.evidence.list()
    assert (row.id, row.controls, row.is_population, row.row_count) == ("EV-1", ("AI-PI-01", "AI-PI-02"), True, 63)
    (covered,) = half.coverage.board(controls=["AI-PI-01"])
    assert covered.verdict is Verdict.FINAL
    assert "63 items" in covered.sentence
    lines = half.log.list(resource="POP-1")
    assert [line.action for line in lines] == [Verb.POPULATION_ADD], "one line, whatever the number of rows"


def test_order_changes_nothing_and_a_row_less_changes_the_hash(half, file, tmp_path):
    add(half, file)
    first = half.populations.show("POP-1").row
    add(half, write_csv(tmp_path / "turned.csv", changes()[::-1]))
    add(half, write_csv(tmp_path / "less.csv", changes()[:-1]))
    turned, less = half.populations.show("POP-2").row, half.populations.show("POP-3").row
    assert (turned.population_sha256, turned.rows_sha256) == (first.population_sha256, first.rows_sha256)
    assert less.population_sha256 != first.population_sha256


def test_the_same_list_twice_is_told(half, file):
    add(half, file)
    done = half.populations.add(file, plan(), controls=["AI-PI-01", "AI-PI-02"])
    assert (done.batch, done.unchanged) == ("", ("POP-1",))
    assert "for other controls: grcdesk evidence link EV-1 --control ID" in done.warnings
    assert len(half.populations.list()) == 1


def test_a_newer_one_of_the_name_stands_in_the_place_of_the_older(half, file):
    add(half, file, query="")
    done = add(half, file)
    assert done.sentence.endswith("final, in the place of POP-1")
    assert [row.state for row in half.populations.list()] == [PopulationState.SUPERSEDED, PopulationState.FINAL]
    assert half.evidence.show("EV-1").row.superseded_by == "EV-2"
    assert half.populations.show("model_changes").row.id == "POP-2"
    half.populations.drop("POP-2", reason="wrong query")
    assert half.populations.show("model_changes").row.id == "POP-1"
    assert half.evidence.show("EV-2").row.rejected == "wrong query"
    with pytest.raises(Refused, match="POP-2 was dropped: wrong query"):
        half.populations.drop("POP-2", reason="once more")
    half.log.undo()
    assert half.populations.show("model_changes").row.id == "POP-2"


def test_pulled_early_it_is_interim_and_names_the_moment(desk, file):
    """The engagement runs to the end of the year: a list of half of it is no list of it."""
    done = add(desk, file, period_to=date(2026, 12, 31), pulled_at="2026-11-20T09:00:00.000Z")
    assert done.sentence.endswith("interim")
    row = desk.populations.show("POP-1").row
    assert row.why_not_final == ("it was pulled before its window was over: final from 2027-01-01T00:00:00Z on",)
    assert str(desk.evidence.show("EV-1").row.period_to) == "2026-11-20", "an artefact shows no day after its pull"
    (covered,) = desk.coverage.board(controls=["AI-PI-01"])
    assert covered.verdict is Verdict.INTERIM


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"period_from": None}, "needs the days"),
        ({"period_from": date(2026, 7, 1)}, "ends before it begins"),
        ({"period_from": date(2026, 7, 4), "period_to": date(2026, 7, 9)}, "it can list nothing of it"),
        ({"completeness": ""}, "what did Omar Haddad check"),
        ({"source": "x" * 32_001}, "source has 32,001 characters"),
    ],
)
def test_what_makes_no_population_is_refused(half, file, said, says):
    with pytest.raises((Refused, BadInput), match=says):
        add(half, file, **said)
    with pytest.raises(Refused, match="for which control"):
        add(half, file, controls=())
    with pytest.raises(BadInput, match="not a person"):
        add(half, file, by="security team")
    assert half.populations.list() == []


def test_rows_left_out_keep_it_from_final_for_good(half, tmp_path):
    rows = changes()
    rows[4]["change_id"] = ""
    add(half, write_csv(tmp_path / "c.csv", rows))
    half.evidence.set(["EV-1"], EvidenceChange(skips_explained="a draft"))
    row = half.populations.show("POP-1").row
    assert row.why_not_final == ("1 row could not be used: mend the list and add it again",)
    assert [(one.lines, one.reason) for one in row.skips] == [("6", "no change_id")]
    (covered,) = half.coverage.board(controls=["AI-PI-01"])
    assert covered.verdict is not Verdict.FINAL, "one answer, wherever it is asked for"


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({}, PopulationState.NO_OCCURRENCE),
        ({"query": ""}, PopulationState.UNPROVEN),
        ({"completeness": "", "by": ""}, PopulationState.UNPROVEN),
    ],
)
def test_nothing_happened_only_by_a_query_that_was_checked(half, tmp_path, said, state):
    add(half, write_csv(tmp_path / "none.csv", [], list(changes()[0])), **said)
    assert half.populations.show("POP-1").row.state is state
    assert reading.rows_path(half.paths, _row(half, "POP-1")).read_bytes() == b""


def _row(desk, name):
    with desk.store.read() as session:
        return reading.find(session, name)


def test_a_check_can_follow_and_the_pull_cannot_be_told_anew(half, file):
    add(half, file, completeness="", by="")
    done = half.populations.check("POP-1", completeness="Compared with the tags", by="Omar Haddad")
    assert done.sentence == "POP-1 checked by Omar Haddad; final"
    for change in (EvidenceChange(pulled_at="2026-08-01"), EvidenceChange(query="all"), EvidenceChange(row_count=1)):
        with pytest.raises(Refused, match="EV-1 is frozen as POP-1"):
            half.evidence.set(["EV-1"], change)
    half.evidence.set(["EV-1"], EvidenceChange(title="Changes of models"))
    for act, why in (
        (lambda: half.populations.check("POP-1", completeness=" "), r"how was POP-1 checked\?"),
        (lambda: half.populations.drop("POP-1", reason=" "), "dropping POP-1 needs a reason"),
    ):
        with pytest.raises(Refused, match=why):
            act()


def test_a_loose_import_of_the_same_file_gives_way_and_loses_no_control(half, file):
    said = Artefact(POPULATION, as_of=HALF[1])
    half.imports.import_(file, ImportPlan("population"), said=said, controls=["AI-SEC-01"])
    add(half, file)
    row = half.evidence.show("EV-2").row
    assert (row.supersedes, row.controls) == ("EV-1", ("AI-PI-01", "AI-SEC-01"))
    again = half.imports.import_(file, ImportPlan("population"), said=said)
    assert again.batch == "", "it is known"


def test_two_engagements_may_rest_on_one_artefact(half, file):
    add(half, file)
    half.audits.new(EngagementPlan("ISO 2026", EngagementKind.READINESS, period=Period(*HALF)))
    assert half.populations.list() == []
    add(half, file, controls=("AI-PI-02",))
    assert [(row.id, row.evidence) for row in half.populations.list()] == [("POP-2", "EV-1")]
    assert half.evidence.show("EV-1").row.controls == ("AI-PI-01", "AI-PI-02")
    half.populations.drop("POP-2", reason="not needed")
    assert half.evidence.show("EV-1").row.rejected == "", "the other engagement rests on it"
    half.audits.use("SOC 2 2026H1")
    assert half.populations.show("POP-1").row.final
    with pytest.raises(NotFound):
        half.populations.show("POP-2")


def test_a_check_told_for_another_engagement_holds_for_the_one_artefact(half, file):
    add(half, file, completeness="", by="")
    half.audits.new(EngagementPlan("ISO 2026", EngagementKind.READINESS, period=Period(*HALF)))
    add(half, file)
    row = half.evidence.show("EV-1").row
    assert (row.completeness, row.checked_by) == ("Compared with the tags of the registry", "Omar Haddad")


def test_while_the_engagement_has_no_period_a_list_is_held_against_its_own_days(desk, file):
    desk.audits.new(EngagementPlan("SOC 2 2027", EngagementKind.SOC2_TYPE2))
    add(desk, file)
    assert desk.populations.show("POP-1").row.final
    desk.audits.set("", EngagementChange(period=Period(HALF[0], date(2026, 7, 31))))
    row = desk.populations.show("POP-1").row
    assert row.why_not_final[-1] == "it lists 2026-01-01..2026-06-30, and what is tested is 2026-01-01..2026-07-31"


def test_a_control_retired_before_the_period_does_not_stretch_what_is_wanted(half, file):
    half.controls.set(["AI-PI-01"], ControlChange(status=Status.IN_PLACE, effective_from=date(2026, 2, 1)))
    half.controls.set(["AI-PI-02"], ControlChange(retired_on=date(2025, 12, 1)))
    add(half, file, controls=("AI-PI-01", "AI-PI-02"), period_from=date(2026, 2, 1))
    assert half.populations.show("POP-1").row.final


def test_a_file_says_what_was_frozen_or_nothing(half, file, tmp_path):
    add(half, file)
    done = half.populations.export("model_changes", tmp_path / "keys.txt", keys=True)
    text = (tmp_path / "keys.txt").read_text()
    assert hashlib.sha256(text.encode()).hexdigest() == half.populations.show("POP-1").row.population_sha256
    assert done.sha256 == hashlib.sha256(text.encode()).hexdigest()
    half.populations.export("POP-1", tmp_path / "rows.csv")
    assert (tmp_path / "rows.csv").read_text().splitlines()[1].startswith("CHG-0000,2026-01-02T09:00:00Z,lin,ada")
    blob = vault.blob(half.paths, half.populations.show("POP-1").row.rows_sha256)
    data = blob.read_bytes()
    blob.chmod(0o640)
    blob.write_bytes(data.replace(b"lin", b"ada", 1))
    with pytest.raises(Damaged, match="not those that were frozen"):
        half.populations.export("POP-1", tmp_path / "later.csv")
    assert not (tmp_path / "later.csv").exists()
    blob.unlink()
    with pytest.raises(Damaged, match="are missing"):
        half.populations.export("POP-1", tmp_path / "later.csv")


def test_a_preview_keeps_nothing_and_the_file_is_not_read_twice(half, file, monkeypatch):
    seen = half.populations.preview(file, plan())
    assert half.populations.list() == []
    assert not list(half.paths.vault.rglob("?" * 64))
    monkeypatch.setattr("grcdesk.services.populations.freezing.read", None)
    assert half.populations.add(file, plan(), controls=["AI-PI-01"], seen=seen).changed
    assert half.populations.show("POP-1").row.final


def test_a_file_that_changed_after_its_preview_is_not_frozen_as_if_it_were_seen(half, file, tmp_path):
    seen = half.populations.preview(file, plan())
    half.populations.preview(write_csv(tmp_path / "other.csv", changes(3)), plan())
    write_csv(file, changes(62))
    with pytest.raises(BadInput, match="changed after it was read"):
        half.populations.add(file, plan(), controls=["AI-PI-01"], seen=seen)
    assert half.populations.list() == []


def before_the_transaction(monkeypatch, act):
    """What another program does between the bytes being safe and the rows that name them."""
    take = import_files.take

    def taken(*said):
        done = take(*said)
        monkeypatch.setattr(import_files, "take", take)
        act(done)
        return done

    monkeypatch.setattr(import_files, "take", taken)


def test_bytes_that_another_program_cleaned_away_meanwhile_are_taken_again(half, file, monkeypatch):
    def clean(taken):
        for sha in taken.new:
            vault.blob(half.paths, sha).unlink()

    before_the_transaction(monkeypatch, clean)
    add(half, file)
    row = half.populations.show("POP-1").row
    assert row.final
    assert vault.hash_file(vault.blob(half.paths, row.rows_sha256)) == row.rows_sha256


def test_a_list_that_another_program_froze_meanwhile_is_not_frozen_twice(half, file, monkeypatch):
    other = open_desk(half.paths, via=Via.CLI)
    before_the_transaction(monkeypatch, lambda _: add(other, file))
    with pytest.raises(Refused, match=r"changes\.csv was frozen as POP-1 meanwhile"):
        add(half, file)
    other.close()
    assert [row.id for row in half.populations.list()] == ["POP-1"]
    assert half.populations.export("POP-1", file.with_name("out.csv")).size, "the bytes of the one that stands stay"


def test_rows_that_are_gone_are_told_of_and_flags_are_written_as_words(half, tmp_path):
    rows = [{"evaluation_id": "E-1", "passed": "yes"}, {"evaluation_id": "E-2", "passed": "no"}]
    add(half, write_csv(tmp_path / "e.csv", rows), name="evaluations", key="evaluation_id")
    half.populations.export("POP-1", tmp_path / "rows.csv")
    assert (tmp_path / "rows.csv").read_text() == "eval_id,passed\nE-1,true\nE-2,false\n"
    vault.blob(half.paths, half.populations.show("POP-1").row.rows_sha256).unlink()
    with pytest.raises(Damaged, match="the rows of POP-1 are missing"):
        half.reconciliations.run("POP-1", write_csv(tmp_path / "o.csv", rows[:1]), key="evaluation_id")


@pytest.mark.parametrize("when", ["write", "finish"])
def test_stopped_when_rows_are_there_nothing_is_left_of_them(half, file, tmp_path, monkeypatch, when):
    monkeypatch.undo()  # it is read by a process of its own, which is ended
    done, stopped = getattr(KeySorter, when), []
    monkeypatch.setattr(KeySorter, when, lambda *said: stopped.append(when) or done(*said))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    files = sorted(half.paths.vault.rglob("*"))
    with pytest.raises((BadInput, Refused), match="stopped"):
        half.populations.add(file, plan(), controls=("AI-PI-01",), stop=lambda: bool(stopped))
    assert stopped
    assert half.populations.list() == []
    assert sorted(half.paths.vault.rglob("*")) == files
    assert list((tmp_path / "temporary").iterdir()) == []
    assert half.populations.add(file, plan(), controls=("AI-PI-01",)).sentence.startswith("POP-1: 63 rows")


def test_lists_are_filtered_and_ask_as_often_however_many_there_are(half, file, tmp_path):
    add(half, file)
    queries = watch_queries(half.store)
    half.populations.list()
    once = len(queries)
    add(half, write_csv(tmp_path / "k.csv", [{"key_id": "K-1"}]), name="provider_keys", controls=("AI-SEC-01",))
    add(half, write_csv(tmp_path / "l.csv", [{"key_id": "K-1", "provider": "X"}]), name="keys_console", query="")
    queries.clear()
    assert [row.name for row in half.populations.list()] == ["model_changes", "provider_keys", "keys_console"]
    assert len(queries) == once
    assert [row.id for row in half.populations.list("state:final sort:-rows")] == ["POP-1", "POP-2"]
    assert [row.id for row in half.populations.list("control:AI-SEC-01 pulled:2026-07")] == ["POP-2"]


def test_a_name_like_a_role_is_asked_about(half, file):
    done = add(half, file, name="model_change")
    assert any("did you mean 'model_changes'" in one for one in done.warnings)
