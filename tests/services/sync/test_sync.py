"""A watched folder: a week of cron, nothing twice, one bad file that stops no other, and what is refused."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from grcdesk import clock
from grcdesk.errors import BadInput, Locked, Unwritable
from grcdesk.paths import DeskPaths
from grcdesk.services.sync import folder as folders
from grcdesk.services.sync import sync as service
from grcdesk.services.sync import taking
from grcdesk.store import folder_lock
from grcdesk.terms import DueKind, Via
from grcdesk.terms.interchange import SyncState

RULES = """\
settle: 60
rules:
  - files: gateway/{day}.jsonl
    as: gateway
    controls: [AI-CONF-01]
    source: Model gateway
  - files: "**/notes*"
    ignore: yes
  - files: "*.json"
    controls: [AI-PI-02]
"""
TAKEN, KNOWN, WAITING = SyncState.TAKEN, SyncState.KNOWN, SyncState.WAITING


class Watched:
    """A folder that systems write into."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir()
        self.rules(RULES)

    def rules(self, text: str) -> None:
        (self.root / "grcdesk-sync.yaml").write_text(text)

    def put(self, name: str, content: str, *, ago: float = 600) -> Path:
        """A file that was written so many seconds ago."""
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
        at = clock.now().timestamp() - ago
        os.utime(file, (at, at))
        return file

    def day(self, number: int, events: int = 2, **more) -> Path:
        rows = [
            {"id": f"{number}-{one}", "time": f"2026-06-{number:02}T1{one}:00:00Z", "action": "allow", "route": "/chat"}
            for one in range(events)
        ]
        return self.put(f"gateway/2026-06-{number:02}.jsonl", "".join(json.dumps(row) + "\n" for row in rows), **more)


@pytest.fixture
def watched(tmp_path):
    return Watched(tmp_path / "exports")


def states(run):
    return {one.name: one.state for one in run.files}


def test_a_week_of_cron(desk, watched, fake_clock):
    def run():
        return desk.sync.run(watched.root)

    watched.day(1)
    first = run()
    assert states(first) == {"gateway/2026-06-01.jsonl": TAKEN}
    (row,) = desk.evidence.list()
    assert (row.id, row.controls, row.source, row.dated) == (
        "EV-1", ("AI-CONF-01",), "Model gateway", "2026-06-01..2026-06-01",
    )  # fmt: skip
    size = desk.log.verify().entries
    again = run()
    assert (again.files, again.as_before) == ((), 1)
    assert again.outcome.sentence == "exports: nothing new, 1 as before"
    assert desk.log.verify().entries == size + 1, "a run without news writes nothing; each look is an entry"

    watched.day(2)
    watched.put("report.json", "{no json")
    watched.put("notes.txt", "for people")
    watched.day(3)
    second = run()
    assert states(second) == {
        "gateway/2026-06-02.jsonl": TAKEN, "gateway/2026-06-03.jsonl": TAKEN, "report.json": WAITING,
    }  # fmt: skip
    assert (second.waiting, second.ignored) == (1, 1)

    watched.put("gateway/2026-06-04.jsonl", (watched.root / "gateway/2026-06-03.jsonl").read_text())
    same = run()
    assert states(same) == {"gateway/2026-06-04.jsonl": KNOWN, "report.json": WAITING}
    assert same.files[0].told == "the same bytes as EV-3"

    watched.day(2, events=4)
    changed = run()
    (one,) = (one for one in changed.files if one.state is TAKEN)
    assert (one.evidence, one.name) == ("EV-4", "gateway/2026-06-02.jsonl")
    assert "new bytes under a known name: EV-2 stands beside it" in one.warnings[0]
    assert not any(row.superseded_by for row in desk.evidence.list()), "that is for a person to say"

    (watched.root / "report.json").unlink()
    last = run()
    assert (last.files, desk.sync.waiting(), len(desk.evidence.list())) == ((), 0, 4)
    assert sorted(path.name for path in watched.root.rglob("*.jsonl")) == [f"2026-06-0{n}.jsonl" for n in range(1, 5)]
    assert desk.log.verify().clean


