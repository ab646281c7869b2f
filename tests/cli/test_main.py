from __future__ import annotations

import errno
import json
import os
import subprocess
import sys

import pytest

from grcdesk import __version__
from grcdesk.cli import start
from grcdesk.cli.controls import controls as controls_module
from grcdesk.cli.main import NOUNS, SECTIONS

HEAVY = ("textual", "sqlmodel", "sqlalchemy", "openpyxl", "docx", "pydantic", "yaml", "alembic", "platformdirs")


def fresh(*arguments, code="from grcdesk.cli.main import main; main()", **options):
    """A new interpreter, as a person's shell would start it."""
    return subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True, check=False, **options
    )


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["controls", "--help"], ["gap", "actions", "--help"]])
def test_help_loads_none_of_the_heavy_libraries(arguments):
    code = (
        "import sys, json, atexit\n"
        f"atexit.register(lambda: sys.stderr.write(json.dumps([n for n in {HEAVY!r} if n in sys.modules])))\n"
        "from grcdesk.cli.main import main; main()"
    )
    done = fresh(*arguments, code=code)
    assert done.returncode == 0
    assert json.loads(done.stderr) == []
    assert done.stdout


def test_bare_without_a_terminal_is_help_on_stderr(run):
    done = run()
    assert done.code == 2
    assert done.out == ""
    assert "Examples:" in done.err


def test_bare_on_a_terminal_opens_the_app(run, desk_root, monkeypatch):
    opened = []
    app = type(sys)("grcdesk.tui.app")
    app.run = lambda paths, *, mouse, at, engagement: opened.append((paths.root, mouse, at, engagement)) or 0
    monkeypatch.setitem(sys.modules, "grcdesk.tui.app", app)
    monkeypatch.setattr("grcdesk.cli.main.has_terminal", lambda: True)
    assert run("--desk", desk_root).code == 0
    assert run("--desk", desk_root, "--no-mouse").code == 0
    assert run("--desk", desk_root, "--at", "2026-11-21").code == 0
    assert run("--desk", desk_root, "--engagement", "ENG-1").code == 0
    assert [rest for root, *rest in opened if root == desk_root] == [
        [True, "", ""],
        [False, "", ""],
        [True, "2026-11-21", ""],
        [True, "", "ENG-1"],
    ]


def test_a_noun_without_a_verb_is_its_help_in_lines(run):
    done = run("scope")
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[0].startswith("Usage: grcdesk scope")
    assert "  system " in done.err


@pytest.fixture
def bare(monkeypatch):
    """`grcdesk` alone on a terminal, with another app behind it."""
    app = type(sys)("grcdesk.tui.app")
    app.run = lambda paths, *, mouse, at, engagement: (
        7 if paths.root.is_dir() and mouse and not at and not engagement else 8
    )
    monkeypatch.setitem(sys.modules, "grcdesk.tui.app", app)
    monkeypatch.setattr(sys, "argv", ["grcdesk"])
    monkeypatch.setattr(start, "has_terminal", lambda: True)
    monkeypatch.setattr(start, "gc", type(sys)("gc"))
    start.gc.set_threshold, start.gc.freeze = lambda *_: None, lambda: None

    def begin():
        with pytest.raises(SystemExit) as ended:
            start.main()
        return ended.value.code

    return begin, app


def test_the_app_alone_opens_without_the_parser_of_commands(bare, desk_root, monkeypatch):
    begin, _ = bare
    monkeypatch.setenv("GRCDESK_DESK", str(desk_root))
    monkeypatch.setitem(sys.modules, "grcdesk.cli.main", None)
    assert begin() == 7


def test_what_keeps_the_app_from_opening_is_told_like_any_error(bare, tmp_path, monkeypatch, capsys):
    begin, app = bare
    monkeypatch.setattr("grcdesk.cli.main.has_terminal", lambda: True)
    monkeypatch.setenv("GRCDESK_DESK", str(tmp_path / "nowhere"))
    assert begin() == 3
    assert "nowhere" in capsys.readouterr().err
    monkeypatch.setenv("GRCDESK_DESK", str(tmp_path))
    monkeypatch.setattr("grcdesk.paths.locate_desk", lambda _: None)
    app.run = lambda _, *, mouse, at, engagement: 1 / 0 if mouse else at
    assert begin() == 70
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_every_command_stands_in_one_section_of_the_help(run):
    assert sorted(name for names in SECTIONS.values() for name in names) == sorted(NOUNS)
    out = run("-h").out
    for name, (_, sentence) in NOUNS.items():
        assert name in out
        assert sentence in out
    assert out.index("Examples:") < out.index("Options:")


