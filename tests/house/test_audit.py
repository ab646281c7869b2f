"""`make audit` says which pinned versions are known to be vulnerable, and never that none is when it could not ask."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from urllib.error import URLError

import pytest

FILE = Path(__file__).parents[2] / ".ci" / "audit.py"
LOCKS = Path(__file__).parents[2] / "requirements"


@pytest.fixture
def audit():
    spec = importlib.util.spec_from_file_location("audit", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def service(known):
    """OSV, which knows of some versions; with every question that was put to it."""
    asked = []

    def ask(question):
        queries = json.loads(question)["queries"]
        asked.extend((one["package"]["ecosystem"], one["package"]["name"], one["version"]) for one in queries)
        found = [known.get((one["package"]["name"], one["version"]), []) for one in queries]
        return json.dumps({"results": [{"vulns": [{"id": name} for name in ids]} if ids else {} for ids in found]})

    return ask, asked


def test_every_pinned_version_is_asked_for(audit, capsys):
    ask, asked = service({})
    assert audit.main(ask=ask) == 0
    names = {name for _, name, _ in asked}
    assert {"click", "sqlalchemy", "textual", "lxml", "uv"} <= names
    assert {ecosystem for ecosystem, *_ in asked} == {"PyPI"}
    assert f"0 of {len(asked)} pinned versions" in capsys.readouterr().out


def test_a_known_vulnerability_is_named_and_ends_with_one(audit, capsys):
    click = next(pin for pin in audit.pinned(LOCKS) if pin[0] == "click")
    ask, _ = service({click: ["GHSA-aaaa-bbbb-cccc", "PYSEC-2026-1"]})
    assert audit.main(ask=ask) == 1
    assert f"click {click[1]}: GHSA-aaaa-bbbb-cccc, PYSEC-2026-1" in capsys.readouterr().out


@pytest.mark.parametrize(
    "answer", [URLError("no such host"), b"<html>", b'{"results": []}', b"[]", TimeoutError("slow")]
)
def test_a_service_that_cannot_be_asked_is_no_clean_bill(audit, capsys, answer):
    def ask(_):
        if isinstance(answer, Exception):
            raise answer
        return answer

    assert audit.main(ask=ask) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "cannot be asked from here" in told.err
    assert "nothing is known of the pinned versions" in told.err
