"""`grcdesk package`: what it writes, what it tells, and its exit codes: 0 whole, 5 damaged, 3 cannot be checked."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest


@pytest.fixture
def with_evidence(on, tmp_path: Path):
    """Two artefacts behind a control: one for the auditor, one internal."""
    for name, more in (("open.txt", ("--confidentiality", "auditor")), ("inside.txt", ())):
        (tmp_path / name).write_text(name)
        done = on(
            *("evidence", "add", tmp_path / name, "--kind", "policy", "--as-of", "2026-03-01"),
            *("--control", "AI-SEC-01", *more),
        )
        assert done.code == 0, done.err
    return on


@pytest.mark.slow
def test_a_package_is_written_told_and_whole(with_evidence, run, tmp_path: Path):
    done = with_evidence("package", "build", "-o", tmp_path / "p.zip", "--as-of", "2026-11-21")
    assert done.code == 0, done.err
    assert "p.zip written, DRAFT, 1 file of evidence" in done.err
    assert "left out: EV-2: labelled internal" in done.err
    assert "grcdesk evidence set ID --confidentiality auditor" in done.err
    assert "NOT SIGNED" in done.err
    checked = run("package", "verify", tmp_path / "p.zip")
    assert checked.code == 0, checked.err
    assert "is whole" in checked.err
    assert "is a whole chain" in checked.err
    first = (tmp_path / "p.zip").read_bytes()
    assert with_evidence("package", "build", "-o", tmp_path / "p.zip", "--as-of", "2026-11-21").code == 1
    again = with_evidence("package", "build", "-o", tmp_path / "p.zip", "--as-of", "2026-11-21", "--force", "--json")
    assert again.json["path"] == str(tmp_path / "p.zip")
    assert (tmp_path / "p.zip").read_bytes() == first


@pytest.mark.slow
def test_it_goes_to_the_exports_folder_unless_told(with_evidence, desk_root: Path):
    assert with_evidence("package", "build").code == 0
    (file,) = (desk_root / "exports").iterdir()
    assert file.name == "soc_2_type_ii_2026_evidence_2026-11-21.zip"


@pytest.mark.slow
def test_what_goes_out_against_its_label_needs_a_reason(with_evidence, tmp_path: Path):
    refused = with_evidence("package", "build", "-o", tmp_path / "p", "--override-label", "EV-2")
    assert refused.code == 2
    assert "no reason" in refused.err
    done = with_evidence("package", "build", "-o", tmp_path / "p", "--override-label", "EV-2=agreed by counsel")
    assert "against their labels: EV-2" in done.err
    told = with_evidence("log", "list", "--action", "export.package", "--json").json
    assert any(one["id"] == "EV-2" and one["after"]["reason"] == "agreed by counsel" for one in told)


@pytest.mark.slow
def test_verify_ends_with_five_for_damage_and_names_what_rests_on_it(with_evidence, run, tmp_path: Path):
    with_evidence("package", "build", "-o", tmp_path / "p")
    file = tmp_path / "p/data/evidence/AI-SEC-01/2026-03-01_open.txt"
    file.write_text("other.txt")
    done = run("package", "verify", tmp_path / "p")
    assert done.code == 5
    assert "2026-03-01_open.txt: was altered" in done.err
    assert "EV-1 (AI-SEC-01)" in done.err
    shown = run("package", "verify", tmp_path / "p", "--json")
    assert shown.code == 5
    assert shown.json["hit"] == {"data/evidence/AI-SEC-01/2026-03-01_open.txt": ["EV-1", "AI-SEC-01"]}


def test_verify_ends_with_three_where_something_cannot_be_checked(run, tmp_path: Path):
    (tmp_path / "bag/data").mkdir(parents=True)
    (tmp_path / "bag/bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    (tmp_path / "bag/manifest-sha256.txt").write_text(f"{'a' * 64}  data/far.bin\n")
    (tmp_path / "bag/fetch.txt").write_text("https://example.com/far.bin 12 data/far.bin\n")
    done = run("package", "verify", tmp_path / "bag")
    assert done.code == 3
    assert "nothing is fetched here" in done.err
    assert run("package", "verify", tmp_path / "nowhere").code == 2


def test_verify_needs_no_desk(run, tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "bag.zip", "w") as archive:
        archive.writestr("bag/bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
        archive.writestr("bag/data/a", "")
        archive.writestr("bag/manifest-md5.txt", "d41d8cd98f00b204e9800998ecf8427e  data/a\n")
    done = run("package", "verify", tmp_path / "bag.zip")
    assert done.code == 0, done.err
    assert "no longer an attack" in done.err


@pytest.mark.slow
def test_a_signature_is_held_against_the_list_that_came_in_another_way(with_evidence, run, tmp_path: Path):
    for name in ("ours", "other"):
        words = ["/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)]
        subprocess.run(words, check=True)  # noqa: S603  a key of this test
        public = (tmp_path / f"{name}.pub").read_text().split()
        (tmp_path / f"{name}.signers").write_text(f"dana@acme.example {public[0]} {public[1]}\n")
    done = with_evidence("package", "build", "-o", tmp_path / "p.zip", "--sign-with", tmp_path / "ours")
    assert ", signed by SHA256:" in done.err

    def verified(signers: str, *more: str) -> tuple[int, str]:
        checked = run("package", "verify", tmp_path / "p.zip", "--allowed-signers", tmp_path / signers, *more)
        return checked.code, checked.err

    code, told = verified("ours.signers", "--identity", "dana@acme.example")
    assert (code, "is signed by dana@acme.example" in told) == (0, True)
    assert verified("ours.signers")[0] == 0
    assert verified("ours.signers", "--identity", "somebody@else")[0] == 5
    assert verified("other.signers")[0] == 5
    assert verified("nowhere")[0] == 3
    assert run("package", "verify", tmp_path / "p.zip", "--identity", "dana@acme.example").code == 2
    unsigned = with_evidence("package", "build", "-o", tmp_path / "q.zip")
    assert unsigned.code == 0
    assert run("package", "verify", tmp_path / "q.zip", "--allowed-signers", tmp_path / "ours.signers").code == 5
