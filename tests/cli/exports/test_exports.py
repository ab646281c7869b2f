from __future__ import annotations

import hashlib
import json
import zipfile

import pytest

from grcdesk.cli.main import call
from grcdesk.terms.documents import DOCUMENTS
from grcdesk.terms.readiness import WorkPlace
from helpers.handed import open_to_all, read_only
from helpers.oscal_schema import faults


@pytest.mark.parametrize(("what", "ending"), [("matrix", ".xlsx"), ("gap-report", ".docx")])
def test_export_writes_the_same_bytes_and_guards_files(on, tmp_path, what, ending):
    file = tmp_path / f"out{ending}"
    done = on("export", what, "-o", file, "--as-of", "2026-11-21")
    assert done.code == 0, done.err
    assert done.out == ""
    assert zipfile.is_zipfile(file)
    first = file.read_bytes()
    assert on("export", what, "-o", file).code in (1, 2)
    assert on("export", what, "-o", file, "--as-of", "2026-11-21", "--force", "--json").json["path"] == str(file)
    assert file.read_bytes() == first


def test_a_memo_is_written_and_refused_for_an_unknown_vendor(on, tmp_path):
    assert on("vendors", "add", "Example Models", "--tier", "high").code == 0
    file = tmp_path / "memo.docx"
    done = on("export", "vendor-memo", "example", "-o", file, "--as-of", "2026-11-21", "--json")
    assert done.json["path"] == str(file)
    assert zipfile.is_zipfile(file)
    assert on("export", "vendor-memo", "example", "-o", file).code in (1, 2)
    assert on("export", "vendor-memo", "nobody").code == 1


@pytest.mark.parametrize("what", ["matrix", "gap-report"])
def test_export_goes_to_the_desk_unless_told(on, desk_root, what):
    assert on("export", what).code == 0
    (file,) = (desk_root / "exports").iterdir()
    assert "2026-11-21" in file.name


@pytest.mark.parametrize("what", ["matrix", "gap-report"])
def test_export_to_stdout_is_the_file(desk_root, tmp_path, what, capfdbinary):
    assert call(["--desk", str(desk_root), "export", what, "-o", "-", "--as-of", "2026-11-21"]) == 0
    out = capfdbinary.readouterr().out
    (tmp_path / "piped").write_bytes(out)
    assert zipfile.is_zipfile(tmp_path / "piped")
    assert call(["--desk", str(desk_root), "export", what, "-o", str(tmp_path / "file"), "--as-of", "2026-11-21"]) == 0
    assert (tmp_path / "file").read_bytes() == out


def test_stdout_cannot_be_two_things(on):
    assert on("export", "matrix", "-o", "-", "--json").code == 2


def test_a_hand_over_is_recorded_and_listed(on, tmp_path):
    done = on("export", "handovers")
    assert (done.code, len(done.out.splitlines())) == (0, 1)
    assert "--handover" in done.err
    file = tmp_path / "m.xlsx"
    done = on("export", "matrix", "-o", file, "--handover", "Audit Firm LLP")
    assert done.code == 0, done.err
    assert "handed over to Audit Firm LLP" in done.err
    (row,) = on("export", "handovers", "--json").json
    assert (row["firm"], row["file"]) == ("Audit Firm LLP", "m.xlsx")
    assert row["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert on("export", "matrix", "-o", "-", "--handover", "Audit Firm LLP").code == 2


def test_a_read_only_desk_hands_out_what_says_that_it_was_not_logged(run, on, desk_root, monkeypatch):
    assert on("export", "mlbom", "--unlogged").code == 1, "its log takes lines"
    with open_to_all(desk_root) as root:
        monkeypatch.setenv("XDG_CONFIG_HOME", str(root.parent))
        place = root.parent / "out"
        place.mkdir()
        place.chmod(0o777)
        file = place / "inventory.json"
        asked = ("--desk", root, "export", "mlbom", "-o", file)
        with read_only(root):
            refused = run(*asked)
            listed = run("--desk", root, "controls", "list", "--json")
            done = run(*asked, "--unlogged")
        assert (refused.code, listed.code, done.code) == (3, 0, 0)
        assert "no file is handed out without a line in the change log" in refused.err
        assert "--unlogged" in refused.err
        assert "UNLOGGED" in done.err
        assert "UNLOGGED: handed out of a read-only desk" in file.read_text()


@pytest.mark.parametrize("model", ["catalog", "mapping", "components"])
def test_oscal_is_written_told_and_piped(on, tmp_path, model):
    file = tmp_path / "o.json"
    done = on("export", "oscal", model, "-o", file)
    assert (done.code, done.out) == (0, "")
    assert faults(file.read_bytes()) == []
    assert on("export", "oscal", model, "-o", file).code == 1
    assert on("export", "oscal", model, "-o", file, "--force", "--json").json["path"] == str(file)
    assert '"export.oscal"' in on("log", "list", "--json").out
    assert on("export", "oscal", model, "-o", "-").out == file.read_text(encoding="utf-8")


def test_oscal_of_what_there_is_not(on):
    assert on("export", "oscal", "profile").code == 2
    done = on("export", "oscal", "catalog", "--catalog", "soc2-tsc")
    assert (done.code, "soc2-tsc-2017" in done.err) == (1, True)
    assert on("export", "oscal", "components", "--catalog", "ai-soc2").code == 1


def test_the_list_of_exports_tells_its_documents_apart(on):
    listed = on("export", "--help").out
    told = {one: next(row for row in listed.splitlines() if row.split()[:1] == [one.value]) for one in DOCUMENTS}
    assert all(DOCUMENTS[one].title in row for one, row in told.items())


def test_the_statement_is_of_a_framework_that_may_be_left_out(on, tmp_path):
    assert "export soa [OPTIONS] [FRAMEWORK]" in on("export", "soa", "--help").out
    refused = on("export", "soa", "iso2701")
    assert (refused.code, "did you mean 'iso27001'" in refused.err) == (2, True)
    assert on("export", "soa", "-o", tmp_path / "s.docx").code == 0


def test_the_places_of_what_lacks_stand_in_its_help(on):
    told = " ".join(on("lacking", "show", "--help").out.split())
    assert f"Places: {', '.join(place.value for place in WorkPlace)}." in told


def test_registers_and_the_inventory_go_to_stdout(on):
    assert on("export", "register", "controls", "-o", "-").out.splitlines()[1].startswith("AI-SEC-01,")
    assert json.loads(on("export", "mlbom", "-o", "-").out)["bomFormat"] == "CycloneDX"
