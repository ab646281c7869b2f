"""Bags of any maker, held against the conformance suite of the Library of Congress, and bags made to harm their reader.

`conformance-suite.zip` is that suite at commit 9ab4870, a work of the US government in the public domain (CC0 1.0
elsewhere); its LICENSE.md and README.md lie in it.
"""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
from pathlib import Path

import pytest

from grcdesk.errors import BadInput
from grcdesk.importers.bags import places
from grcdesk.importers.bags.check import check_bag
from grcdesk.schemas.packages.bags import BagReport, BagWord

SUITE = Path(__file__).with_name("conformance-suite.zip")
LACKS_A_FILE = "v0.97/warning/special-system-files"
"""Its manifest lists a .DS_Store that the suite's own repository does not hold: warned of, and damaged as well."""


def in_suite() -> list[str]:
    with zipfile.ZipFile(SUITE) as archive:
        return sorted({"/".join(name.split("/")[:3]) for name in archive.namelist() if name.startswith("v")})


@pytest.fixture(scope="module")
def suite(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("suite")
    with zipfile.ZipFile(SUITE) as archive:
        archive.extractall(folder)
    return folder


def zipped(folder: Path, target: Path, top: str = "bag/") -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, f"{top}{path.relative_to(folder).as_posix()}")
    return target


@pytest.mark.parametrize("name", in_suite())
def test_the_conformance_suite_is_judged_as_it_says_as_folder_and_as_zip_file(suite: Path, tmp_path: Path, name: str):
    expected = name.split("/")[1]
    for report in (check_bag(suite / name), check_bag(zipped(suite / name, tmp_path / "bag.zip"))):
        if expected == "valid":
            assert not report.damaged
            assert not report.unchecked
        elif expected == "warning":
            assert report.remarks
            assert bool(report.damaged) is (name == LACKS_A_FILE)
        else:
            assert report.damaged, "an invalid bag was let pass"


def test_the_suite_is_all_there():
    kinds = [name.split("/")[1] for name in in_suite()]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "valid": 27,
        "invalid": 15,
        "warning": 6,
        "linux-only": 6,
        "windows-only": 6,
    }


def bag(folder: Path, files: dict[str, bytes] | None = None, *, version: str = "1.0") -> Path:
    files = {"data/a.txt": b"one", "data/b/c.txt": b"two"} if files is None else files
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    (folder / "bagit.txt").write_text(f"BagIt-Version: {version}\nTag-File-Character-Encoding: UTF-8\n")
    (folder / "manifest-sha256.txt").write_text(
        "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items())
    )
    return folder


def told(report: BagReport, word: BagWord = BagWord.DAMAGED) -> str:
    return "\n".join(one.told for one in report.found if one.word is word)


def test_a_sound_bag_has_nothing_to_tell(tmp_path: Path):
    report = check_bag(bag(tmp_path / "bag"))
    assert report.found == ()
    assert (report.version, report.files, report.size, report.algorithms) == ("1.0", 2, 6, ("sha256",))


def test_no_link_is_followed_in_a_folder(tmp_path: Path):
    folder = bag(tmp_path / "bag")
    secret = tmp_path / "secret"
    secret.write_bytes(b"one")
    (folder / "data/a.txt").unlink()
    (folder / "data/a.txt").symlink_to(secret)
    (folder / "data/out").symlink_to(tmp_path)
    report = check_bag(folder)
    assert "data/a.txt: is a link" in told(report)
    assert "data/out: is a link" in told(report)
    assert not any("secret" in name for name in report.sums)


def test_a_pipe_is_not_waited_for(tmp_path: Path):
    folder = bag(tmp_path / "bag")
    os.mkfifo(folder / "data/pipe")
    assert "data/pipe: is no regular file" in told(check_bag(folder))


@pytest.mark.parametrize(
    "name", ["../outside", "/etc/passwd", "data/../../x", "data\\x", "C:/x", "~root/x", "data//x", "data/./x"]
)
def test_no_name_in_a_zip_file_leads_out_of_it(tmp_path: Path, name: str):
    target = zipped(bag(tmp_path / "bag"), tmp_path / "bag.zip", "")
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, b"planted")
    assert "leads out of the bag" in told(check_bag(target))
    assert not (tmp_path.parent / "outside").exists()