def test_a_file_touched_or_renamed_is_not_taken_again(desk, watched):
    file = watched.day(1)
    desk.sync.run(watched.root)
    os.utime(file, (1, 1))
    assert states(desk.sync.run(watched.root)) == {"gateway/2026-06-01.jsonl": KNOWN}
    file.rename(file.with_name("2026-06-09.jsonl"))
    assert states(desk.sync.run(watched.root)) == {"gateway/2026-06-09.jsonl": KNOWN}
    assert len(desk.evidence.list()) == 1


def test_killed_between_two_files_the_next_run_completes_it(desk, desk_root, watched):
    from grcdesk.services.desk.opening import open_desk  # noqa: PLC0415

    for number in (1, 2, 3, 4):
        watched.day(number)
    child = os.fork()
    if not child:
        mine, taken = open_desk(DeskPaths(desk_root), via=Via.CLI), taking.take

        def dies(imports, file, *rest, **more):
            if file.name.endswith("03.jsonl"):
                os._exit(9)
            return taken(imports, file, *rest, **more)

        service.taking.take = dies
        mine.sync.run(watched.root)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert [row.file_name for row in desk.evidence.list()] == ["2026-06-01.jsonl", "2026-06-02.jsonl"]
    run = desk.sync.run(watched.root)
    assert list(states(run).values()) == [KNOWN, KNOWN, TAKEN, TAKEN]
    assert len(desk.evidence.list()) == 4
    assert desk.sync.run(watched.root).as_before == 4
    assert desk.log.verify().clean


def test_what_was_taken_until_the_disk_is_full_is_remembered(desk, watched, monkeypatch):
    for number in (1, 2):
        watched.day(number)
    taken = taking.take

    def full(imports, file, *rest, **more):
        if file.name.endswith("02.jsonl"):
            raise Unwritable("the disk is full")
        return taken(imports, file, *rest, **more)

    monkeypatch.setattr(service.taking, "take", full)
    with pytest.raises(Unwritable):
        desk.sync.run(watched.root)
    assert [one.state for one in desk.sync.status()[0].files] == [TAKEN]


def test_each_file_is_undone_alone_and_is_not_taken_again(desk, watched):
    watched.day(1)
    watched.day(2)
    first, _ = desk.sync.run(watched.root).files
    desk.log.undo(first.batch)
    assert [row.id for row in desk.evidence.list()] == ["EV-2"]
    assert desk.sync.run(watched.root).as_before == 2
    (watched.root / first.name).rename(watched.root / "gateway/2026-06-09.jsonl")
    (one,) = desk.sync.run(watched.root).files
    assert one.told == "the same bytes as EV-1, which was taken back: nothing is taken again"
    desk.imports.import_(watched.root / "gateway/2026-06-09.jsonl")
    assert len(desk.evidence.list()) == 2, "a person may"


def test_a_file_that_is_set_aside_stays_so(desk, watched):
    file = watched.day(1)
    desk.sync.run(watched.root)
    desk.evidence.reject("EV-1", reason="drawn with the wrong filter")
    file.rename(file.with_name("2026-06-09.jsonl"))
    assert states(desk.sync.run(watched.root)) == {"gateway/2026-06-09.jsonl": KNOWN}


def test_what_waits_is_tried_again_when_something_is_different(desk, watched, fake_clock):
    watched.put("odd.csv", "a,b\n1,2\n")
    (one,) = desk.sync.run(watched.root).files
    assert one.reason == "no rule names it: add one, or one with `ignore: yes`"
    fake_clock.advance(days=1)
    (one,) = desk.sync.run(watched.root).files
    assert (one.new, one.since) == (False, date(2026, 11, 21))
    watched.rules(RULES + "  - files: '*.csv'\n    controls: [AI-SEC-01]\n")
    (one,) = desk.sync.run(watched.root).files
    assert one.new
    assert "importer" in one.reason or "carries" in one.reason
    (row,) = desk.due.list(kinds=[DueKind.WAITING_FILES])
    assert (row.id, row.why) == ("SF-1", "1 file waits for a person: odd.csv")
    watched.rules(RULES + "  - files: '*.csv'\n    ignore: yes\n")
    assert desk.sync.run(watched.root).files == ()
    assert desk.sync.waiting() == 0


def test_a_file_that_was_taken_by_hand_waits_no_longer(desk, watched):
    file = watched.put("loose.jsonl", watched.day(1).read_text())
    (watched.root / "gateway/2026-06-01.jsonl").unlink()
    assert desk.sync.run(watched.root).waiting == 1
    desk.imports.import_(file)
    assert states(desk.sync.run(watched.root)) == {"loose.jsonl": KNOWN}
    assert desk.sync.waiting() == 0


