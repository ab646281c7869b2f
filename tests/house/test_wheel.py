"""What a user installs holds everything the program reads."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from grcdesk import __version__

ROOT = Path(__file__).parents[2]
DATA = ("catalogs", "help", "samples", "store/migrations", "tui/styles")
SHIPPED = {"src/grcdesk": "grcdesk", "catalogs": "grcdesk/catalogs", "samples": "grcdesk/samples"}
"""Folder of the repository → where it stands in the wheel."""


def build(target: str, source: Path, folder: Path) -> Path:
    subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)],
        cwd=source,
        capture_output=True,
        check=True,
        timeout=120,
    )
    (path,) = folder.iterdir()
    return path


@pytest.fixture(scope="module")
def wheel_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def wheel(wheel_file: Path):
    with zipfile.ZipFile(wheel_file) as opened:
        yield opened


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source archive, unpacked."""
    packed = build("sdist", ROOT, tmp_path_factory.mktemp("packed"))
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(packed) as opened:
        # our own archive; Python 3.11.3 and older know no filter, 3.12 warns without one
        opened.extractall(folder, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))  # noqa: S202
    return folder / f"grcdesk-{__version__}"


def names(wheel: zipfile.ZipFile) -> set[str]:
    return set(wheel.namelist())


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def test_every_file_that_is_shipped_is_in_the_wheel(wheel: zipfile.ZipFile):
    there = {
        f"{place}/{path.relative_to(ROOT / folder).as_posix()}": path.read_bytes()
        for folder, place in SHIPPED.items()
        for path in files(ROOT / folder)
    }
    assert len(there) > 500
    assert there.keys() - names(wheel) == set()
    assert [name for name, content in there.items() if wheel.read(name) != content] == []


@pytest.mark.slow
def test_the_source_archive_holds_all_that_builds_and_tests_it(sdist: Path):
    folders = ("src", "catalogs", "samples", "tests", "bench")
    there = {path.relative_to(ROOT) for folder in folders for path in files(ROOT / folder)}
    single = ("pyproject.toml", "README.md", "LICENSE", "Makefile", "CHANGELOG.md", "CONTRIBUTING.md")
    assert (there | {Path(name) for name in single}) - {path.relative_to(sdist) for path in files(sdist)} == set()


def test_the_source_archive_makes_the_same_wheel(wheel: zipfile.ZipFile, sdist: Path, tmp_path: Path):
    with zipfile.ZipFile(build("wheel", sdist, tmp_path)) as again:
        made, first = ({one.filename: one.CRC for one in opened.infolist()} for opened in (again, wheel))
    assert made == first


@pytest.mark.parametrize("folder", DATA)
def test_what_is_read_at_run_time_is_in_the_wheel(wheel: zipfile.ZipFile, folder: str):
    assert [name for name in names(wheel) if name.startswith(f"grcdesk/{folder}/")]


@pytest.mark.parametrize(
    "name",
    ["py.typed", "verify_log.py", "verify_texts.py", "__main__.py", "samples/README.md", "tui/styles/frame.tcss"],
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


RUN = """
import sys
sys.path.insert(0, sys.argv[1])
from grcdesk import paths
from grcdesk.cli.main import call
from grcdesk.importers.reading.confined import environment
assert environment()["PYTHONPATH"].startswith(sys.argv[1]), environment()["PYTHONPATH"]
assert paths.PACKAGE.parent == paths.CATALOGS.parents[1] == paths.Path(sys.argv[1]), paths.CATALOGS
log = str(paths.SAMPLES / "evidence" / "gateway-decisions.jsonl")
raise SystemExit(
    call(["demo", "desk"])
    or call(["--desk", "desk", "catalogs", "lint"])
    or call(["--desk", "desk", "evidence", "import", log])
    or call(["init", "own", "--no-input", "--name", "Dana Reyes"])
)
"""


@pytest.mark.slow
def test_an_installed_copy_runs_by_itself(wheel_file: Path, tmp_path: Path):
    """In a folder that looks like a checkout, beside folders of somebody else."""
    place = tmp_path / "src"
    for folder in ("catalogs", "samples"):
        (tmp_path / folder).mkdir()
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "another"\n', encoding="utf-8")
    options = ["--no-deps", "--no-index", "--no-compile", "--disable-pip-version-check", "--target", str(place)]
    subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-m", "pip", "install", *options, str(wheel_file)], capture_output=True, check=True
    )
    done = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-B", "-P", "-c", RUN, str(place)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "27 in = 26 used" in done.stdout
