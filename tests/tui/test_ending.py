"""How the app starts and ends: on a real terminal, when the terminal is gone, and when something breaks."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from textual.worker import WorkerFailed

from grcdesk.errors import Refused
from grcdesk.paths import DeskPaths, user_state
from grcdesk.schemas.outcomes import Outcome
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Via
from grcdesk.tui.app import GrcdeskApp, run
from grcdesk.tui.kit import quirks
from grcdesk.tui.widgets.bars import StatusLine
from tui.conftest import settle

PROGRAM = "import sys; from pathlib import Path; from grcdesk.paths import DeskPaths; from grcdesk.tui.app import run;"
OPEN = PROGRAM + "sys.exit(run(DeskPaths(Path(sys.argv[1]))))"


def read_until(terminal: int, wanted: bytes, seconds: float = 30) -> bytes:
    seen = b""
    end = time.monotonic() + seconds
    while wanted not in seen and time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 0.2)
        if ready:
            seen += os.read(terminal, 65536)
    return seen


@pytest.fixture
def on_terminal(desk_root: Path):
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
    # a session of its own without controlling terminal: no SIGHUP comes to its help
    child = subprocess.Popen(  # noqa: S603  our own interpreter
        [sys.executable, "-c", OPEN, str(desk_root)],
        stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True,
    )  # fmt: skip
    os.close(slave)
    yield child, master
    if child.poll() is None:
        child.kill()
    child.wait()


@pytest.mark.slow
def test_app_ends_within_two_seconds_when_its_terminal_is_gone(on_terminal) -> None:
    child, master = on_terminal
    assert b"Acme AI" in read_until(master, b"Acme AI")
    os.close(master)
    child.wait(timeout=4)  # two seconds, and some for a busy machine


@pytest.mark.slow
def test_sigterm_restores_the_terminal(on_terminal) -> None:
    child, master = on_terminal
    read_until(master, b"Acme AI")
    child.terminate()
    assert b"\x1b[?1049l" in read_until(master, b"\x1b[?1049l", 5), "the alternate screen is left"
    child.wait(timeout=4)
    os.close(master)


@pytest.mark.slow
def test_q_ends_with_zero_and_changes_are_there(on_terminal, desk_root: Path) -> None:
    child, master = on_terminal
    read_until(master, b"Acme AI")
    os.write(master, b"q")
    read_until(master, b"\x1b[?1049l", 5)
    assert child.wait(timeout=5) == 0
    os.close(master)


def test_crash_page_names_a_report_without_values(monkeypatch: pytest.MonkeyPatch) -> None:
    prompt = "what a customer wrote"
    told = quirks.crash_page(ValueError(len(prompt)))
    (report,) = user_state().glob("crash-*.log")
    assert str(report) in told
    assert "ValueError" in report.read_text()
    assert prompt not in report.read_text()
    monkeypatch.setattr(quirks, "user_state", lambda: Path("/proc/nowhere"))
    assert "no report could be written" in quirks.crash_page(ValueError())


async def test_a_fault_of_ours_ends_the_app_and_is_kept_for_the_report(app: GrcdeskApp, drive, capsys) -> None:
    def broken(_desk: object) -> None:
        raise ZeroDivisionError

    async def work() -> None:
        async with drive(app) as person:
            app.with_desk("breaking", broken)
            while app.is_running:
                await person.pilot.pause()

    with pytest.raises(WorkerFailed, match="ZeroDivisionError"):
        await work()
    assert "locals" not in capsys.readouterr().err


def test_wrong_settings_are_told_before_the_screen_opens(desk_root: Path, capsys) -> None:
    (desk_root / "grcdesk.toml").write_text("theem = 'nord'\n")
    assert run(DeskPaths(desk_root)) == 2
    assert "did you mean 'theme'?" in capsys.readouterr().err


@pytest.mark.slow
async def test_a_long_command_shows_its_count_and_stops(app: GrcdeskApp, drive) -> None:
    stopped = threading.Event()
    counted = threading.Event()

    def long(_desk: object, job) -> Outcome:
        job.progress(3, 10)
        counted.set()
        assert stopped.wait(20)
        assert job.stop()
        raise Refused("stopped: nothing was changed")

    async with drive(app) as person:
        app.with_job("counting", long)
        while not counted.is_set():
            await person.pilot.pause()
        await person.pilot.pause()
        assert "counting  3 of 10" in person.text
        await person.pilot.press("escape")
        stopped.set()
        await settle(person.pilot)
        assert person.told[-1] == "stopped: nothing was changed"
        assert not app.screen.query_one(StatusLine).busy


async def test_quitting_waits_for_what_is_being_written(app: GrcdeskApp, drive) -> None:
    go_on = threading.Event()
    async with drive(app) as person:
        app.with_desk("writing", lambda _desk: go_on.wait(20))
        await person.pilot.press("q")
        await person.pilot.pause()
        assert app.is_running
        assert "finishing" in person.told[-1]
        go_on.set()
        while app.jobs.waiting:
            await person.pilot.pause()
    assert app.return_code == 0


async def test_an_answer_nobody_waits_for_is_dropped(app: GrcdeskApp, drive) -> None:
    first_may_end = threading.Event()
    heard: list[str] = []

    def slow(_desk: object) -> str:
        first_may_end.wait(20)
        return "first"

    async with drive(app) as person:
        app.jobs.ask(app.screen, "question", slow, heard.append)
        app.jobs.ask(app.screen, "question", lambda _desk: "second", heard.append)
        await person.pilot.pause()
        first_may_end.set()
        await settle(person.pilot)
    assert heard == ["second"]


@pytest.mark.slow
async def test_screens_out_of_sight_reload_when_they_come_back(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("9", "2", "s", "m")
        history = (
            app.get_screen_stack("history")[0] if hasattr(app, "get_screen_stack") else app._screen_stacks["history"][0]
        )
        assert history.stale
        await person.keys("9")
        assert not history.stale
        assert "control set" in person.text


@pytest.mark.slow
@pytest.mark.parametrize("keys", [b"", b"2o"], ids=["at rest", "in a form"])
def test_a_hang_up_of_its_controlling_terminal_ends_the_app_within_two_seconds(desk_root: Path, keys: bytes) -> None:
    """As when a window is closed or a connection drops: the system sends SIGHUP, and the other side is gone."""
    child, master = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS="80", LINES="24")
        os.execv(sys.executable, [sys.executable, "-c", OPEN, str(desk_root)])  # noqa: S606  our own interpreter
    read_until(master, b"Acme AI")
    if keys:
        os.write(master, keys)
        read_until(master, b"Owner", 10)
    began = time.monotonic()
    os.close(master)
    ended = 0
    while not ended and time.monotonic() < began + 15:
        ended, _ = os.waitpid(child, os.WNOHANG)
        time.sleep(0.02)
    took = time.monotonic() - began
    if not ended:
        os.kill(child, 9)
        os.waitpid(child, 0)
    assert took < 4, "two seconds, and some for a busy machine"
    found = open_desk(DeskPaths(desk_root), via=Via.CLI)
    assert found.log.verify().clean
    found.close()


@pytest.mark.slow
async def test_a_full_disk_is_told_and_does_not_end_the_app(app: GrcdeskApp, drive) -> None:
    def full(_desk: object) -> None:
        raise OSError(28, "No space left on device", "sheet.xml")

    async with drive(app) as person:
        app.with_desk("writing", full)
        await settle(person.pilot)
        assert "sheet.xml: No space left on device" in person.told[-1]
        assert app.is_running
        assert not app.jobs.waiting
