"""What an auditor does without grcdesk: the commands of VERIFY.txt, as they are printed, on ten tampered copies.

Only coreutils, ssh-keygen, openssl and Python's own library are on the path; grcdesk cannot be imported there.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.schemas.packages.packages import PackagePlan
from grcdesk.services.desk.opening import open_desk
from grcdesk.services.packages.verifying import verify_package
from grcdesk.terms import Via

SIGNER = "compliance@example.com"
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}


def ran(folder: Path, command: str, *, name: str = SIGNER) -> subprocess.CompletedProcess[str]:
    """A command as it is printed, in the folder of the package, with nothing of ours around it."""
    words = ["bash", "-c", command.replace("NAME", name)]
    return subprocess.run(  # noqa: S603  what VERIFY.txt prints
        words, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )


def printed(folder: Path, head: str, step: str) -> str:
    """The command under a step of VERIFY.txt: its lines with four blanks before them."""
    text = (folder / "VERIFY.txt").read_text(encoding="utf-8")
    part = text.partition(f"\n{head}")[2].partition(f"\n{step}")[2]
    found = re.search(r"(?:^ {4}.*\n|^\n)*^ {4}.*\n(?:^ {4}.*\n)*", part, re.MULTILINE)
    assert found, f"no command under {head}, {step}"
    return "\n".join(line[4:] for line in found[0].strip("\n").split("\n"))


def key(folder: Path, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    words = ["/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(folder / name)]
    subprocess.run(words, check=True)  # noqa: S603  a key of this test
    return folder / name


def allowed(key: Path) -> str:
    kind, blob, *_ = key.with_suffix(".pub").read_text().split()
    return f"{SIGNER} {kind} {blob}\n"


@pytest.fixture(scope="module")
def keys(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    key(folder, "ours"), key(folder, "other")
    return folder


@pytest.fixture(scope="module")
def made(_full_template: Path, tmp_path_factory, keys: Path) -> Path:
    """A signed package of the sample company, made once."""
    folder = tmp_path_factory.mktemp("package")
    root = Path(shutil.copytree(_full_template, folder / "desk"))
    desk = open_desk(DeskPaths(root), via=Via.CLI)
    desk.ask_about("ENG-2")
    plan = PackagePlan(sign_with=str(keys / "ours"), overrides={"internal": "Released for this audit"})
    desk.packages.build(folder / "package", plan)
    desk.close()
    return folder / "package"


@pytest.fixture
def package(made: Path, keys: Path, tmp_path: Path) -> Path:
    """A copy of it, with the key that came in another way."""
    copy = Path(shutil.copytree(made, tmp_path / "package"))
    (copy / "allowed_signers").write_text(allowed(keys / "ours"))
    return copy


def steps(folder: Path) -> dict[int, bool]:
    """Which steps of the part for Linux find nothing."""
    signature = ran(folder, printed(folder, "LINUX", "1  "))
    sums = ran(folder, printed(folder, "LINUX", "2  "))
    lists = ran(folder, printed(folder, "LINUX", "3  "))
    added = [
        line for line in lists.stdout.splitlines() if line.startswith(("<", ">")) and "allowed_signers" not in line
    ]
    return {1: signature.returncode == 0, 2: sums.returncode == 0, 3: not added and not lists.stderr}


def rewrite(folder: Path, *, sign_with: Path | None = None, namespace: str = "evidence-package@grcdesk") -> None:
    """Make both manifests anew over what lies there, as somebody would who hides a change; and sign again."""
    for manifest, below in (("manifest-sha256.txt", "data/"), ("tagmanifest-sha256.txt", "")):
        names = [line[66:] for line in (folder / manifest).read_text().splitlines() if line[66:].startswith(below)]
        lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
        (folder / manifest).write_text("".join(lines))
    if sign_with is not None:
        target = folder / "tagmanifest-sha256.txt"
        Path(f"{target}.sig").unlink()
        words = ["/usr/bin/ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", str(sign_with), str(target)]
        subprocess.run(words, check=True, capture_output=True)  # noqa: S603  a key of this test


def evidence(folder: Path) -> Path:
    return next(path for path in sorted((folder / "data/evidence").rglob("*.csv")))


def modified(folder: Path, keys: Path) -> None:
    data = evidence(folder).read_bytes()
    evidence(folder).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))  # as long as before


def missing(folder: Path, keys: Path) -> None:
    evidence(folder).unlink()


def line_dropped(folder: Path, keys: Path) -> None:
    manifest = folder / "manifest-sha256.txt"
    manifest.write_text("".join(manifest.read_text().splitlines(keepends=True)[:-1]))


def manifest_edited(folder: Path, keys: Path) -> None:
    modified(folder, keys)
    rewrite(folder)


def signed_by_another(folder: Path, keys: Path) -> None:
    modified(folder, keys)
    rewrite(folder, sign_with=keys / "other")


def wrong_purpose(folder: Path, keys: Path) -> None:
    rewrite(folder, sign_with=keys / "ours", namespace="file")


def windows_line_ends(folder: Path, keys: Path) -> None:
    target = folder / "tagmanifest-sha256.txt"
    target.write_bytes(target.read_bytes().replace(b"\n", b"\r\n"))


def planted(folder: Path, keys: Path) -> None:
    (folder / "data/evidence/planted.csv").write_bytes(b"planted")


def planted_beside(folder: Path, keys: Path) -> None:
    (folder / "README.html").write_bytes(b"<h1>look here first</h1>")


def key_replaced(folder: Path, keys: Path) -> None:
    """The one nothing inside can show: the list of who may sign is the attacker's own."""
    signed_by_another(folder, keys)
    (folder / "allowed_signers").write_text(allowed(keys / "other"))


