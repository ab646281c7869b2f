"""The app itself on a real terminal, over a desk whose every text is hostile."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from helpers.nasty_desk import HIDING, STEERING

KEYS = (b"2", b"\r", b"l", b"e", b"\x1b", b"4", b"\r", b"e", b"\x1b", b"5", b"9", b"7")
PIECES = [piece for piece in (*STEERING, *HIDING) if len(piece) > 1 and not piece.isprintable() and piece != "x\ufe0f"]


def read(terminal: int, seconds: float) -> bytes:
    """What comes until nothing has come for so long."""
    seen = b""
    while select.select([terminal], [], [], seconds)[0]:
        try:
            seen += os.read(terminal, 65536)
        except OSError:
            break
    return seen


@pytest.mark.slow
def test_the_app_writes_no_sequence_of_a_text_to_its_terminal(spoilt: Path) -> None:
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 160, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": os.pathsep.join(sys.path)}
    words = [sys.executable, "-m", "grcdesk", "--desk", str(spoilt)]
    child = subprocess.Popen(words, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True)  # noqa: S603  our own program
    os.close(slave)
    try:
        seen, end = b"", time.monotonic() + 30
        while b"today" not in seen.lower() and time.monotonic() < end:
            seen += read(master, 0.5)
        for key in KEYS:
            os.write(master, key)
            seen += read(master, 0.4)
        os.write(master, b"\x1b\x1bq")
        seen += read(master, 1)
    finally:
        child.kill()
        child.wait()
        os.close(master)
    text = seen.decode("utf-8", "replace")
    assert "[red]r[/red]" in text
    assert not [ascii(piece) for piece in PIECES if piece in text]
    assert not {ascii(sign) for sign in "\x85\x9b\x9c\x9d\u200b\u202e\u2028\u2066\ufeff\U000e0041" if sign in text}
