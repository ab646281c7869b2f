"""A package: the same twice, whole or not there, nothing in it that may not go out, and each act in the log."""

from __future__ import annotations

import csv
import io
import re
import shutil
import zipfile
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from grcdesk.errors import BadInput, Damaged, NotFound, Refused, Unwritable
from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.evidence.evidence import EvidenceChange
from grcdesk.schemas.packages.packages import PackagePlan
from grcdesk.services.desk.opening import open_desk
from grcdesk.services.evidence.evidence import Artefact
from grcdesk.services.log.verifying import Outside
from grcdesk.services.packages import packages as building
from grcdesk.services.packages.verifying import verify_package
from grcdesk.terms import Confidentiality, EvidenceKind, Status, Via
from helpers.stamping import call, stamped

DAY = date(2026, 11, 21)
AUDITOR = Confidentiality.AUDITOR


def taken(desk, folder: Path, name: str = "policy.txt", *, content: bytes = b"", controls=("AI-SEC-01",), **more):
    """An artefact for the auditor, unless its label is told; its id."""
    file = folder / "in"
    file.mkdir(exist_ok=True)
    (file / name).write_bytes(content or name.encode())
    said = {"kind": EvidenceKind.POLICY, "as_of": date(2026, 3, 1), "confidentiality": AUDITOR, **more}
    (found,) = desk.evidence.add([file / name], Artefact(**said), controls=controls).changed[:1]
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def listed(folder: Path) -> dict[str, dict[str, str]]:
    text = (folder / "data/evidence.csv").read_text(encoding="utf-8-sig")
    return {row["evidence"]: row for row in csv.DictReader(io.StringIO(text))}


@pytest.fixture
def company(full_root: Path):
    desk = open_desk(DeskPaths(full_root), via=Via.CLI)
    desk.ask_about("ENG-2")
    yield desk
    desk.close()


@pytest.mark.slow
def test_the_same_data_and_day_give_the_same_bytes_whenever_and_in_either_form(company, tmp_path: Path, fake_clock):
    plan = PackagePlan(as_of=DAY, overrides={"internal": "released"})
    first = company.packages.build(tmp_path / "a.zip", plan)
    fake_clock.advance(days=2)
    second = company.packages.build(tmp_path / "b.zip", plan)
    company.packages.build(tmp_path / "folder", plan)
    assert first.path.read_bytes() == second.path.read_bytes()
    with zipfile.ZipFile(first.path) as archive:
        names = archive.namelist()
        top = names[0].partition("/")[0]
        inside = {name.removeprefix(f"{top}/"): archive.read(name) for name in names}
    assert names == sorted(names)
    assert inside == files(tmp_path / "folder")
    assert all(len(name.encode()) <= 200 for name in names)
    for path in (first.path, tmp_path / "folder"):
        report = verify_package(path)
        assert (report.bag.damaged, report.bag.unchecked) == ((), ())
        assert report.ours


@pytest.mark.slow
def test_every_link_of_the_page_leads_to_a_file_and_nothing_to_anywhere_else(company, tmp_path: Path):
    company.packages.build(tmp_path / "p", PackagePlan(overrides={"internal": "released"}))
    page = (tmp_path / "p/data/index.html").read_text(encoding="utf-8")
    seen = Links()
    seen.feed(page)
    assert not seen.scripts
    assert {target for target in seen.inside if target not in seen.ids} == set()
    assert len(seen.files) > 30
    assert [name for name in seen.files if not (tmp_path / "p/data" / unquote(name)).is_file()] == []
    assert all(one.startswith("https://") for one in seen.outside)
    assert "src=" not in page
    assert "default-src 'none'" in page
    assert seen.lang == "en"
    assert seen.headless == 0