def test_a_file_that_is_still_written_is_left_for_the_next_run(desk, watched, fake_clock, monkeypatch):
    young = watched.day(1, ago=10)
    run = desk.sync.run(watched.root)
    assert (run.files, run.settling, desk.evidence.list()) == ((), ("gateway/2026-06-01.jsonl",), [])
    fake_clock.advance(minutes=2)
    taken = taking.take

    def grows(imports, file, *rest, **more):
        with young.open("a") as handle:
            handle.write("\n")
        return taken(imports, file, *rest, **more)

    monkeypatch.setattr(service.taking, "take", grows)
    real = desk.sync._imports.preview

    def reads(*args, **more):
        found = real(*args, **more)
        with young.open("a") as handle:
            handle.write(" \n")
        return found

    monkeypatch.setattr(desk.sync._imports, "preview", reads)
    run = desk.sync.run(watched.root)
    assert (run.settling, run.waiting) == (("gateway/2026-06-01.jsonl",), 0)
    monkeypatch.undo()


def test_a_clock_that_runs_ahead_elsewhere_stops_nothing(desk, watched):
    watched.day(1, ago=-86_400)
    assert states(desk.sync.run(watched.root)) == {"gateway/2026-06-01.jsonl": TAKEN}


def test_hostile_entries_are_never_opened_and_stop_nothing(desk, watched, tmp_path, monkeypatch):
    secret = tmp_path / "secret.json"
    secret.write_text("{}")
    root = watched.root
    (root / "link.json").symlink_to(secret)
    (root / "loop").symlink_to(root)
    os.mkfifo(root / "pipe.json")
    (root / ".env").write_text("KEY=1")
    (root / "a\nb\x1b[2J.json").write_text("{}")
    Path(os.fsdecode(os.fsencode(root) + b"/bad-\xff.json")).write_text("{}")
    watched.put("huge.json", "x" * 2000)
    watched.day(1)
    monkeypatch.setattr(service, "_HUGE", 1000)
    run = desk.sync.run(root)
    assert states(run)["gateway/2026-06-01.jsonl"] is TAKEN
    told = {one.name: one.reason for one in run.files if one.state is WAITING}
    assert told["link.json"] == "it is a symbolic link: put the file itself there"
    assert told["loop"].startswith("it is a symbolic link")
    assert told["pipe.json"].startswith("it is a pipe")
    assert told["huge.json"].startswith("larger than")
    assert {"a\\x0ab\\x1b[2J.json", "bad-\\xff.json"} <= set(told)
    assert run.hidden == 1
    assert desk.sync.run(root).waiting == run.waiting
    assert desk.log.verify().clean


def test_a_folder_that_is_too_large_or_too_deep_is_told_by_its_place(desk, watched, monkeypatch):
    deep = watched.root.joinpath(*["d"] * (folders._DEEPEST + 2))
    deep.mkdir(parents=True)
    run = desk.sync.run(watched.root)
    (waiting,) = [one for one in run.files if one.state is WAITING]
    assert f"a folder more than {folders._DEEPEST} folders down" in waiting.reason
    with pytest.raises(BadInput, match="is no folder"):
        desk.sync.run(watched.put("a.json", "{}"))
    monkeypatch.setattr(folders, "_MOST", 2)
    with pytest.raises(BadInput, match="holds more than 2 entries"):
        desk.sync.run(watched.root)


def test_a_run_is_stopped_after_the_file_at_hand_and_goes_on_the_next_time(desk, watched):
    for number in (1, 2, 3):
        watched.day(number)
    seen = []
    run = desk.sync.run(
        watched.root, progress=lambda *said: seen.append(said), stop=lambda: len(desk.evidence.list()) > 0
    )
    assert list(states(run).values()) == [TAKEN]
    assert seen == [(1, 3)]
    assert [one.name for one in desk.sync.run(watched.root).files] == [
        "gateway/2026-06-02.jsonl", "gateway/2026-06-03.jsonl",
    ]  # fmt: skip


