"""A check tried by hand: over files alone, over the desk, and over both; what lacks is said, and nothing is left."""

from __future__ import annotations

import gzip
import tempfile
from datetime import date
from pathlib import Path

import pytest

from grcdesk.errors import BadInput, Refused, Unwritable
from grcdesk.schemas.populations import PopulationPlan
from grcdesk.services.testing.trying import lacking, trial, try_check

CSV = """\
Change ID,merged_at,author,approver,score,passed,body
CHG-1,2026-03-01T10:00:00Z,ana,bo,0.91,yes,a long text that somebody wrote about this change
CHG-2,2026-03-02 12:00:00+02:00,ana,Ana,0.70,no,another text that goes on and on for quite a while
CHG-3,2026-03-03T10:00:00Z,bo,,0.95,yes,a third text which no one should ever keep in a desk
"""
SELF = "SELECT change_id, author FROM model_changes WHERE approver = author OR approver IS NULL"


@pytest.fixture
def changes(tmp_path: Path) -> Path:
    path = tmp_path / "changes.csv"
    path.write_text(CSV)
    return path


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_files_are_read_by_the_columns_of_their_role_without_a_desk(changes: Path, temp: Path):
    found = try_check(trial(SELF, [f"model_changes={changes}"], []))
    assert found.columns == ("change_id", "author")
    assert [row[0] for row in found.rows] == ["CHG-2", "CHG-3"]
    (told,) = found.populations
    assert (told.name, told.source, told.rows, told.skipped) == ("model_changes", "changes.csv", 3, 0)
    assert any("body" in note for note in told.notes)
    assert list(temp.iterdir()) == []


def test_columns_have_the_kinds_of_the_role_and_others_are_measured(changes: Path, tmp_path: Path, temp: Path):
    path = tmp_path / "list.json.gz"
    path.write_bytes(gzip.compress(b'[{"Case No": "7", "Opened on": "2026-01-05", "cost": 1.5}, {"Case No": "8"}]'))
    sql = """
        SELECT m.change_id, m.merged_at, m.score, CAST(m.score * 100 AS DECIMAL(9, 1)) AS percent,
          DATE_DIFF('day', CAST(m.merged_at AS DATE), :as_of) AS age, c.case_no, c.opened_on, c.cost
        FROM model_changes AS m JOIN my_cases AS c ON c.opened_on IS NULL OR c.cost > 1
        WHERE m.score < :least AND m.merged_at >= :period_start
    """
    values = ["first_day=2026-03-02", "last_day=2026-03-31", "least=0.88"]
    files = [f"model_changes={changes}", f"my-cases={path}"]
    found = try_check(trial(sql, files, values, ["my_cases=Case No"]))
    change = ("CHG-2", "2026-03-02T10:00:00Z", "0.7", "70", "29")
    assert found.rows == ((*change, "7", "2026-01-05", "1.5"), (*change, "8", None, None))
    assert found.parameters == {"as_of": "2026-03-31", "least": "0.88", "period_start": "2026-03-02T00:00:00Z"}


@pytest.mark.parametrize(
    ("sql", "files", "values", "named"),
    [
        (SELF, [], [], ["model_changes"]),
        (SELF, ["model_changes=x.csv"], [], []),
        ("SELECT change_id FROM model_changes WHERE score < :least", ["model_changes=x.csv"], [], [":least"]),
        ("SELECT change_id FROM model_changes WHERE score < :least", ["model_changes=x.csv"], ["least=1"], []),
        ("SELECT p.day FROM period_days AS p", [], [], [":first_day", ":last_day"]),
        ("SELECT p.day FROM quarter_ends AS p", [], ["first_day=2026-01-01", "last_day=2026-03-31"], []),
        ("SELECT m.change_id FROM model_changes AS m WHERE 1 = :has_deployments", ["model_changes=x.csv"], [], []),
    ],
)
def test_what_only_a_desk_can_give_is_known_before(sql, files, values, named):
    assert lacking(trial(sql, files, values)) == named


