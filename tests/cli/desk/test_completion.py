from __future__ import annotations

import os
import subprocess
import sys

import pytest


def complete(words, cwd, **env):
    """What the shell would be offered for the last of these words, from a fresh interpreter."""
    return subprocess.run(
        [sys.executable, "-c", "from grcdesk.__main__ import main; main()"],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env={
            **os.environ,
            "_GRCDESK_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(words),
            "COMP_CWORD": str(len(words) - 1),
            **env,
        },
    )


def offered(words, cwd, **env):
    done = complete(words, cwd, **env)
    assert done.stderr == ""
    return [line.partition(",")[2] for line in done.stdout.split()]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_is_printed(run, shell):
    done = run("completion", shell)
    assert (done.code, done.err) == (0, "")
    assert "_GRCDESK_COMPLETE" in done.out


def test_an_unknown_shell_is_exit_2(run):
    assert run("completion", "tcsh").code == 2


def test_commands_options_words_and_ids_are_offered(desk_root):
    assert offered(["grcdesk", "con"], desk_root) == ["controls"]
    assert "--where" in offered(["grcdesk", "controls", "list", "--wh"], desk_root)
    assert offered(["grcdesk", "controls", "set", "--status", "part"], desk_root) == ["partial"]
    assert offered(["grcdesk", "controls", "show", "ai-sec"], desk_root) == [f"AI-SEC-0{n}" for n in range(1, 6)]
    assert offered(["grcdesk", "scope", "declare", "CC9"], desk_root) == ["CC9.1", "CC9.2"]


def test_ids_come_from_the_desk_that_was_named(desk_root, tmp_path):
    words = ["grcdesk", "--desk", str(desk_root), "controls", "show", "AI-AVL-01"]
    assert offered(words, tmp_path) == ["AI-AVL-01"]


def test_without_a_desk_nothing_is_offered_and_nothing_is_said(tmp_path):
    assert offered(["grcdesk", "controls", "show", ""], tmp_path) == []
    assert offered(["grcdesk", "--desk", "none", "controls", "show", ""], tmp_path) == []


def test_completing_an_id_loads_no_database_layer(desk_root, tmp_path):
    code = (
        "import sys, atexit\n"
        "atexit.register(lambda: sys.stderr.write(' '.join(n for n in ('sqlmodel', 'sqlalchemy', 'pydantic', 'yaml')"
        " if n in sys.modules)))\n"
        "from grcdesk.__main__ import main; main()"
    )
    done = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=desk_root,
        env={
            **os.environ,
            "_GRCDESK_COMPLETE": "bash_complete",
            "COMP_WORDS": "grcdesk controls show AI-SEC-0",
            "COMP_CWORD": "3",
        },
    )
    assert "AI-SEC-01" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_quick_answer_is_the_one_click_gives(desk_root, shell):
    place = {"COMP_CWORD": "AI-SEC"} if shell == "fish" else {}
    asked = {"_GRCDESK_COMPLETE": f"{shell}_complete", **place}
    quick = complete(["grcdesk", "controls", "show", "AI-SEC"], desk_root, **asked)
    # an option sends the same question through click
    slow = complete(
        ["grcdesk", "controls", "--no-input", "show", "AI-SEC"],
        desk_root,
        **asked | {"COMP_CWORD": place.get("COMP_CWORD", "4")},
    )
    assert quick.stdout == slow.stdout
    assert "AI-SEC-05" in quick.stdout
