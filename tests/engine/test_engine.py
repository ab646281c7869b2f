"""Checks run over populations: values come back as they went in, and every limit stops a check, never cuts it."""

# ruff: noqa: ISC004, S608  long statements; nothing of them comes from outside
from __future__ import annotations

import os
import random
import time
from datetime import date
from pathlib import Path

import pytest

from engine.conftest import CHANGES, RELEASES, SCHEMA, Written
from engine.test_validate import GOOD
from grcdesk.engine import process
from grcdesk.engine.engine import CheckStopped, DuckEngine, default_engine
from grcdesk.engine.tables import EngineCheck, EngineTable, Limits, period_days
from grcdesk.errors import BadInput, DeskError
from grcdesk.rules.audits.parameters import Parameter
from grcdesk.rules.audits.roles import ColumnKind, RoleColumn
from grcdesk.terms import ParameterKind

ROWS = (
    ("CHG-2", "2026-03-29T01:30:00Z", "2026-03-29", "ana", "ana", "c1", "0.8766666666666667", True),
    ("CHG-10", "2026-03-29T02:30:00.250Z", None, "bo", None, "c2", 0.1, False),
    (None, None, "2026-02-28", "É", "ana", None, "-12345678901234567890.000000000000000001", None),
)
PARAMETERS = [
    Parameter("limit", ParameterKind.NUMBER, "0.88"),
    Parameter("kind", ParameterKind.TEXT, "bo'; DROP TABLE releases"),
    Parameter("within", ParameterKind.DURATION, "24h"),
    Parameter("as_of", ParameterKind.DATE, "2026-06-30"),
    Parameter("period_end", ParameterKind.TIME, "2026-07-01T00:00:00Z"),
]


@pytest.fixture
def started() -> list:
    """Every process that was started."""
    return []


@pytest.fixture(autouse=True)
def _no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, started: list):
    """Nothing is written at home, in the folder one stands in, or where temporary files go; no process is left."""
    places = [tmp_path / name for name in ("home", "here", "temp")]
    for place in places:
        place.mkdir(exist_ok=True)
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temp"))
    begin = process.subprocess.Popen

    def watched(*arguments, **options):
        started.append(begin(*arguments, **options))
        return started[-1]

    monkeypatch.setattr(process.subprocess, "Popen", watched)
    yield
    assert [list(place.iterdir()) for place in places] == [[], [], []]
    assert all(one.poll() is not None for one in started)


def run(*sql: str, tables=(), limits=None, **options):
    checks = [EngineCheck(f"C{number}", text) for number, text in enumerate(sql, 1)]
    return DuckEngine().run(checks, tables, PARAMETERS, limits=limits, **options)


def test_values_come_back_as_they_went_in(table: Written):
    changes = table("model_changes", CHANGES, *ROWS)
    (found,) = run("SELECT change_id, merged_at, day, author, score, passed FROM model_changes", tables=[changes])
    assert found.columns == ("change_id", "merged_at", "day", "author", "score", "passed")
    assert found.rows == (
        ("CHG-10", "2026-03-29T02:30:00.250000Z", None, "bo", "0.1", "false"),
        ("CHG-2", "2026-03-29T01:30:00Z", "2026-03-29", "ana", "0.8766666666666667", "true"),
        (None, None, "2026-02-28", "É", "-12345678901234567890.000000000000000001", None),
    )


def test_the_order_of_the_file_changes_nothing_and_a_row_less_does(table: Written):
    rows = [(f"CHG-{number % 50}", None, None, "ana", "ana", f"c{number}", None, None) for number in range(500)]
    shuffled = rows.copy()
    random.Random(1).shuffle(shuffled)  # noqa: S311  any order will do
    tables = [table("a", CHANGES, *rows), table("b", CHANGES, *shuffled), table("c", CHANGES, *shuffled[1:])]
    sql = [f"SELECT change_id, commit FROM {one.name} WHERE author = approver" for one in tables]
    first, second, third = (found.digest for found in run(*sql, tables=tables))
    assert first == second != third