Tamper = Callable[[Path, Path], None]
CAUGHT: dict[Tamper, set[int]] = {
    modified: {2},
    missing: {2, 3},
    line_dropped: {2, 3},
    manifest_edited: {1},
    signed_by_another: {1},
    wrong_purpose: {1},
    windows_line_ends: {1, 3},
    planted: {3},
    planted_beside: {3},
    key_replaced: set(),
}


@pytest.mark.slow
def test_an_untouched_package_passes_every_step(package: Path):
    assert steps(package) == {1: True, 2: True, 3: True}
    report = verify_package(package, signers=str(package / "allowed_signers"), identity=SIGNER)
    assert report.bag.damaged == ()
    assert f"is signed by {SIGNER}" in report.signature
    assert "is a whole chain" in report.chain


@pytest.mark.slow(keep=3)
@pytest.mark.parametrize("tamper", CAUGHT, ids=lambda one: one.__name__)
def test_each_tampering_is_caught_by_the_steps_that_can_and_by_our_own_check(package: Path, keys: Path, tamper: Tamper):
    tamper(package, keys)
    assert {step for step, passed in steps(package).items() if not passed} == CAUGHT[tamper]
    report = verify_package(package, signers=str(package / "allowed_signers"), identity=SIGNER)
    assert bool(report.bag.damaged) is (tamper is not key_replaced)


def test_the_check_names_the_artefact_and_the_controls_that_are_hit(package: Path, keys: Path):
    name = evidence(package).relative_to(package).as_posix()
    modified(package, keys)
    report = verify_package(package)
    (hit,) = report.hit.values()
    assert list(report.hit) == [name]
    assert hit[0].startswith("EV-")
    assert hit[1] == name.split("/")[2]


def chain(folder: Path, form: str) -> subprocess.CompletedProcess[str]:
    if form == "sh":
        return ran(folder, printed(folder, "THE CHANGE LOG", "   sh "))
    (folder / "chain.py").write_text(printed(folder, "THE CHANGE LOG", "   Python 3") + "\n")
    return ran(folder, "python3 -I chain.py")


@pytest.mark.parametrize("form", ["sh", "python"])
def test_the_chain_is_walked_as_it_is_printed(package: Path, form: str):
    shorten(package, 60)
    passed = chain(package, form)
    assert (passed.returncode, passed.stdout[:18]) == (0, "whole: 60 entries,"), passed.stderr
    log = package / "data/audit/audit.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    for broken in (
        [*lines[:20], lines[20].replace(b'"v":2', b'"v":3', 1), *lines[21:]],
        [*lines[:20], *lines[21:]],
        [*lines[:20], lines[21], lines[20], *lines[22:]],
        lines[:-1],
    ):
        assert broken != lines
        log.write_bytes(b"".join(broken))
        assert chain(package, form).returncode != 0


def shorten(folder: Path, entries: int) -> None:
    """The beginning of the log, with a checkpoint of it: the printed loop starts three processes for each line."""
    log, checkpoint = folder / "data/audit/audit.jsonl", folder / "checkpoint.txt"
    lines = log.read_bytes().splitlines(keepends=True)[:entries]
    log.write_bytes(b"".join(lines))
    first, _, _, *rest = checkpoint.read_text().split("\n")
    head = hashlib.sha256(lines[-1].removesuffix(b"\n")).hexdigest()
    checkpoint.write_text("\n".join([first, str(entries), head, *rest]))


def test_the_whole_log_passes_the_printed_python_and_the_stricter_checker_in_the_package(package: Path):
    assert chain(package, "python").returncode == 0
    command = re.search(r"python (data/audit/verify_log\.py \S+)", (package / "VERIFY.txt").read_text())
    assert command
    checked = ran(package, f"python3 -I {command[1]}")
    assert checked.returncode == 0, checked.stdout
    assert "the chain is whole" in checked.stdout


def test_grcdesk_is_not_there_where_this_is_run(package: Path):
    assert ran(package, "python3 -I -c 'import grcdesk'").returncode != 0


def test_a_signature_holds_within_the_days_a_key_is_allowed_for(package: Path, keys: Path):
    line = allowed(keys / "ours").replace(" ", ' valid-after="20260101",valid-before="20270101" ', 1)
    (package / "allowed_signers").write_text(line)
    command = printed(package, "LINUX", "1  ").replace("-Y verify", "-Y verify -O verify-time={}")
    assert ran(package, command.format("20260601")).returncode == 0
    assert ran(package, command.format("20270601")).returncode != 0
