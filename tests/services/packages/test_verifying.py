"""Whatever is changed in a package is seen, and nothing that is handed in makes the check stumble."""

from __future__ import annotations

import random
import shutil
from datetime import date
from pathlib import Path

import pytest

from grcdesk.errors import BadInput
from grcdesk.paths import DeskPaths
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.services.desk.opening import open_desk
from grcdesk.services.packages.verifying import verify_package
from grcdesk.terms import Confidentiality, EvidenceKind, Via

_FLIPS = 60


@pytest.fixture(scope="module")
def made(_desk_template: Path, tmp_path_factory) -> Path:
    """A small package as folder and as zip file, made once."""
    folder = tmp_path_factory.mktemp("package")
    desk = open_desk(DeskPaths(Path(shutil.copytree(_desk_template, folder / "desk"))), via=Via.CLI)
    (folder / "policy.txt").write_text("policy")
    said = Artefact(EvidenceKind.POLICY, as_of=date(2026, 3, 1), confidentiality=Confidentiality.AUDITOR)
    desk.evidence.add(folder / "policy.txt", said, controls=["AI-SEC-01"])
    desk.packages.build(folder / "p")
    desk.packages.build(folder / "p.zip")
    desk.close()
    return folder


@pytest.fixture
def package(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made / "p", tmp_path / "p"))


@pytest.mark.slow
def test_one_bit_of_any_file_is_seen(package: Path):
    files = [path for path in sorted(package.rglob("*")) if path.is_file()]
    assert len(files) > 12
    for file in files:
        data = file.read_bytes()
        file.write_bytes(data[:-3] + bytes([data[-3] ^ 1]) + data[-2:])
        assert verify_package(package).bag.damaged, f"{file.name} was changed and nothing is told"
        file.write_bytes(data)
    assert verify_package(package).bag.damaged == ()


@pytest.mark.slow
def test_any_file_that_goes_is_seen(package: Path):
    for file in [path for path in sorted(package.rglob("*")) if path.is_file()]:
        aside = file.rename(package.parent / "aside")
        assert verify_package(package).bag.damaged, f"{file.name} is gone and nothing is told"
        aside.rename(file)


@pytest.mark.slow
def test_a_log_that_is_whole_in_itself_and_another_one_is_seen(package: Path):
    """Its sums made anew as well: the head that the package prints is what shows it."""
    log = package / "data/audit/audit.jsonl"
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1]))
    told = "\n".join(one.told for one in verify_package(package).bag.damaged)
    assert "bag-info.txt says otherwise" in told
    assert "names another head than that of the log" in told


def test_what_the_reader_lays_beside_it_as_told_is_no_damage(package: Path):
    (package / "allowed_signers").write_text("x")
    report = verify_package(package)
    assert report.bag.damaged == ()
    assert any(one.where == "allowed_signers" for one in report.bag.remarks)
    (package / "read_me_first.html").write_text("x")
    assert [one.where for one in verify_package(package).bag.damaged] == ["read_me_first.html"]


@pytest.mark.slow
def test_no_zip_file_however_broken_makes_the_check_stumble(made: Path, tmp_path: Path):
    data, chance = (made / "p.zip").read_bytes(), random.Random(7)  # noqa: S311  a fixed seed
    sound = dict(verify_package(made / "p.zip").bag.sums)
    broken = tmp_path / "broken.zip"
    for _ in range(_FLIPS):
        place = chance.randrange(len(data))
        broken.write_bytes(data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :])
        try:
            report = verify_package(broken)
        except BadInput:
            continue
        if not report.bag.damaged and not report.bag.unchecked:
            assert report.bag.sums == sound, "other content was called whole"
