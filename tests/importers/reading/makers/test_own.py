"""A maker file of the desk: known by its signs, read without code, and refused with its place when it says nothing."""

from __future__ import annotations

import json

import pytest

from grcdesk.errors import BadInput
from grcdesk.importers.reading.makers.files import read_maker
from importers.reads import read, write

ACME = """\
format: 1
maker: Acme
what: gateway log
reads: gateway
source: https://example.com/acme
seen: 2026-11-28
signs:
  keys: [acme_version, guard]
  any: [entry_id, id]
  values: {kind: decision}
records: page.entries
columns:
  time: at
  action: guard.verdict
  id: [entry_id, id]
  policy_version: guard.policy
words:
  action:
    block: [stopped]
pages: {more: [page.unread], next: [page.after], total: [page.all]}
zone: UTC
"""
SIGNS = "  keys: [acme_version, guard]\n  any: [entry_id, id]\n  values: {kind: decision}\n"


def entry(number: int, verdict: str = "allow", **more):
    return {
        "kind": "decision",
        "acme_version": "3",
        "entry_id": f"e{number}",
        "at": f"2026-10-0{number}T08:00:00",
        "guard": {"verdict": verdict, "policy": "p7"},
        **more,
    }


def page(entries, **about):
    return json.dumps({"page": {"entries": entries, **about}})


@pytest.fixture
def makers(tmp_path):
    folder = tmp_path / "makers"
    folder.mkdir()
    write(folder, "acme.yaml", ACME)
    return folder


def test_a_file_with_its_signs_is_read_by_its_names_and_words(tmp_path, makers) -> None:
    file = write(tmp_path, "log.json", page([entry(1), entry(2, "stopped"), entry(3, "odd")]))
    report = read(file, makers=str(makers), home="Europe/Berlin")
    assert (report.importer, report.maker, report.used) == ("gateway", "Acme, gateway log", 3)
    assert "as Acme writes them" in report.why
    assert report.totals["actions"] == {"allow": 1, "block": 1, "other": 1}
    assert report.totals["policy versions"] == {"p7": 3}
    assert report.zone == "UTC"
    assert not report.page


@pytest.mark.parametrize(
    ("about", "sign"), [({"unread": True}, "page.unread"), ({"after": "x1"}, "page.after"), ({"all": 9}, "page.all")]
)
def test_its_marks_of_a_page_are_told(tmp_path, makers, about, sign) -> None:
    report = read(write(tmp_path, "log.json", page([entry(1)], **about)), makers=str(makers))
    assert any(sign in one for one in report.page)


def test_a_file_without_one_of_its_signs_is_not_of_it(tmp_path, makers) -> None:
    for lacking in ("acme_version", "guard", "kind", "entry_id"):
        one = {name: value for name, value in entry(1).items() if name != lacking}
        with pytest.raises(BadInput, match="no importer knows"):
            read(write(tmp_path, "log.json", page([one])), makers=str(makers))
    with pytest.raises(BadInput, match="no importer knows"):
        read(write(tmp_path, "log.json", page([entry(1, kind="note")])), makers=str(makers))


def test_what_a_person_tells_goes_before_it(tmp_path, makers) -> None:
    file = write(tmp_path, "log.json", page([entry(1, "stopped", mine="allow")]))
    told = read(file, makers=str(makers), columns={"action": "mine"}, words={"action": {"allow": "redact"}})
    assert told.totals["actions"] == {"redact": 1}
    assert read(file, makers=str(makers), words={"action": {"stopped": "redact"}}).totals["actions"] == {"redact": 1}


def test_the_maker_with_more_signs_is_meant(tmp_path, makers) -> None:
    less = ACME.replace("maker: Acme", "maker: Other").replace("  values: {kind: decision}\n", "")
    write(makers, "a-other.yaml", less)
    assert read(write(tmp_path, "log.json", page([entry(1)])), makers=str(makers)).maker == "Acme, gateway log"


@pytest.mark.parametrize(
    ("was", "is_", "said"),
    [
        ("format: 1", "format: 7", "no format that is known"),
        ("maker: Acme\n", "", "says no `maker`"),
        ("reads: gateway\n", "", "says no `reads`"),
        ("reads: gateway\n", "reads: gatway\n", "`reads` names no reader: 'gatway'"),
        ("seen: 2026-11-28", "seen: soon", "`seen` is no day"),
        ("zone: UTC", "zones: UTC", "no part of a maker file is called `zones`"),
        (
            "  keys: [acme_version, guard]\n  any: [entry_id, id]\n  values: {kind: decision}\n",
            "  any: [id]\n",
            "no sign",
        ),
        ("  time: at", "  time: []", "`time` needs one name"),
        ("more: [page.unread]", "many: [page.unread]", "no part of `pages`"),
        ("    block: [stopped]", "    - block", "is a list of"),
        ("records: page.entries", "records: [page]", "`records` is one text"),
    ],
)
def test_what_is_no_maker_file_is_refused(tmp_path, was, is_, said) -> None:
    assert was in ACME
    with pytest.raises(BadInput, match=said):
        read_maker(write(tmp_path, "acme.yaml", ACME.replace(was, is_)))