def test_a_link_and_a_second_entry_of_the_same_name_in_a_zip_file_are_told(tmp_path: Path):
    target = zipped(bag(tmp_path / "bag"), tmp_path / "bag.zip")
    linked = zipfile.ZipInfo("bag/data/link")
    linked.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(linked, "/etc/passwd")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("bag/data/a.txt", b"another")
    report = check_bag(target)
    assert "data/link: is a link" in told(report)
    assert "data/a.txt: stands in the zip file twice" in told(report)


def test_a_bomb_is_refused_before_it_is_read(tmp_path: Path, monkeypatch):
    folder = bag(tmp_path / "bag", {"data/zeros": bytes(4 << 20)})
    target = zipped(folder, tmp_path / "bomb.zip")
    assert check_bag(target).found == ()
    monkeypatch.setattr(places, "_SMALL", 1 << 20)
    with pytest.raises(BadInput, match="unpacks to"):
        check_bag(target)
    monkeypatch.setattr(places, "MOST_FILES", 2)
    with pytest.raises(BadInput, match="more than 2 files"):
        check_bag(target)


def test_a_folder_zipped_by_macos_is_read_all_the_same(tmp_path: Path):
    target = zipped(bag(tmp_path / "bag"), tmp_path / "bag.zip")
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("__MACOSX/bag/data/._a.txt", b"finder")
    report = check_bag(target)
    assert not report.damaged
    assert "added by macOS" in told(report, BagWord.REMARK)


def test_entries_over_one_another_are_refused(tmp_path: Path):
    target = tmp_path / "bag.zip"
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("data/a", os.urandom(4000))
        for number in range(9):  # the central list names the same bytes again and again
            again = zipfile.ZipInfo(f"data/b{number}")
            again.header_offset, again.CRC = 0, archive.filelist[0].CRC
            again.file_size = again.compress_size = 4000
            archive.filelist.append(again)
        archive._didModify = True
    with pytest.raises(BadInput, match="lie over one another"):
        check_bag(target)


def test_what_is_no_bag_is_said(tmp_path: Path):
    with pytest.raises(BadInput, match="no such file or folder"):
        check_bag(tmp_path / "nowhere")
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(BadInput, match="no zip file"):
        check_bag(tmp_path / "cut.zip")
    assert "this is no bag" in told(check_bag(tmp_path))


def test_what_is_to_be_fetched_is_named_and_never_fetched(tmp_path: Path):
    folder = bag(tmp_path / "bag")
    (folder / "data/a.txt").unlink()
    (folder / "fetch.txt").write_text("http://127.0.0.1:9/a.txt - data/a.txt\n")
    report = check_bag(folder)
    assert told(report) == ""
    assert "nothing is fetched here" in told(report, BagWord.UNCHECKED)
    assert "127.0.0.1:9" in told(report, BagWord.UNCHECKED)


def test_a_file_planted_under_the_name_of_another_in_other_letters_is_seen(tmp_path: Path):
    folder = bag(tmp_path / "bag")
    (folder / "data/A.TXT").write_bytes(b"planted")
    assert "data/A.TXT: is not listed in any manifest: it was added" in told(check_bag(folder))


def test_a_version_still_to_come_cannot_be_checked(tmp_path: Path):
    report = check_bag(bag(tmp_path / "bag", version="1.1"))
    assert "version 1.1" in told(report, BagWord.UNCHECKED)


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha512", "sha3-256"])
def test_any_sum_of_the_standard_is_checked(tmp_path: Path, algorithm: str):
    folder = bag(tmp_path / "bag", {"data/a": b"one"})
    (folder / "manifest-sha256.txt").unlink()
    name = algorithm.replace("-", "_")
    manifest = folder / f"manifest-{algorithm.replace('-', '')}.txt"
    manifest.write_text(f"{hashlib.new(name, b'one').hexdigest()}  data/a\n")
    report = check_bag(folder)
    assert not report.damaged
    assert ("no longer an attack" in told(report, BagWord.REMARK)) is (algorithm in ("md5", "sha1"))
    (folder / "data/a").write_bytes(b"two")
    assert "data/a: was altered" in told(check_bag(folder))


