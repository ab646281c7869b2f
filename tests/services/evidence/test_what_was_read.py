"""What an importer made of a file stands beside the artefact: results of runs, rows left out, pages of lists."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from grcdesk.errors import BadInput, Refused
from grcdesk.rules.evidence.evidence import unproven
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.schemas.evidence.evidence import Artefact, EvidenceChange
from grcdesk.schemas.evidence.imports import ImportPlan
from grcdesk.schemas.programme import Period
from grcdesk.services.evidence.reading import facts_of
from grcdesk.terms import EvidenceKind, Verdict

PERIOD = Span(date(2026, 1, 1), date(2026, 6, 30))
SAID = Artefact(
    EvidenceKind.POPULATION,
    period_from=PERIOD.start,
    period_to=PERIOD.end,
    source="GitHub",
    query="is:pr base:main",
    pulled_at="2026-07-02T09:30:00Z",
    completeness="page total",
    checked_by="Omar Haddad",
)
CASE = '<testsuite name="s"><testcase name="a"/><testcase name="b">{}</testcase></testsuite>'


def _write(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content)
    return path


def _population(desk, folder: Path, name: str, content: str, key: str = "") -> str:
    plan = ImportPlan("population", key=key)
    done = desk.imports.import_(_write(folder, name, content), plan, said=SAID, controls=["AI-PI-01"])
    return done.sentence.partition(" ")[0]


@pytest.fixture(autouse=True)
def _half_a_year(desk):
    desk.scope.set(period=Period(PERIOD.start, PERIOD.end))


def _verdict(desk) -> tuple[Verdict, str]:
    (row,) = desk.coverage.board(controls=["AI-PI-01"], as_of=date(2026, 11, 1))
    return row.verdict, row.sentence


def test_an_empty_list_with_a_heading_says_that_nothing_happened(desk, tmp_path):
    _population(desk, tmp_path, "p.csv", "change_id,what\n")
    assert _verdict(desk)[0] is Verdict.NO_OCCURRENCE


def test_an_empty_list_without_a_heading_says_nothing(desk, tmp_path):
    _population(desk, tmp_path, "p.json", "[]")
    verdict, sentence = _verdict(desk)
    assert verdict is Verdict.UNPROVEN
    assert "the names of its columns: an empty list must say of what" in sentence


def test_a_list_nobody_read_says_nothing(desk, tmp_path):
    path = _write(tmp_path, "p.csv", "change_id,what\n")
    desk.evidence.add(path, Artefact(**{**_facts(SAID), "row_count": 0}), controls=["AI-PI-01"])
    verdict, sentence = _verdict(desk)
    assert verdict is Verdict.UNPROVEN
    assert "an importer that read its rows: import it" in sentence


def test_a_page_is_no_population(desk, tmp_path):
    page = {"items": [{"id": 1, "what": "a"}], "has_more": True}
    name = _population(desk, tmp_path, "p.json", json.dumps(page))
    assert _verdict(desk)[0] is Verdict.UNPROVEN
    assert desk.evidence.show(name).row.page == "`has_more` says that more follow"
    assert "the rest of the list: `has_more` says that more follow" in _verdict(desk)[1]


@pytest.mark.parametrize("more", [True, False])
def test_a_page_of_a_record_stands_for_no_range(desk, tmp_path, more):
    events = {"Records": [{"id": "1", "merged": "2026-03-01T10:00:00Z"}], "has_more": more}
    said = replace(SAID, kind=EvidenceKind.CHANGE_RECORD)
    desk.imports.import_(_write(tmp_path, "c.json", json.dumps(events)), said=said, controls=["AI-SEC-04"])
    desk.evidence.set(["EV-1"], EvidenceChange(kind=EvidenceKind.CHANGE_RECORD))
    shot = _write(tmp_path, "s.json", "{}")
    facts = Artefact(EvidenceKind.CONFIG_SNAPSHOT, as_of=date(2026, 3, 1))
    desk.evidence.add(shot, facts, controls=["AI-SEC-04"])
    (row,) = desk.coverage.board(controls=["AI-SEC-04"], as_of=date(2026, 11, 1))
    assert (
        "the rest of it: `has_more` says that more follow"
        in " ".join(map(str, (row.sentence, row.warnings, row.claims)))
    ) is more
    assert (row.covered_days > 1) is not more


def test_rows_left_out_are_explained_by_a_person_or_nothing_is_final(desk, tmp_path):
    name = _population(desk, tmp_path, "p.csv", "n,what\n1,a\n,b\n2,c\n", key="n")
    verdict, sentence = _verdict(desk)
    assert verdict is Verdict.UNPROVEN
    assert "2 used, 1 skipped: mend or explain each" in sentence
    desk.evidence.set([name], EvidenceChange(skips_explained="an example of the form"))
    verdict, sentence = _verdict(desk)
    assert verdict is Verdict.FINAL
    assert "1 rows left out, Dana Reyes: an example of the form" in sentence
    assert desk.evidence.show(name).row.skips_explained_by == "Dana Reyes"
    desk.evidence.set([name], EvidenceChange(skips_explained=""))
    assert _verdict(desk)[0] is Verdict.UNPROVEN


def test_there_is_nothing_to_explain_where_no_row_was_left_out(desk, tmp_path):
    name = _population(desk, tmp_path, "p.csv", "change_id,what\n1,a\n")
    with pytest.raises(Refused, match="EV-1 has no rows that were left out"):
        desk.evidence.set([name], EvidenceChange(skips_explained="x"))


def test_the_filter_of_interim_populations_agrees_with_the_rule(desk, tmp_path):
    for number, (content, key) in enumerate(
        [("change_id\n", ""), ("change_id,x\n1,a\n", ""), ("n,x\n1,a\n,b\n", "n"), ("n,x\n1,a\n1,a\n", "n")]
    ):
        _population(desk, tmp_path, f"p{number}.csv", content, key)
    _population(desk, tmp_path, "e.json", "[]")
    desk.evidence.add(_write(tmp_path, "u.csv", "x"), SAID)
    desk.evidence.set(["EV-2"], EvidenceChange(row_count=12))
    rows = desk.evidence.list()
    wanted = [row.id for row in rows if unproven(facts_of(row))]
    assert [row.id for row in desk.evidence.list("is:interim")] == wanted == ["EV-2", "EV-3", "EV-5", "EV-6"]


def test_the_result_of_a_run_can_be_listed_and_filtered(desk, tmp_path):
    for number, inner in enumerate(("", "<failure/>", "<skipped/>", "<error/>")):
        path = _write(tmp_path, f"r{number}.xml", CASE.format(inner))
        desk.imports.import_(path, said=Artefact(EvidenceKind.TEST_RECORD, as_of=date(2026, 6, 1)))
    assert [row.result for row in desk.evidence.list()] == ["passed", "failed", "passed, 1 not run", "not counted"]
    assert [row.id for row in desk.evidence.list("result:failed")] == ["EV-2"]


def test_a_run_that_counts_for_nothing_covers_no_day(desk, tmp_path):
    control = "AI-CONF-04"  # its tests of isolation show a run
    for number, inner in enumerate(("<error/>", "")):
        path = _write(tmp_path, f"r{number}.xml", CASE.format(inner))
        said = Artefact(EvidenceKind.TEST_RECORD, as_of=date(2026, 6, 1))
        desk.imports.import_(path, said=said, controls=[control])
        (row,) = desk.coverage.board(controls=[control], as_of=date(2026, 11, 1))
        assert row.covered_days == number
        assert "claimed: EV-1: its run counts for nothing" in row.sentence


def test_a_limit_stated_afterwards_stands_in_the_place_of_the_run_without_one(desk, tmp_path):
    cases = [{"success": True}] * 19 + [{"success": False, "failureReason": 1}]
    stats = {"successes": 19, "failures": 1, "errors": 0}
    run = {"version": 3, "timestamp": "2026-06-01T10:00:00Z", "prompts": [], "results": cases, "stats": stats}
    path = _write(tmp_path, "e.json", json.dumps({"evalId": "e1", "results": run}))
    desk.imports.import_(path)
    again = desk.imports.import_(path)
    assert again.unchanged == ("EV-1",)
    desk.imports.import_(path, ImportPlan(limit=0.9))
    row = desk.evidence.show("EV-2").row
    assert (row.result, row.supersedes) == ("passed, 19 of 20, limit 0.9", "EV-1")
    assert desk.imports.report("EV-2").report.facts["limit"] == "0.9, stated at the import"
    with pytest.raises(BadInput, match="metrics takes no limit"):
        desk.imports.import_(_write(tmp_path, "m.csv", "date,value\n2026-06-01,1\n"), ImportPlan(limit=0.9))


def _facts(said: Artefact) -> dict:
    return {name: getattr(said, name) for name in said.__dataclass_fields__}
