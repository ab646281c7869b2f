"""Several processes at once: none loses an entry, the chain stays one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from itertools import pairwise

import pytest

PROCESSES = 4
ENTRIES = 150
EACH = 3
"""Controls a command sets; a command writes one entry for each."""

WRITER = """
import sys
from pathlib import Path
from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Via

me, entries, each = sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
desk = open_desk(DeskPaths(Path(sys.argv[1])), via=Via.CLI, actor=me)
controls = desk.controls.keys()[:each]
print("ready", flush=True)
sys.stdin.readline()
for number in range(entries // each):
    done = desk.controls.set(controls, ControlChange(gap=f"{me} {number}"))
    assert done.batch, done
    print(done.batch, flush=True)
    desk.controls.show(controls[0])  # others get their turn
desk.close()
"""


@pytest.mark.slow
def test_four_writers_leave_one_unbroken_chain(desk, desk_root):
    before = desk.log.verify().entries
    children = [
        subprocess.Popen(  # noqa: S603  our own script
            [sys.executable, "-c", WRITER, str(desk_root), f"Writer {number}", str(ENTRIES), str(EACH)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(PROCESSES)
    ]
    for child in children:
        assert child.stdout.readline() == "ready\n", child.stderr.read()
    for child in children:
        child.stdin.write("go\n")
        child.stdin.flush()
    told = [child.communicate(timeout=60) for child in children]
    assert [(child.returncode, errors) for child, (_, errors) in zip(children, told, strict=True)] == [(0, "")] * 4
    report = desk.log.verify()
    assert report.clean, report.broken
    written = [json.loads(line) for line in desk.log.lines().splitlines()[before:]]
    written = [entry for entry in written if entry["action"] == "control.set"]
    assert len(written) == PROCESSES * ENTRIES
    assert Counter(entry["actor"]["name"] for entry in written) == {f"Writer {n}": ENTRIES for n in range(PROCESSES)}
    acknowledged = {batch for out, _ in told for batch in out.split()}
    assert {entry["batch"] for entry in written} == acknowledged
    runs = [entry["actor"]["name"] for entry in written]
    assert sum(one != other for one, other in pairwise(runs)) > PROCESSES, "they really took turns"