@pytest.mark.parametrize(
    ("files", "values", "keys", "told"),
    [
        (["model_changes"], [], [], "is no pair"),
        (["model_changes="], [], [], "is no pair"),
        ([], ["=5"], [], "is no pair"),
        (["Model Changes=x.csv"], [], [], "cannot name a population"),
        ([], [], ["model_changes=id"], "and no file"),
        ([], ["as_of=soon"], [], "no date"),
        ([], ["first_day=2026-04-01", "last_day=2026-03-01"], [], "ends before it begins"),
        (["model_changes=gone.csv"], [], [], "cannot be read"),
        ([], [], [], "no file is given for population model_changes"),
    ],
)
def test_what_was_typed_wrong_is_said(files, values, keys, told):
    with pytest.raises(BadInput, match=told):
        try_check(trial(SELF, files, values, keys))


def test_what_no_check_may_be_is_refused_before_any_file_is_read():
    with pytest.raises(BadInput, match="this is PRAGMA"):
        trial("PRAGMA database_list", ["model_changes=gone.csv"], [])


@pytest.mark.slow
def test_the_desk_gives_what_is_frozen_its_period_and_what_its_catalogs_measure_by(desk, changes: Path, temp: Path):
    plan = PopulationPlan("model_changes", period_from=date(2026, 1, 1), period_to=date(2026, 6, 30), query="all")
    desk.populations.add(changes, plan, controls=["AI-PI-01"])
    found = desk.trials.run(trial(SELF, [], []))
    assert [row[0] for row in found.rows] == ["CHG-2", "CHG-3"]
    assert found.populations[0].source == "POP-1"
    sql = "SELECT change_id FROM model_changes WHERE merged_at < :period_end AND :max_key_age_days > :has_alerts"
    found = desk.trials.run(trial(sql, [], []))
    assert len(found.rows) == 3
    assert found.parameters == {"has_alerts": "0", "max_key_age_days": "90", "period_end": "2027-01-01T00:00:00Z"}
    other = changes.with_name("other.csv")
    other.write_text(CSV.replace("CHG-2", "CHG-9"))
    found = desk.trials.run(trial(SELF, [f"model_changes={other}"], []))
    assert [row[0] for row in found.rows] == ["CHG-3", "CHG-9"]
    with pytest.raises(Refused, match="population alerts is not on file"):
        desk.trials.run(trial("SELECT alert_id FROM alerts", [], []))
    gone = "SELECT a.alert_id FROM alerts AS a WHERE 1 = :has_alerts"
    assert desk.trials.run(trial(gone, [], [])).rows == ()
    assert list(temp.iterdir()) == []


def test_what_a_desk_has_on_file_stands_for_what_no_file_is_given_for(desk, changes: Path):
    every = trial("SELECT change_id FROM model_changes", [], [])
    with pytest.raises(Refused, match="population model_changes is not on file"):
        desk.trials.run(every)
    plan = PopulationPlan("model_changes", date(2026, 1, 1), date(2026, 10, 31), query="all merges")
    desk.populations.add(changes, plan, controls=["AI-PI-01"])
    found = desk.trials.run(every)
    assert [one.source for one in found.populations] == ["POP-1"]
    without = "SELECT alert_id FROM alerts WHERE 1 = :has_alerts"
    assert desk.trials.run(trial(without, [], [])).rows == (), "a role without a list is a table without rows"
    days = desk.trials.run(trial("SELECT day FROM period_days", [], ["first_day=2026-03-01", "last_day=2026-03-03"]))
    assert len(days.rows) == 3


def test_a_column_the_check_names_is_read_though_it_may_be_text(tmp_path: Path):
    file = tmp_path / "odd.csv"
    rows = [f"K-{n},please look at ticket {n} again it is wrong,2026-06-0{n}T10:00:00Z" for n in range(1, 6)]
    file.write_text("\n".join(["key,remark,seen_at", *rows]) + "\n")
    plain = try_check(trial("SELECT key FROM odd", [f"odd={file}"], [], ["odd=key"]))
    named = try_check(trial("SELECT key, remark FROM odd", [f"odd={file}"], [], ["odd=key"]))
    assert [row[0] for row in named.rows] == [row[0] for row in plain.rows]
    assert "ticket 1" in named.rows[0][1]


def test_without_room_for_rows_nothing_is_tried(changes: Path, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with pytest.raises(Unwritable, match="no place for temporary files"):
        try_check(trial("SELECT key FROM model_changes", [f"model_changes={changes}"], []))
