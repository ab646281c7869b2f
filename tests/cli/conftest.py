from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from grcdesk.cli.main import call


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    """Run one command line in this process; no escape sequence may leave it, whatever it says."""
    monkeypatch.chdir(tmp_path)

    def go(*arguments) -> Done:
        capsys.readouterr()
        code = call([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "\x1b" not in out + err
        assert all(line.startswith(("grcdesk: ", "Usage:")) for line in err.splitlines()[:1])
        return Done(code, out, err)

    return go


@pytest.fixture
def on(run, desk_root):
    """The same on a fresh desk of Acme AI."""

    def go(*arguments) -> Done:
        return run("--desk", desk_root, *arguments)

    return go
