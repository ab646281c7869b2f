"""A line of the log is read as strictly as the script for auditors reads it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.store.verifying.line import KEYS, read_line
from grcdesk.verify_log import read_entry
from helpers.log_attacks import written

ENTRY: dict[str, Any] = {
    "v": 1,
    "seq": 7,
    "ts": "2026-11-21T09:00:00.000Z",
    "actor": {"name": "Dana Reyes", "os_user": "dana", "host": "here", "key_fpr": None},
    "action": "control.set",
    "resource": {"type": "assessment", "id": "AI-SEC-01", "label": ""},
    "before": {"status": "missing"},
    "after": {"status": "partial", "version": 2, "due": None},
    "source": {"via": "cli", "tty": "", "ssh_client": "local", "version": "0.1.0"},
    "outcome": "success",
    "reason": "",
    "batch": "7f3a7f3a",
    "run": "1@2026-11-21T09:00:00.000Z",
    "prev": "0" * 64,
}
ODD: dict[str, Any] = {
    "a version that is true": {"v": True},
    "a position that is true": {"seq": True},
    "a position in words": {"seq": "7"},
    "no time": {"ts": "yesterday"},
    "a time with terminal codes": {"ts": "\x1b]0;x\x07"},
    "an act nobody knows": {"action": "log.forge"},
    "an outcome nobody knows": {"outcome": "perhaps"},
    "a list of changes": {"after": []},
    "a change that is true": {"after": {"listed": True}},
    "a change within a change": {"after": {"status": {"a": 1}}},
    "an actor without a name": {"actor": {"os_user": "dana"}},
    "a resource in words": {"resource": "AI-SEC-01"},
    "a hash in capitals": {"prev": "A" * 64},
    "a field more": {"note": "x"},
}


def test_what_the_desk_writes_is_read():
    assert read_line(written(ENTRY)) == ENTRY
    assert read_entry(written(ENTRY)) == ENTRY
    assert set(ENTRY) == KEYS


@pytest.mark.parametrize("name", ODD)
def test_what_no_desk_writes_is_refused(name):
    with pytest.raises(ValueError, match="whole entry"):
        read_line(written({**ENTRY, **ODD[name]}))


@pytest.mark.parametrize("key", sorted(KEYS))
def test_every_field_must_be_there(key):
    line = written({name: value for name, value in ENTRY.items() if name != key})
    for read in (read_line, read_entry):
        with pytest.raises(ValueError, match="whole entry"):
            read(line)


@pytest.mark.parametrize(
    "line",
    [
        b"", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"v":1,"v":1}', b'{"v":1.5}', b'{"v":NaN}',
        b'{"v":' + b"9" * 5000 + b"}",
        written(ENTRY) + b"\n", b" " + written(ENTRY), json.dumps(ENTRY).encode(), written(ENTRY)[:-1] + b',"v":1}',
        written(ENTRY).replace(b'"ts"', b'"\\u0074s"'), written(ENTRY).replace(b"Dana", b"\\ud800"),
    ],
)  # fmt: skip
def test_what_is_not_in_the_one_form_is_refused(line):
    for read in (read_line, read_entry):
        with pytest.raises((ValueError, RecursionError)):
            read(line)


def test_what_is_no_longer_bytes_is_refused():
    with pytest.raises(ValueError, match="stored as bytes"):
        read_line("{}")


@given(st.binary(max_size=60), st.integers(0, len(written(ENTRY))))
def test_nothing_that_is_changed_in_a_line_is_read_as_it_was(more, at):
    line = written(ENTRY)
    changed = line[:at] + more + line[at:]
    if changed != line:
        try:
            assert read_line(changed) != ENTRY
        except ValueError:
            return
