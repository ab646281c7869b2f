"""Completion in real shells: what a name holds is never run, and plain names are completed."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.services.desk.opening import open_desk
from grcdesk.store.peek import ids
from grcdesk.terms import Via
from grcdesk.terms.vendors import Tier

PROGRAM = """#!/bin/sh
test -z "$_GRCDESK_COMPLETE" -a "$1" != completion && echo "called" "with <$3>" || exec {} -m grcdesk "$@"
"""
RUNS = ("a;touch${IFS}ran", "b$(touch${IFS}ran)", "c`touch${IFS}ran`", "d&touch${IFS}ran", "e\x1b[2J", "f'")
SHELLS = {
    "bash": (["--norc", "--noprofile", "-i"], "source ./script"),
    "zsh": (["-f", "-i"], "autoload -Uz compinit; compinit -u -D; source ./script"),
    "fish": (["--no-config", "-i"], "source ./script"),
}


@pytest.fixture
def hostile_names(desk_root: Path) -> Path:
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    for name in (*RUNS, "zebra-plain", "two words"):
        desk.vendors.add(name, VendorFacts(tier=Tier.LOW))
    desk.close()
    return desk_root


def test_only_plain_words_are_offered(hostile_names: Path) -> None:
    offered = ids(DeskPaths(hostile_names), "vendor")
    assert "zebra-plain" in offered
    assert sorted(name for name in offered if name != "zebra-plain") == [f"VEN-{n}" for n in (1, 2, 3, 4, 5, 6, 8)]


def answer(terminal: int, typed: str, *, until: str, seconds: float = 20) -> str:
    os.write(terminal, typed.encode())
    seen, end = b"", time.monotonic() + seconds
    while until.encode() not in seen and time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            seen += os.read(terminal, 65536)
    return seen.decode(errors="replace")


@pytest.mark.slow
@pytest.mark.parametrize("shell", [name for name in SHELLS if shutil.which(name)])
def test_a_name_is_never_run(shell: str, hostile_names: Path, tmp_path: Path) -> None:
    found = str(shutil.which(shell))
    tools = tmp_path / "tools"
    tools.mkdir()
    program = tools / "grcdesk"
    program.write_text(PROGRAM.format(sys.executable))
    program.chmod(0o755)
    environment = {
        **os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "TERM": "xterm", "PS1": "$ ", "HOME": str(tmp_path),
        "PYTHONPATH": os.pathsep.join(sys.path), "GRCDESK_DESK": str(hostile_names),
    }  # fmt: skip
    script = subprocess.run([program, "completion", shell], capture_output=True, check=True, env=environment).stdout  # noqa: S603  our own program
    (tmp_path / "script").write_bytes(script)
    options, begin = SHELLS[shell]
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(tmp_path)
        os.execve(found, [shell, *options], environment)  # noqa: S606  a real shell is what is tried
    try:
        answer(terminal, f"{begin}; echo rea''dy\n", until="ready")
        assert "with <zebra-plain>" in answer(terminal, "grcdesk vendors show ze\t\n", until="called with")
        for name in RUNS:
            answer(terminal, f"grcdesk vendors show {name[0]}\t\n", until="called with", seconds=5)
        answer(terminal, "exit\n", until="exit", seconds=2)
    finally:
        os.close(terminal)
        os.waitpid(child, 0)
    assert not (tmp_path / "ran").exists()