def test_names_with_line_feeds_are_read_as_1_0_writes_them(tmp_path: Path):
    folder = bag(tmp_path / "bag", {"data/a\nb%": b"one"})
    (folder / "manifest-sha256.txt").write_text(f"{hashlib.sha256(b'one').hexdigest()}  data/a%0Ab%25\n")
    assert check_bag(folder).found == ()


def tagged(folder: Path, **files: str | bytes) -> Path:
    """A bag of one file, sound but for what is put into it."""
    folder.mkdir(exist_ok=True)
    (folder / "data").mkdir(exist_ok=True)
    sound = {
        "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "manifest-sha256.txt": f"{hashlib.sha256(b'a').hexdigest()}  data/a.txt\n",
        "data/a.txt": "a",
    }
    for name, content in (sound | files).items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def words(report: BagReport, word: BagWord) -> set[tuple[str, str]]:
    return {(one.where, one.what) for one in report.found if one.word is word}


@pytest.mark.parametrize(
    ("files", "word", "where", "what"),
    [
        (
            {"bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: Klingon\n"},
            *(BagWord.DAMAGED, "bagit.txt", "declares the encoding Klingon, which is none"),
        ),
        ({"manifest-sha256.txt": "no sum\n"}, BagWord.DAMAGED, "manifest-sha256.txt", "line 1 is no sum with a name"),
        ({"manifest-sha256.txt": b"\xff"}, BagWord.DAMAGED, "manifest-sha256.txt", "is not written in utf-8"),
        ({"manifest-crc32.txt": "00000000  data/a.txt\n"}, BagWord.REMARK, "manifest-crc32.txt", "cannot be read here"),
        ({"bag-info.txt": "no label\n"}, BagWord.REMARK, "bag-info.txt", "line 1 is no name with a value"),
        (
            {"fetch.txt": "https://files.example/b 1 data/b.txt\n"},
            *(BagWord.DAMAGED, "fetch.txt", "names data/b.txt, which no manifest lists"),
        ),
        ({"fetch.txt": "nothing\n"}, BagWord.DAMAGED, "fetch.txt", "line 1 names no file"),
    ],
)
def test_what_is_wrong_with_a_tag_file_is_said_of_it(tmp_path, files, word, where, what):
    found = words(check_bag(tagged(tmp_path / "bag", **files)), word)
    assert any(one == where and told.startswith(what) for one, told in found), found


def test_a_file_that_cannot_be_read_is_not_held_to_be_whole(tmp_path, monkeypatch):
    folder = tagged(tmp_path / "bag")

    def refuse(_, name):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(places.FolderBag, "read", refuse)
    report = check_bag(folder)
    assert report.damaged
    assert report.sums == {}


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_that_cannot_be_read_leaves_the_bag_unchecked(tmp_path):
    folder = tagged(tmp_path / "bag")
    closed = folder / "data" / "closed"
    closed.mkdir(mode=0o000)
    try:
        assert ("data/closed", "cannot be read: Permission denied") in words(check_bag(folder), BagWord.UNCHECKED)
    finally:
        closed.chmod(0o700)


def test_more_files_than_any_bag_holds_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "MOST_FILES", 2)
    with pytest.raises(BadInput, match="holds more than 2 files"):
        check_bag(tagged(tmp_path / "bag", **{"bag-info.txt": "A: b\n"}))


def test_a_file_that_becomes_a_pipe_meanwhile_is_not_read(tmp_path):
    place = places.FolderBag(tagged(tmp_path / "bag"))
    (tmp_path / "bag" / "data" / "a.txt").unlink()
    os.mkfifo(tmp_path / "bag" / "data" / "a.txt")
    with pytest.raises(OSError, match="no regular file any more"):
        place.read("data/a.txt")


def test_an_entry_that_is_packed_otherwise_is_unchecked(tmp_path):
    path = zipped(tagged(tmp_path / "bag"), tmp_path / "bag.zip")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("bag/data/b.txt", "b")
    assert ("data/b.txt", "is packed in a way that is not read here") in words(check_bag(path), BagWord.UNCHECKED)