def test_version(run):
    assert run("--version").out == f"grcdesk {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["contrls"], "did you mean 'controls'?"),
        (["controls", "lst"], "did you mean 'list'?"),
        (["gap", "actions", "ad"], "did you mean 'add'?"),
        (["controls", "list", "--were", "x"], "did you mean --where?"),
        (["gap", "finalise"], "--reviewer"),
        (["controls", "show"], "ID"),
        (["controls", "list", "--json", "--csv"], "do not go together"),
        (["log", "list", "--limit", "0"], "--limit"),
    ],
)
def test_wrong_usage_is_two_lines_and_exit_2(run, arguments, says):
    done = run(*arguments)
    assert done.code == 2
    assert done.out == ""
    assert says in done.err
    assert len(done.err.splitlines()) == 2


@pytest.mark.parametrize("place", ["before", "between", "after", "environment"])
def test_the_desk_may_be_named_in_four_places(run, desk_root, place, monkeypatch):
    words = ["views", "list", "--json"]
    if place == "environment":
        monkeypatch.setenv("GRCDESK_DESK", str(desk_root))
    else:
        at = {"before": 0, "between": 1, "after": 3}[place]
        words[at:at] = ["--desk", str(desk_root)]
    done = run(*words)
    assert (done.code, done.json) == (0, [])


def test_a_missing_desk_is_exit_3_with_the_cure(run, tmp_path):
    done = run("controls", "list")
    assert done.code == 3
    assert "grcdesk init" in done.err
    done = run("--desk", tmp_path / "none", "gap", "summary")
    assert done.code == 3
    assert "is not a desk" in done.err


def test_bad_settings_are_exit_2_and_name_the_file(on, desk_root):
    (desk_root / "grcdesk.toml").write_text('thme = "x"\n', encoding="utf-8")
    done = on("controls", "list")
    assert done.code == 2
    assert "grcdesk.toml" in done.err
    assert "did you mean 'theme'?" in done.err


@pytest.mark.slow
def test_our_bug_is_exit_70_with_the_log_named(desk_root, tmp_path):
    code = (
        "import grcdesk.cli.controls.controls as c\n"
        "def broken(*_): raise ZeroDivisionError('\\x1b[2J of ours')\n"
        "c.record = broken\n"
        "from grcdesk.cli.main import main; main()"
    )
    assert controls_module.record
    env = {**os.environ, "XDG_STATE_HOME": str(tmp_path / "state"), "HOME": str(tmp_path)}
    done = fresh("--desk", desk_root, "controls", "list", code=code, env=env)
    assert done.returncode == 70
    assert done.stdout == ""
    assert "bug in grcdesk: ZeroDivisionError" in done.stderr
    assert "\x1b" not in done.stderr
    (log,) = (tmp_path / "state" / "grcdesk").glob("crash-*.log")
    assert str(log) in done.stderr
    assert "Traceback" in log.read_text(encoding="utf-8")
    assert "\x1b" not in log.read_text(encoding="utf-8")


def test_interrupting_is_exit_130(on, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("grcdesk.cli.controls.controls.record", interrupt)
    done = on("controls", "list")
    assert (done.code, done.err) == (130, "grcdesk: interrupted\n")


@pytest.mark.slow
def test_a_reader_that_has_enough_is_no_error(desk_root):
    code = (
        "import sys, os\n"
        "read, write = os.pipe(); os.close(read); os.dup2(write, 1)\n"
        "from grcdesk.cli.main import main; main()"
    )
    done = fresh("--desk", desk_root, "controls", "list", "--json", code=code)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


@pytest.mark.slow
def test_a_full_disk_behind_stdout_is_one_sentence(desk_root):
    code = "import os\nos.dup2(os.open('/dev/full', os.O_WRONLY), 1)\nfrom grcdesk.cli.main import main; main()"
    done = fresh("--desk", desk_root, "controls", "list", "--json", code=code)
    assert done.returncode == 3
    said, cure = done.stderr.splitlines()
    assert said == f"grcdesk: cannot write or read stdout: {os.strerror(errno.ENOSPC)}"
    assert cure.startswith("grcdesk: free some space")


def test_python_m_is_the_same_program():
    done = subprocess.run([sys.executable, "-m", "grcdesk", "--version"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stdout.startswith("grcdesk ")


def test_completion_of_an_id_loads_no_more_than_it_needs(desk_root):
    asked = {"_GRCDESK_COMPLETE": "bash_complete", "COMP_WORDS": "grcdesk controls show AI-", "COMP_CWORD": "3"}
    # what records coverage loads more than the program does
    bare = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    code = (
        "import sys, atexit\n"
        "heavy = {'click', 'dataclasses', 'json'}\n"
        "atexit.register(lambda: sys.stderr.write(str(sorted(heavy & set(sys.modules)))))\n"
        "from grcdesk.cli.start import main; main()"
    )
    done = fresh(code=code, env={**bare, "GRCDESK_DESK": str(desk_root), **asked})
    assert done.stderr == "[]"
    assert "AI-SEC-01" in done.stdout