def test_a_dry_run_says_what_would_be_taken_and_writes_nothing(desk, watched):
    watched.day(1)
    watched.put("report.json", "{no json")
    size = desk.log.verify().entries
    run = desk.sync.run(watched.root, dry_run=True)
    assert list(states(run).values()) == [TAKEN, WAITING]
    assert "would add" in run.files[0].told
    assert (desk.evidence.list(), desk.sync.status(), desk.log.verify().entries) == ([], [], size + 1)


def test_two_runs_on_one_folder_do_not_meet(desk, watched):
    watched.day(1)
    held = folder_lock.take(watched.root, 0)
    with pytest.raises(Locked, match="another run is at work"):
        desk.sync.run(watched.root)
    assert desk.evidence.list() == []
    held.release()
    assert desk.sync.run(watched.root).files


@pytest.mark.parametrize(
    ("rules", "line", "said"),
    [
        ("rules:\n  - files: '*'\n    controls: [AI-NO-99]\n", 2, "no control 'AI-NO-99'"),
        ("rules:\n  - files: '*'\n    tests: [AI-SEC-01.T99]\n", 2, "no test 'AI-SEC-01.T99'"),
        ("rules:\n  - files: '*'\n    map: gone.yaml\n", 2, "map: .*gone.yaml"),
        ("rules:\n  - files: '*'\n    as: gatway\n", 3, "no importer 'gatway'"),
        ("rules: []\n", None, "has no rules"),
    ],
)
def test_a_rule_that_names_what_is_not_there_is_an_error_before_anything_is_taken(desk, watched, rules, line, said):
    watched.day(1)
    watched.rules(RULES)
    good, bad = RULES, rules if rules == "rules: []\n" else RULES + rules.removeprefix("rules:\n")
    watched.rules(bad)
    with pytest.raises(BadInput, match=said) as error:
        desk.sync.run(watched.root)
    assert error.value.line == (line and line + good.count("\n") - 1)
    assert (desk.evidence.list(), desk.sync.status()) == ([], [])


def test_rules_may_stand_elsewhere_and_must_stand_somewhere(desk, watched, tmp_path):
    watched.day(1)
    other = tmp_path / "other.yaml"
    (watched.root / "grcdesk-sync.yaml").rename(other)
    with pytest.raises(BadInput, match="no rules say what its files are"):
        desk.sync.run(watched.root)
    assert states(desk.sync.run(watched.root, rules_file=other)) == {"gateway/2026-06-01.jsonl": TAKEN}


def test_the_desk_and_what_is_no_folder_are_refused(desk, desk_root, tmp_path):
    with pytest.raises(BadInput, match="holds the desk itself"):
        desk.sync.run(desk_root)
    with pytest.raises(BadInput, match="is no folder"):
        desk.sync.run(tmp_path / "gone")


def test_the_day_in_the_name_and_the_day_it_was_written(desk, watched):
    watched.rules(
        "rules:\n"
        "  - {files: 'keys-{day}.csv', as: keys, as_of: name, controls: [AI-SEC-01], pulled_at: modified}\n"
        "  - {files: '*.csv', as: keys, as_of: modified}\n"
    )
    keys = "key_id,owner,created_at,status\nk{},Lin Chen,2026-01-02,active\n"
    watched.put("keys-20260930.csv", keys.format(1))
    watched.put("loose.csv", keys.format(2))
    watched.put("keys-20269930.csv", keys.format(3))
    run = desk.sync.run(watched.root)
    assert [(row.dated, row.controls) for row in desk.evidence.list()] == [
        ("2026-09-30", ("AI-SEC-01",)), ("2026-11-21", ()),
    ]  # fmt: skip
    assert desk.evidence.list()[0].pulled_at == "2026-11-21T08:50:00.000Z"
    assert run.files[-1].reason.startswith("the digits in its name are no day")


def test_a_file_that_is_only_recognised_waits_in_the_inbox_to_be_placed(desk, watched):
    watched.rules("rules:\n  - {files: '*.json', as: inspect, as_of: modified, controls: [AI-PI-02]}\n")
    watched.put("log.json", json.dumps({"version": 9, "status": "success", "eval": {"task": "t"}, "results": {}}))
    run = desk.sync.run(watched.root)
    assert states(run) == {"log.json": TAKEN}
    (row,) = desk.evidence.list("is:unplaced")
    assert taking.UNREADABLE in run.files[0].warnings
    assert row.controls == ()