def test_parameters_are_values_and_never_sql(table: Written):
    changes = table("model_changes", CHANGES, *ROWS)
    found = run(
        "SELECT change_id FROM model_changes WHERE score < :limit AND score > 0",
        "SELECT change_id FROM model_changes WHERE author = :kind",
        "SELECT change_id, DATE_DIFF('day', CAST(merged_at AS DATE), :as_of) AS age FROM model_changes"
        " WHERE DATE_DIFF('second', CAST(merged_at AS TIMESTAMP), :period_end) > :within",
        tables=[changes],
    )
    assert [[row[0] for row in one.rows] for one in found] == [["CHG-10", "CHG-2"], [], ["CHG-10", "CHG-2"]]
    assert found[2].rows[0] == ("CHG-10", "93")


def test_everything_the_language_allows_runs():
    tables = [EngineTable(name, columns, None) for name, columns in SCHEMA.items()]
    checks = [EngineCheck(sql, sql) for sql in GOOD]
    assert default_engine().faults(checks, tables, PARAMETERS) == {}


def test_days_are_a_table_and_a_path_is_a_path_and_no_pattern(table: Written, tmp_path: Path):
    days = (RoleColumn("Log day", ColumnKind.DATE), RoleColumn("log_day"))
    written = table("prompt_logs", days, ("2026-01-01", "x"), ("2026-01-03", "y"))
    odd = tmp_path / "[a]*?'\"$path {1}" / "day=1"
    odd.mkdir(parents=True)
    moved = written.path.rename(odd / "r[1].jsonl")
    (odd / "r1.jsonl").write_text('{"Log day": "2026-01-02", "log_day": "z"}\n')
    sql = "SELECT p.day FROM period_days AS p LEFT JOIN prompt_logs AS l ON l.log_day = p.day WHERE l.log_day_2 IS NULL"
    tables = [EngineTable("prompt_logs", days, moved), period_days(date(2026, 1, 1), date(2026, 1, 4))]
    (found,) = run(sql, tables=tables)
    assert found.rows == (("2026-01-02",), ("2026-01-04",))


def test_checks_come_back_in_order_with_progress_and_only_what_they_name_is_loaded(table: Written):
    gone = EngineTable("model_changes", CHANGES, None)
    broken = table("broken", RELEASES, ("x", "y"))
    broken.path.write_text("no json\n")
    told: list[tuple[int, int]] = []
    found = run(
        "SELECT release_id FROM releases",
        "SELECT change_id FROM model_changes",
        tables=[table("releases", RELEASES, ("R-1", None)), gone, broken],
        progress=lambda done, of: told.append((done, of)),
    )
    assert [(one.name, len(one.rows)) for one in found] == [("C1", 1), ("C2", 0)]
    assert told == [(1, 2), (2, 2)]
    assert run() == []


GOOD_ONE = "SELECT release_id FROM releases"
CROSS = "SELECT COUNT(*) AS n FROM model_changes AS a JOIN model_changes AS b ON a.kind = b.kind"
STOPS = {
    "time": (
        f"{CROSS} JOIN model_changes AS c ON b.kind = c.kind AND a.change_id <> c.change_id",
        Limits(seconds=0.5),
        "C1 took longer than 0.5 s and was stopped",
    ),
    "memory": (
        "SELECT a.change_id, b.change_id AS other, COUNT(*) AS n FROM model_changes AS a"
        " JOIN model_changes AS b ON a.kind = b.kind GROUP BY a.change_id, b.change_id",
        Limits(memory=64 << 20),
        "C1 needed more than 64 MiB of memory and was stopped",
    ),
    "rows": (
        "SELECT a.change_id, b.change_id AS other FROM model_changes AS a JOIN model_changes AS b ON a.kind = b.kind",
        Limits(rows=1_000),
        "C1 found more than 1,000 rows; nothing was cut, nothing is shown",
    ),
}