class Links(HTMLParser):
    """What a browser would follow, load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.files, self.outside, self.inside, self.scripts, self.lang = [], [], [], [], ""
        self.ids: set[str] = set()
        self.headless = 0
        """Tables whose columns have no headings."""
        self._headed = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.ids.add(said.get("id") or "")
        if tag == "html":
            self.lang = said.get("lang") or ""
        if tag in ("script", "iframe", "object", "img", "link") or any(name.startswith("on") for name in said):
            self.scripts.append(tag)
        if tag == "table":
            self._headed = False
        if tag == "th" and said.get("scope") == "col":
            self._headed = True
        where = said.get("href") or ""
        if where.startswith("#"):
            self.inside.append(where[1:])
        elif re.match(r"[a-z]+:", where):
            self.outside.append(where)
        elif where:
            self.files.append(where)

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.headless += not self._headed


@pytest.mark.slow
def test_texts_of_people_are_no_markup_and_steer_nothing(desk, tmp_path: Path):
    title = "<script>alert(1)</script>\"' onload=x \u202egnp \x1b[31m &amp; =cmd()"
    name = taken(desk, tmp_path, "a b&<c>'.txt", title=title, source="<img src=x onerror=alert(1)>", query="<!--")
    desk.packages.build(tmp_path / "p")
    page = (tmp_path / "p/data/index.html").read_text(encoding="utf-8")
    seen = Links()
    seen.feed(page)
    assert not seen.scripts
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert listed(tmp_path / "p")[name]["original_name"] == "a b&<c>'.txt"
    assert listed(tmp_path / "p")[name]["path"].endswith("/2026-03-01_a b_c.txt")


@pytest.mark.slow
def test_a_label_keeps_a_file_out_and_an_override_stands_in_the_log(desk, tmp_path: Path):
    kept = taken(desk, tmp_path, "secret.txt", content=b"TOP-SECRET-CANARY", confidentiality=Confidentiality.NDA)
    open_ = taken(desk, tmp_path, "open.txt")
    said = desk.packages.build(tmp_path / "p")
    assert f"left out: {kept}: labelled NDA" in "\n".join(said.notes)
    whole = b"".join(files(tmp_path / "p").values())
    assert b"TOP-SECRET-CANARY" not in whole
    assert b"labelled NDA" in whole
    assert listed(tmp_path / "p")[kept]["path"] == ""
    assert listed(tmp_path / "p")[open_]["path"]
    desk.packages.build(tmp_path / "q", PackagePlan(overrides={kept: "the vendor agreed"}))
    assert b"TOP-SECRET-CANARY" in b"".join(files(tmp_path / "q").values())
    told = [one for one in desk.log.list(action="export.package") if one.kind == "label"]
    assert [(one.id, one.after["label"], one.after["reason"], one.actor) for one in told] == [
        (kept, "nda", "the vendor agreed", "Dana Reyes")
    ]
    assert desk.log.verify().clean


def test_an_override_needs_a_reason_and_an_artefact(desk, tmp_path: Path):
    with pytest.raises(BadInput, match="no reason"):
        desk.packages.build(tmp_path / "p", PackagePlan(overrides={"nda": "  "}))
    with pytest.raises(NotFound, match="EV-99"):
        desk.packages.build(tmp_path / "p", PackagePlan(overrides={"EV-99": "why not"}))
    assert not (tmp_path / "p").exists()


@pytest.mark.slow
def test_a_file_behind_several_controls_lies_there_once_and_every_folder_names_it(desk, tmp_path: Path):
    taken(desk, tmp_path, "shared.txt", controls=["AI-SEC-02", "AI-SEC-01"])
    taken(desk, tmp_path, "own.txt", controls=["AI-SEC-02"])
    desk.packages.build(tmp_path / "p")
    where = [name for name in files(tmp_path / "p") if name.endswith("shared.txt")]
    assert where == ["data/evidence/AI-SEC-01/2026-03-01_shared.txt"]
    other = (tmp_path / "p/data/evidence/AI-SEC-02/_contents.txt").read_text()
    assert "AI-SEC-01/2026-03-01_shared.txt" in other
    assert "AI-SEC-02/2026-03-01_own.txt" in other


@pytest.mark.slow
def test_damaged_bytes_stay_out_and_bytes_that_change_meanwhile_leave_nothing(desk, tmp_path: Path, monkeypatch):
    name = taken(desk, tmp_path, "a.txt", content=b"as taken in")
    sha = desk.evidence.show(name).row.sha256
    blob = desk.paths.vault / sha[:2] / sha
    blob.chmod(0o600)
    whole = building.closed

    def meanwhile(*given):
        blob.write_bytes(b"other bytes")
        return whole(*given)

    monkeypatch.setattr(building, "closed", meanwhile)
    for target in (tmp_path / "p.zip", tmp_path / "p"):
        blob.write_bytes(b"as taken in")
        with pytest.raises(Damaged, match="was modified"):
            desk.packages.build(target)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".", "p"))] == []
    monkeypatch.undo()
    blob.write_bytes(b"other bytes")
    said = desk.packages.build(tmp_path / "q")
    assert "FAILED INTEGRITY" in "\n".join(said.notes)
    assert b"other bytes" not in b"".join(files(tmp_path / "q").values())


@pytest.mark.slow
def test_nothing_that_is_there_is_replaced_unless_asked(desk, tmp_path: Path):
    taken(desk, tmp_path)
    for name in ("p.zip", "p"):
        desk.packages.build(tmp_path / name)
        with pytest.raises(Refused, match="exists already"):
            desk.packages.build(tmp_path / name)
    desk.packages.build(tmp_path / "p.zip", force=True)
    with pytest.raises(Refused, match="exists already") as caught:
        desk.packages.build(tmp_path / "p", force=True)
    assert "never replaced" in caught.value.hint
    with pytest.raises(Unwritable):
        desk.packages.build(tmp_path / "nowhere" / "p")


@pytest.mark.slow
def test_final_is_refused_with_every_reason_and_the_package_says_draft(desk, tmp_path: Path):
    taken(desk, tmp_path)
    with pytest.raises(Refused) as caught:
        desk.packages.build(tmp_path / "p", PackagePlan(final=True))
    assert any("none is finalised" in reason for reason in caught.value.reasons)
    assert not (tmp_path / "p").exists()
    said = desk.packages.build(tmp_path / "p")
    assert ", DRAFT, " in said.sentence
    for name in ("bag-info.txt", "VERIFY.txt", "data/index.html"):
        assert "DRAFT" in (tmp_path / "p" / name).read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_final_package_says_so_in_everything_it_holds(desk, tmp_path: Path):
    taken(desk, tmp_path)
    desk.gap.finalise(assessor="Dana Reyes", reviewer="Sam Okoro")
    said = desk.packages.build(tmp_path / "p", PackagePlan(final=True))
    assert ", FINAL, " in said.sentence
    assert any("nobody has approved or signed them" in note for note in said.notes)
    for name, data in files(tmp_path / "p").items():
        if name.endswith((".docx", ".xlsx")):
            with zipfile.ZipFile(io.BytesIO(data)) as parts:
                text = b"".join(parts.read(part) for part in parts.namelist()).decode(errors="replace")
            assert "DRAFT" not in text.replace("DRAFT unless", ""), name
    page = (tmp_path / "p/data/index.html").read_text(encoding="utf-8")
    assert "FINAL</span>" in page
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.MISSING, gap="lost"))
    with pytest.raises(Refused, match="cannot be called final"):
        desk.packages.build(tmp_path / "q", PackagePlan(final=True))


@pytest.mark.slow
def test_what_moved_since_a_hand_over_is_all_that_goes_with_it(desk, tmp_path: Path):
    first, gone = taken(desk, tmp_path, "first.txt"), taken(desk, tmp_path, "gone.txt")
    changed = taken(desk, tmp_path, "changed.txt")
    desk.packages.build(tmp_path / "one", PackagePlan(handover="Marlowe & Finch"))
    assert desk.exports.handovers()[0].firm == "Marlowe & Finch"
    new = taken(desk, tmp_path, "new.txt")
    desk.evidence.reject([gone], reason="of another system")
    desk.evidence.set([changed], EvidenceChange(title="Another title"))
    desk.packages.build(tmp_path / "two", PackagePlan(since="marlowe & finch"))
    here = [name for name in files(tmp_path / "two") if name.endswith(".txt") and "/evidence/" in name]
    names = [name.rpartition("_")[2] for name in here if not name.endswith("_contents.txt")]
    assert names == ["changed.txt", "new.txt"]
    letter = (tmp_path / "two/data/letter.txt").read_text()
    assert "3 before - 1 withdrawn + 1 added = 3 now (1 unchanged + 1 changed + 1 added = 3)" in letter
    assert "the hand-over to Marlowe & Finch on 2026-11-21" in letter
    for name, why in ((new, "new"), (gone, "rejected: of another system"), (changed, "its title")):
        assert re.search(rf"{name} .*: {why}", letter)
    assert listed(tmp_path / "two")[first]["since_last"] == "kept"
    assert verify_package(tmp_path / "two").bag.damaged == ()
    with pytest.raises(NotFound, match="no package was handed to"):
        desk.packages.build(tmp_path / "three", PackagePlan(since="Somebody"))
    with pytest.raises(Refused, match="is not before"):
        desk.packages.build(tmp_path / "three", PackagePlan(since="999999"))


@pytest.mark.slow
def test_the_log_in_it_ends_with_the_last_change_of_data(desk, tmp_path: Path):
    taken(desk, tmp_path)
    desk.packages.build(tmp_path / "p")
    entry = desk.log.list(limit=1)[0]
    assert (entry.action, entry.id) == ("export.package", "p")
    lines = (tmp_path / "p/data/audit/audit.jsonl").read_bytes()
    assert lines == b"".join(desk.log.lines().splitlines(keepends=True)[: entry.after["position"]])
    assert desk.log.verify(outside=Outside(checkpoints=(tmp_path / "p/checkpoint.txt",))).clean


@pytest.mark.slow
def test_requests_are_in_it_as_they_come_home(company, tmp_path: Path):
    company.packages.build(tmp_path / "p")
    found = load_workbook(tmp_path / "p/data/requests.xlsx").active
    texts = {str(cell.value) for row in found.iter_rows() for cell in row}
    assert all(row.ref in texts for row in company.requests.list())
    said = company.request_lists.import_(tmp_path / "p/data/requests.xlsx", dry_run=True)
    assert "0 added" in said.sentence or "12" in said.sentence


@pytest.mark.slow
def test_a_key_that_is_none_and_a_time_stamp_of_something_else_are_refused(desk, tmp_path: Path):
    taken(desk, tmp_path)
    (tmp_path / "no.key").write_text("none")
    with pytest.raises(Unwritable, match="is no key"):
        desk.packages.build(tmp_path / "p", PackagePlan(sign_with=str(tmp_path / "no.key")))
    (tmp_path / "reply.tsr").write_bytes(b"\x30\x03of another text")
    with pytest.raises(BadInput, match="is no time stamp of"):
        desk.packages.build(tmp_path / "p", PackagePlan(timestamp=tmp_path / "reply.tsr"))
    assert not (tmp_path / "p").exists()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here")
def test_a_time_stamp_of_its_checkpoint_goes_into_the_package_made_again(desk, tmp_path: Path):
    taken(desk, tmp_path)
    desk.packages.build(tmp_path / "p")
    reply = stamped(tmp_path / "p/checkpoint.txt", tmp_path)
    said = desk.packages.build(tmp_path / "q", PackagePlan(timestamp=reply))
    assert any("a time stamp of checkpoint.txt that says" in note for note in said.notes)
    text = (tmp_path / "q/VERIFY.txt").read_text()
    command = re.search(r"^    (openssl ts -verify .*)$", text, re.MULTILINE)
    assert command
    call(*command[1].replace("tsa-ca.pem", "../ca.pem").split(), cwd=tmp_path / "q")
    report = verify_package(tmp_path / "q")
    assert report.bag.damaged == ()
    assert any("has a time stamp of this text" in one.what for one in report.bag.remarks)
    assert "openssl" not in (tmp_path / "p/VERIFY.txt").read_text()
