"""The address of a channel holds a secret. It comes out nowhere: no error, log, export, backup or traceback."""

from __future__ import annotations

import sys
import types
import zipfile
from pathlib import Path

import pytest

from grcdesk.paths import user_state

SECRET = "xoxb-CANARY-4711"  # noqa: S105  a canary
ADDRESS = f"https://hooks.example/services/{SECRET}"
MISTAKES = (
    f'channels = ["{ADDRESS}"]', f'channels = "{ADDRESS}"', f'within = "{ADDRESS}"', f'owner = ["{ADDRESS}"]',
    f'kinds = "{ADDRESS}"', f'url = "{ADDRESS}"', f'"{ADDRESS}" = 1', f'[notify.mail]\npassword = "{SECRET}"',
    f'channels = [{{ url = "{ADDRESS}" }}]', f'channels = ["{SECRET}"]', f'channels = ["team"\nurl = "{ADDRESS}"',
)  # fmt: skip
TOP = (
    f'notify = "{ADDRESS}"', f'webhook = "{ADDRESS}"', f'"{ADDRESS}" = 1', f'name = ["{ADDRESS}"]',
    f'check_seconds = "{ADDRESS}"', f'animations = "{ADDRESS}"', f'theme = {{ smtp_password = "{SECRET}" }}',
    f'name = "{SECRET}\\n"',
)  # fmt: skip
COMMANDS = (
    ("due", "--notify"), ("due", "--notify", "--dry-run"), ("doctor",), ("due",), ("due", "--install-timer=cron"),
    ("backup", "copy.zip"), ("log", "list"), ("log", "export", "-o", "log.jsonl"), ("export", "matrix", "-o", "m.xlsx"),
    ("export", "gap-report", "-o", "g.docx"), ("due", "--ics", "due.ics"),
)  # fmt: skip


def holding(folder: Path) -> list[str]:
    """Files that hold the secret, packed or not."""
    found = []
    for path in folder.rglob("*"):
        if not path.is_file():
            continue
        pieces = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                pieces += [archive.read(name) for name in archive.namelist()]
        found += [path.name] * any(b"CANARY" in piece for piece in pieces)
    return found


class Apprise:
    """A library that tells what it was given whenever it can."""

    def __init__(self, **_: object) -> None:
        self.where = ""

    def add(self, where: str) -> bool:
        self.where = where
        return self.how(where) if self.fails == "add" else True

    def notify(self, **_: object) -> bool:
        return self.how(self.where)

    fails = "notify"

    @staticmethod
    def how(where: str) -> bool:
        raise ValueError(f"cannot post to {where}")


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> type[Apprise]:
    made = types.ModuleType("apprise")
    made.Apprise, made.AppriseAsset = Apprise, lambda **_: None
    made.NotifyFormat = types.SimpleNamespace(TEXT="text")
    monkeypatch.setitem(sys.modules, "apprise", made)
    return Apprise


@pytest.mark.slow
@pytest.mark.parametrize("fails", ["add", "notify", ""])
def test_no_command_tells_the_address(on, desk_root, monkeypatch, library, fails):
    monkeypatch.setattr(library, "fails", fails)
    monkeypatch.setenv("GRCDESK_NOTIFY_TEAM", ADDRESS)
    settings = desk_root / "grcdesk.toml"
    settings.write_text(settings.read_text() + '\n[notify]\nchannels = ["team"]\nwithin = 60\n')
    added = on("gap", "actions", "add", "AI-SEC-01", "Rotate", "--owner", "Lin Chen", "--due", "2026-11-25")
    assert added.code == 0, added.err
    for words in COMMANDS:
        done = on(*words)
        assert "CANARY" not in done.out + done.err, words
        assert done.code == (3 if words == ("due", "--notify") else 0), (words, done.err)
    folder = desk_root.parent
    assert (folder / "copy.zip").exists()
    assert holding(folder) + holding(user_state().parent) == []


@pytest.mark.slow
@pytest.mark.parametrize("text", [*(f"[notify]\n{line}" for line in MISTAKES), *TOP])
def test_an_address_in_the_wrong_place_is_refused_untold_and_does_not_travel(on, desk_root, tmp_path, text):
    settings = desk_root / "grcdesk.toml"
    settings.write_text(f"{text}\n" if not text.startswith("[") else f"{settings.read_text()}\n{text}\n")
    for words in COMMANDS:
        done = on(*words)
        assert "CANARY" not in done.out + done.err, words
    settings.unlink()
    assert holding(tmp_path) + holding(user_state().parent) == []
