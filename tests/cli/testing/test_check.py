"""`grcdesk tests check`: rows on stdout, what was looked at on stderr, one sentence and the right code otherwise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

CSV = "change_id,author,approver,score\nCHG-1,ana,bo,0.9\nCHG-2,ana,ana,0.7\n"
SELF = "SELECT change_id, author FROM model_changes WHERE approver = author"


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "changes.csv"
    path.write_text(CSV)
    return f"model_changes={path}"


def test_rows_go_to_stdout_and_what_was_looked_at_to_stderr(run, file: str):
    done = run("tests", "check", SELF, "--population", file)
    assert done.code == 0
    assert [line.split() for line in done.out.splitlines()] == [["change", "id", "author"], ["CHG-2", "ana"]]
    assert "model_changes: 2 rows of changes.csv" in done.err
    assert "1 row in " in done.err


def test_json_is_one_document(run, file: str):
    limited = "SELECT change_id, score FROM model_changes WHERE score < :least"
    done = run("tests", "check", limited, "--population", file, "--param", "least=0.88", "--json")
    found = json.loads(done.out)
    assert (found["rows"], found["n"], found["columns"]) == (
        [{"change_id": "CHG-2", "score": "0.7"}],
        1,
        ["change_id", "score"],
    )
    assert found["parameters"] == {"least": "0.88"}
    assert found["populations"][0]["rows"] == 2
    assert len(found["digest"]) == 64


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["DROP TABLE model_changes"], 2, "this is DROP"),
        (["SELECT content FROM read_text('/etc/passwd')"], 2, "not allowed"),
        (["SELECT chang_id FROM model_changes", "FILE"], 2, "did you mean 'change_id'?"),
        (["SELECT change_id FROM model_changes"], 3, "nothing is given for model_changes"),
        (["SELECT change_id FROM model_changes", "FILE", "--rows", "1"], 1, "more than 1 rows"),
        (["SELECT change_id FROM model_changes", "FILE", "--seconds", "0"], 2, "--seconds"),
        (["SELECT change_id FROM model_changes", "FILE", "--param", "x"], 2, "name=value"),
    ],
)
def test_what_goes_wrong_is_one_sentence_and_its_code(run, file: str, arguments: list[str], code: int, told: str):
    given = [part for one in arguments for part in (["--population", file] if one == "FILE" else [one])]
    done = run("tests", "check", *given)
    assert (done.code, done.out) == (code, "")
    assert told in done.err
    assert len(done.err.splitlines()) == 2


def test_the_desk_is_asked_for_what_no_file_is_given(on):
    done = on("tests", "check", "SELECT change_id FROM model_changes")
    assert done.code == 1
    assert "population model_changes is not on file" in done.err