@pytest.mark.parametrize("kind", list(STOPS))
def test_a_limit_stops_a_check_in_one_sentence(many: EngineTable, kind: str):
    sql, limits, told = STOPS[kind]
    started = time.monotonic()
    with pytest.raises(CheckStopped) as stopped:
        run(sql, tables=[many], limits=limits)
    assert (stopped.value.message, stopped.value.check, stopped.value.exit_code) == (told, "C1", 1)
    assert stopped.value.hint
    assert time.monotonic() - started < 20


def test_as_many_rows_as_allowed_are_no_fault_and_nothing_runs_on_after_a_stop(many: EngineTable, started: list):
    slow, _, _ = STOPS["time"]
    every = "SELECT change_id FROM model_changes"
    with pytest.raises(CheckStopped) as kept:
        run(every, f"{every} UNION ALL SELECT kind FROM model_changes", slow, tables=[many], limits=Limits(rows=20_000))
    assert kept.value.check == "C2"
    assert [one.poll() is not None for one in started] == [True]


def test_a_process_that_no_longer_listens_is_killed(many: EngineTable, monkeypatch: pytest.MonkeyPatch):
    """The engine looks at its clock between steps only: whatever it does, ours ends it."""
    monkeypatch.setattr(
        process, "_BOOT", 'import time; print(\'{"begin":"check","name":"C1"}\', flush=True); time.sleep(60)'
    )
    started = time.monotonic()
    with pytest.raises(CheckStopped, match=r"took longer than 0\.2 s"):
        run("SELECT change_id FROM model_changes", tables=[many], limits=Limits(seconds=0.2))
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ("os.abort()", "C1 needed more than 1 GiB"),
        ("os.kill(os.getpid(), 24)", "C1 took longer than 10 s"),
        ("print('{')", "C1 cannot be run"),
        ("sys.exit(3)", "C1 cannot be run"),
    ],
)
def test_a_process_that_dies_says_why(many: EngineTable, monkeypatch: pytest.MonkeyPatch, end: str, told: str):
    begun = 'import os, sys; sys.stdin.read(); print(\'{"begin":"check","name":"C1"}\', flush=True)'
    monkeypatch.setattr(process, "_BOOT", f"{begun}; {end}")
    with pytest.raises((CheckStopped, BadInput), match=told):
        run("SELECT change_id FROM model_changes", tables=[many])


def test_an_engine_that_does_not_start_is_told_so(many: EngineTable, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(process, "_BOOT", "pass")
    with pytest.raises(CheckStopped, match="did not start: it ended") as stopped:
        run("SELECT change_id FROM model_changes", tables=[many])
    assert stopped.value.check == ""
    monkeypatch.setattr(process.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(DeskError, match="engine that runs checks is not installed"):
        run("SELECT change_id FROM model_changes", tables=[many])


@pytest.mark.parametrize("size", [10, 1 << 20], ids=["a short request", "a long one"])
def test_a_process_that_ended_before_it_was_asked_is_a_fault(monkeypatch: pytest.MonkeyPatch, started: list, size: int):
    monkeypatch.setattr(process, "_BOOT", "pass")

    def asked():
        started[-1].wait()
        return {"limits": {}, "tables": [], "checks": ["x" * size]}

    assert list(process.answers(asked, 5)) == [("", process.StoppedCheck("failed", "start", ""))]


def test_a_process_that_says_nothing_more_and_does_not_end_has_failed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(process, "_GOODBYE", 0.1)
    monkeypatch.setattr(process, "_BOOT", "import os, time; os.close(1); time.sleep(60)")
    request = {"limits": {}, "tables": [], "checks": []}
    assert list(process.answers(lambda: request, 5)) == [("", process.StoppedCheck("failed", "start", ""))]


@pytest.mark.slow
def test_more_bytes_than_may_be_handed_back_stop_a_check(many: EngineTable):
    wide = ", ".join(f"'{letter * 1000}' AS {letter}" for letter in "abcd")
    with pytest.raises(CheckStopped, match="C1 hands back more than 64 MiB"):
        run(f"SELECT change_id, {wide} FROM model_changes", tables=[many])


def test_it_can_be_stopped_by_whoever_asked(many: EngineTable):
    sql, _, _ = STOPS["time"]
    with pytest.raises(CheckStopped, match="stopped; nothing was kept"):
        run(sql, tables=[many], stop=lambda: True)


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        (RoleColumn("at", ColumnKind.TIME), "2026-01-01T00:00:00+02:00", "no time in UTC"),
        (RoleColumn("day", ColumnKind.DATE), "2026-13-01", "2026-13-01"),
        (RoleColumn("score", ColumnKind.NUMBER), "0,88", "line 1"),
    ],
)
def test_a_row_that_is_not_what_its_column_says_is_named(table: Written, column: RoleColumn, value: str, told: str):
    with pytest.raises(BadInput) as refused:
        run(f'SELECT "{column.name}" FROM t', tables=[table("t", (column,), (value,))])
    assert "t cannot be loaded" in refused.value.message
    assert told in refused.value.message
    assert "\n" not in str(refused.value)


