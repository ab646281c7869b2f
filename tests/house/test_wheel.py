"""What a user installs holds everything the program reads."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from grcdesk import __version__

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "grcdesk"
DATA = ("catalogs", "help", "samples", "store/migrations", "tui/styles")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory):
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)],
        cwd=ROOT,
        capture_output=True,
        check=True,
        timeout=120,
    )
    (path,) = target.glob("*.whl")
    with zipfile.ZipFile(path) as opened:
        yield opened


def names(wheel: zipfile.ZipFile) -> set[str]:
    return set(wheel.namelist())


def test_every_file_of_the_package_is_in_the_wheel(wheel: zipfile.ZipFile):
    there = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert there - names(wheel) == set()


@pytest.mark.parametrize("folder", DATA)
def test_what_is_read_at_run_time_is_in_the_wheel(wheel: zipfile.ZipFile, folder: str):
    assert [name for name in names(wheel) if name.startswith(f"grcdesk/{folder}/")]


@pytest.mark.parametrize(
    "name", ["py.typed", "verify_log.py", "__main__.py", "samples/desk.yaml", "tui/styles/grcdesk.tcss"]
)
def test_these_are_in_the_wheel(wheel: zipfile.ZipFile, name: str):
    assert f"grcdesk/{name}" in names(wheel)


def test_nothing_else_is_in_the_wheel(wheel: zipfile.ZipFile):
    roots = {name.partition("/")[0] for name in names(wheel)}
    assert roots == {"grcdesk", f"grcdesk-{__version__}.dist-info"}
    assert not [name for name in names(wheel) if name.endswith((".pyc", ".db", ".orig", ".rej"))]


def test_the_wheel_says_what_it_is(wheel: zipfile.ZipFile):
    facts = Parser().parsestr(wheel.read(f"grcdesk-{__version__}.dist-info/METADATA").decode())
    assert (facts["Name"], facts["Version"], facts["License-Expression"]) == ("grcdesk", __version__, "Apache-2.0")
    assert facts["Requires-Python"] == ">=3.11"
    entry = wheel.read(f"grcdesk-{__version__}.dist-info/entry_points.txt").decode()
    assert "grcdesk = grcdesk.__main__:main" in entry
    assert any(name.endswith("licenses/LICENSE") for name in names(wheel))


def test_the_change_log_tells_of_this_version():
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").replace("[", "").replace("]", "")


def test_the_program_runs_from_the_wheel_alone(wheel: zipfile.ZipFile, tmp_path: Path):
    wheel.extractall(tmp_path)
    code = "import sys; sys.path.insert(0, sys.argv[1]); import grcdesk; from grcdesk.cli.main import call; "
    code += "assert grcdesk.__file__.startswith(sys.argv[1]); "
    code += "from grcdesk.services.desk.demo import read_sample; assert read_sample().evidence; "
    code += "raise SystemExit(call(['init', 'desk', '--no-input', '--name', 'Dana Reyes'])"
    code += " or call(['--desk', 'desk', 'catalogs', 'lint']))"
    done = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-B", "-P", "-c", code, str(tmp_path)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
