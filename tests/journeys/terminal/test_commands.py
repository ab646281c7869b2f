"""Every command on a real terminal, over a desk whose every text is hostile: no control sequence comes out."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import speaker
from helpers.every_command import lines
from helpers.nasty_desk import NASTY, unsafe_in

THOROUGH = os.environ.get("THOROUGH") == "1"
OURS = re.compile(r"\x1b\[(?:3[1-6]|0)m|\r(?=grcdesk: )")
"""Colours of a status, and a counter that is drawn over itself."""


def on_terminal(words: list[str], folder: Path) -> str:
    """What a program writes to its terminal, both streams."""
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(words, stdin=slave, stdout=slave, stderr=slave, cwd=folder, env=environment) as child:  # noqa: S603
        os.close(slave)
        seen = []
        while True:
            try:
                piece = os.read(master, 65536)
            except OSError:
                break
            if not piece:
                break
            seen.append(piece)
        os.close(master)
        child.wait(60)
    return b"".join(seen).decode("utf-8", "surrogateescape")


@pytest.mark.slow(keep=0)
@pytest.mark.parametrize("net", ["", "bare"])
def test_no_command_steers_the_terminal(spoilt: Path, tmp_path: Path, net: str) -> None:
    asked = list(lines(spoilt, NASTY, every_form=THOROUGH))
    if not THOROUGH:
        asked = asked[3 if net else 0 :: 6]
    (tmp_path / "lines.json").write_text(json.dumps(asked), encoding="utf-8")
    told = on_terminal([sys.executable, speaker.__file__, str(spoilt), str(tmp_path / "lines.json"), net], tmp_path)
    pieces = told.replace("\r\n", "\n").split("\n@@ ")
    assert len(pieces) == len(asked) + 2, told[-2000:]
    steered = {}
    for piece in pieces[1:-1]:
        number, _, text = piece.partition("\n")
        words = asked[int(number)]
        # tabs stand between the columns of a plain list
        found = unsafe_in(OURS.sub("", text.replace("\t", "") if "--plain" in words else text))
        if found:
            steered[" ".join(words)[:60]] = found
    assert not steered
    assert "[red]r[/red]" in told, "markup is text"
