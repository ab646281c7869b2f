from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys

import pytest

from grcdesk.paths import PACKAGE, DeskPaths
from grcdesk.services.desk.opening import open_desk
from grcdesk.store import vault
from grcdesk.terms import Via
from helpers.lists import changes, half_year

KEYS = [
    "population_sha256", "seed", "lane", "n", "items", "id", "control", "population", "name", "rows_sha256", "rows",
    "seed_given", "seed_name", "strata", "size_reason", "chosen_by", "reason", "interim", "population_state",
    "items_sha256", "drawn_by", "drawn_at", "dropped",
]  # fmt: skip
DRAW = ("samples", "draw", "--control", "pi-01", "--population", "model_changes")


@pytest.fixture
def half(run, _grown, tmp_path):
    """A desk with POP-1: 63 changes of the first half of 2026."""
    root = shutil.copytree(_grown(half_year), tmp_path / "desk")
    return lambda *arguments: run("--desk", root, *arguments)


def test_json_of_a_draw(half):
    done = half(*DRAW, "--lane", "fixed", "--json")
    assert done.code == 0
    assert list(done.json) == [*KEYS, "sentence", "batch", "warnings"]
    keys = sorted(row["change_id"] for row in changes())
    wanted = hashlib.sha256("".join(f"{key}\n" for key in keys).encode()).hexdigest()
    assert (done.json["population_sha256"], done.json["lane"], done.json["n"]) == (wanted, "fixed", 15)
    assert list(half("samples", "show", "SMP-1", "--json").json) == KEYS
    again = half(*DRAW, "--lane", "fixed", "--json").json
    assert (again["id"], again["items"], again["batch"]) == ("SMP-1", done.json["items"], "")


def script() -> str:
    """The script of the help page, as somebody copies it."""
    page = (PACKAGE / "help" / "samples.md").read_text(encoding="utf-8")
    (found,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    return found


@pytest.mark.parametrize("more", [(), ("--seed", "4711")])
def test_the_script_of_the_page_draws_the_same_without_grcdesk(half, tmp_path, more):
    drawn = half(*DRAW, "--lane", "fixed", *more, "--json").json
    assert half("populations", "export", "model_changes", "--keys", "-o", tmp_path / "keys.txt").code == 0
    lines = (tmp_path / "keys.txt").read_text().splitlines()
    (tmp_path / "keys.txt").write_text("\n".join(reversed(lines)))
    (tmp_path / "draw.py").write_text(script())
    given = ["keys.txt", "SOC 2 2026H1", "AI-PI-01", "15", *more[1:]]
    done = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-I", "-S", "draw.py", *given], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    population, seed, *items = done.stdout.splitlines()
    assert population.split()[-1] == drawn["population_sha256"]
    assert seed.split()[-1] == drawn["seed"]
    assert items == drawn["items"]
    assert len(script().strip().splitlines()) <= 12


def test_a_draw_is_told_and_listed(half):
    done = half(*DRAW, "--n", "5", "--by", "Ada Okafor", "--strata", "merged_at", "--reason", "her table")
    assert "SMP-1: 5 of 63 items of POP-1 (model_changes) for AI-PI-01, one of each run by merged_at. Undo" in done.err
    shown = half("samples", "show", "SMP-1").out
    assert "size               5; 5 as chosen by Ada Okafor" in shown
    assert "her table" in shown
    assert "1 sample, 0 dropped" in half("samples", "list").err
    assert half("samples", "list", "--where", "lane:census", "--json").json == []


def test_drawn_again_it_is_the_same_or_the_exit_code_says_not(half, tmp_path):
    half(*DRAW, "--lane", "fixed")
    done = half("samples", "redraw", "smp-1")
    assert (done.code, done.err) == (0, "grcdesk: SMP-1: the same 15 items come out again, in the same order\n")
    desk = open_desk(DeskPaths(tmp_path / "desk"), via=Via.CLI)
    blob = vault.blob(desk.paths, desk.populations.show("POP-1").row.rows_sha256)
    desk.close()
    blob.chmod(0o640)
    blob.write_bytes(blob.read_bytes().replace(b"CHG-0001", b"CHG-9999"))
    done = half("samples", "redraw", "SMP-1", "--json")
    assert (done.code, done.json["matches"]) == (5, False)
    assert "not those that were frozen" in done.json["differs"][0]


@pytest.mark.parametrize(
    ("more", "code", "says"),
    [
        (("--lane", "custom"), 1, "the custom lane needs a number and who chose it"),
        (("--items", "CHG-9"), 1, "POP-1 has no 'CHG-9'"),
        (("--lane", "half"), 2, "'half' is not one of its words"),
        (("--strata", "author", "--lane", "fixed"), 2, "`author` holds no dates"),
        (("--population", "keys"), 1, "no population 'keys'"),
    ],
)
def test_one_error_and_its_cure(half, more, code, says):
    done = half(*DRAW, *more)
    assert (done.code, done.out) == (code, "")
    assert says in done.err


def test_dropping_keeps_it_on_the_list(half):
    half(*DRAW, "--lane", "fixed")
    assert half("samples", "drop", "SMP-1", "--reason", "too early").code == 0
    assert half("samples", "list", "--json").json[0]["dropped"] == "too early"
