"""A slice of `make faults`: real kills, and errors of the system, at calls that only the system itself can reach."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from faults.traced import available, points, unsynced
from helpers.every_write import WRITES
from helpers.file_writes import FILES, UPKEEP

WHY = available()
RUN = Path(__file__).with_name("run.py")


def strace(*lines: str) -> str:
    return "\n".join(lines)


@pytest.mark.slow(keep=0)
@pytest.mark.skipif(bool(WHY), reason=WHY)
@pytest.mark.parametrize("name", ["evidence", "review dropped", "review signed"])
def test_killed_or_refused_at_any_call_a_command_leaves_the_old_or_the_new(name):
    asked = [sys.executable, str(RUN), "--exactly", name, "--each", "6", "--json"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603  our own script
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (0, ""), told
    (found,) = told
    assert found["name"] == name
    assert found["calls"] > 40
    assert found["kills"] > 3
    assert found["told"] > 2


def test_every_verb_that_writes_is_among_them():
    from grcdesk.terms import Verb  # noqa: PLC0415

    tried = {verb for verb, *_ in (*WRITES.values(), *FILES.values(), *UPKEEP.values())}
    elsewhere = {
        *(Verb.DESK_INIT, Verb.DESK_MIGRATE, Verb.DESK_RESTORE),  # deeds of their own
        *(Verb.CLOCK_BACKWARDS, Verb.EVIDENCE_INTEGRITY, Verb.DESK_SET),  # lines of what other commands come upon
        *(Verb.CATALOG_UPDATE, Verb.DUE_NOTIFY),  # need a new catalog, and a channel to send to
    }
    assert set(Verb) - tried - elsewhere == set()


def test_of_a_long_row_of_one_call_the_ends_and_the_middle_are_tried():
    calls = [("fsync", "a"), *[("pwrite64", "wal")] * 30, ("fsync", "wal"), ("pwrite64", "db")]
    assert points(calls, every=False) == [
        *(("fsync", 1, "a"), ("pwrite64", 1, "wal"), ("pwrite64", 2, "wal"), ("pwrite64", 16, "wal")),
        *(("pwrite64", 30, "wal"), ("fsync", 2, "wal"), ("pwrite64", 31, "db")),
    ]
    assert len(points(calls, every=True)) == len(calls)


def test_what_a_loss_of_power_would_take_is_seen_in_the_order_of_calls():
    here = Path("/d")
    written = 'pwrite64(5</d/desk.db-wal>, "x", 1, 0) = 1'
    synced = "fdatasync(5</d/desk.db-wal>) = 0"
    said = 'truncate("/dev/null/acknowledged", 0) = -1 ENOTDIR (Not a directory)'
    assert unsynced(strace(written, synced, said), here) == []
    assert unsynced(strace(synced, written, said), here) == ["/d/desk.db-wal"]
    assert unsynced(strace(written, said, synced), here) == ["/d/desk.db-wal"]
    assert unsynced(strace("ftruncate(5</d/desk.db-wal>, 0) = 0", said), here) == []
    assert unsynced(strace('rename("/d/v/x.tmp", "/d/v/31/x") = 0', said), here) == ["/d/v/31"]
    renamed = strace('rename("/d/v/x.tmp", "/d/v/31/x") = 0', "fsync(4</d/v/31>) = 0", said)
    assert unsynced(renamed, here) == []
