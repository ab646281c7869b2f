"""Processes of the program that are forked from one which has loaded them, instead of started each by itself.

Starting Python and loading an importer takes four times as long as reading a file of a test. A fork has loaded what
`python -m` loads before `main` and nothing more; pipes, environment, ceilings and walls are those of a real start.

    python -P forks.py NUMBER

serves forks to whoever holds the other end of the socket with that number.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Self

_CHUNK = 1 << 16


class Fork:
    """As much of `subprocess.Popen` as is asked of a process that is talked with by pipes."""

    def __init__(self, number: int, asked: int, told: int) -> None:
        self.pid = number
        self.stdin, self.stdout = os.fdopen(asked, "wb"), os.fdopen(told, "rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stdout.close()
        with suppress(BrokenPipeError):
            self.stdin.close()
        while self.poll() is None:
            time.sleep(0.0005)

    def poll(self) -> int | None:
        """None while it lives; its server has the end of it cleared away at once."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)


class Forks:
    """Stands in the place of the module `subprocess`, for one who starts modules of ours by `python -P -m`."""

    PIPE, DEVNULL = subprocess.PIPE, subprocess.DEVNULL

    def __init__(self) -> None:
        self.door, self.server = None, None
        self.one_at_a_time = threading.Lock()

    def Popen(self, command: Sequence[str], *, env: Mapping[str, str], **pipes: int) -> Fork:  # noqa: N802
        program, *how, module = command
        assert (program, how) == (sys.executable, ["-P", "-m"])
        assert pipes == {"stdin": self.PIPE, "stdout": self.PIPE, "stderr": self.DEVNULL}
        (asked, ask), (tell, told) = os.pipe(), os.pipe()
        with self.one_at_a_time:
            if self.door is None:
                self._start(env)
            line = json.dumps([module, dict(env), str(Path.cwd())]).encode() + b"\n"
            sent = socket.send_fds(self.door, [line], [asked, told])
            self.door.sendall(line[sent:])
            os.close(asked)
            os.close(told)
            return Fork(int(self.door.recv(20)), ask, tell)

    def _start(self, env: Mapping[str, str]) -> None:
        self.door, theirs = socket.socketpair()
        command = [sys.executable, "-P", __file__, str(theirs.fileno())]
        quiet = {"stdin": self.DEVNULL, "stdout": self.DEVNULL, "stderr": self.DEVNULL}
        self.server = subprocess.Popen(command, pass_fds=[theirs.fileno()], env=env, **quiet)  # noqa: S603
        theirs.close()

    def close(self) -> None:
        if self.door is not None:
            self.door.close()
            self.server.wait()


def serve(door: socket.socket) -> None:
    """Fork for each line that comes, until nobody is left to ask."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        line, pipes, *_ = socket.recv_fds(door, _CHUNK, 2)
        if not line:
            return
        while not line.endswith(b"\n"):
            line += door.recv(_CHUNK)
        module, environment, folder = json.loads(line)
        work = SimpleNamespace(main=import_module(module).main, environment=environment, folder=folder, pipes=pipes)
        number = os.fork()
        if number == 0:
            door.close()
            _be(work)
        for pipe in pipes:
            os.close(pipe)
        door.sendall(b"%d" % number)


def _be(work: SimpleNamespace) -> None:
    """The fork: what a process of that module would be."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.chdir(work.folder)
        os.environ.clear()
        os.environ.update(work.environment)
        for place, pipe in enumerate(work.pipes):
            os.dup2(pipe, place)
            os.close(pipe)
        work.main(sys.stdin.buffer, sys.stdout.buffer)
        sys.stdout.flush()
    finally:
        os._exit(0)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