def test_what_the_engine_cannot_compute_is_one_sentence_and_keeps_no_other_from_running(table: Written):
    wrong = {
        "text": "SELECT ABS(release_id) AS n FROM releases",
        "group": "SELECT release_id FROM releases GROUP BY change_id",
        "scalar": "SELECT release_id FROM releases WHERE change_id = (SELECT b.change_id FROM releases AS b)",
        "cast": "SELECT CAST(release_id AS INT) AS n FROM releases",
        "unread": "SELECT release_id FROM nowhere",
    }
    checks = [EngineCheck(name, sql) for name, sql in ({"good": GOOD_ONE} | wrong).items()]
    releases = table("releases", RELEASES, ("R-1", "CHG-1"), ("R-2", "CHG-2"))
    found = DuckEngine().faults(checks, [releases], PARAMETERS)
    assert set(found) == set(wrong)
    for name, error in found.items():
        assert isinstance(error, BadInput)
        assert name == "unread" or error.message.startswith(f"{name} cannot be run: ")
        assert str(error).isprintable()
        assert error.hint


@pytest.mark.parametrize("name", ["Model changes", "", "1st", "x" * 64, 'a"b', "releases"])
def test_a_population_needs_a_name_of_its_own_that_a_check_can_write(name: str):
    tables = [EngineTable("releases", RELEASES, None), EngineTable(name, RELEASES, None)]
    with pytest.raises(BadInput, match="population"):
        run("SELECT release_id FROM releases", tables=tables)


def test_rows_that_are_gone_are_said(tmp_path: Path):
    with pytest.raises(BadInput, match="rows of releases are gone"):
        run("SELECT release_id FROM releases", tables=[EngineTable("releases", RELEASES, tmp_path / "no.jsonl")])


def test_a_parameter_must_be_of_its_kind():
    wrong = [Parameter("limit", ParameterKind.NUMBER, "many")]
    with pytest.raises(BadInput, match="parameter limit is 'many'"):
        DuckEngine().run(
            [EngineCheck("C1", "SELECT release_id FROM releases")], [EngineTable("releases", RELEASES, None)], wrong
        )


def test_two_checks_of_one_name_are_refused():
    check = EngineCheck("C1", "SELECT release_id FROM releases")
    with pytest.raises(BadInput, match="two checks are called C1"):
        DuckEngine().run([check, check], [EngineTable("releases", RELEASES, None)], [])


def test_nothing_of_our_surroundings_goes_with_the_process(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("API_KEY", "sk-secret")
    told = "json.dumps({'fault': 'failed', 'told': ' '.join(sorted(os.environ))})"
    boot = f"import json, os; print({told}); print('{{\"over\": true}}')"
    monkeypatch.setattr(process, "_BOOT", boot)
    request = {"limits": {}, "tables": [], "checks": []}
    ((_, fault),) = process.answers(lambda: request, 5)
    assert set(fault.told.split()) <= {"TZ", "LC_CTYPE", "SYSTEMROOT"}
    assert "API_KEY" in os.environ
