"""A folder that is watched: new files are imported by rule, nothing is taken twice, and what fails waits by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from grcdesk import clock
from grcdesk.errors import Locked
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.progress import Progress, Stop
from grcdesk.schemas.sync import FoundFile, SyncedFile, SyncRun, SyncStatus
from grcdesk.services.common.context import Context, Service
from grcdesk.services.evidence.imports import Imports
from grcdesk.services.sync import folder as folders
from grcdesk.services.sync import memory, rules, taking
from grcdesk.services.sync.memory import LastLook, SeenFile
from grcdesk.services.sync.rules import RulesInForce
from grcdesk.store import folder_lock, vault
from grcdesk.terms import Verb
from grcdesk.terms.interchange import SyncState
from grcdesk.wording import count, join

_HUGE = 4 << 30
_HOUR = 3600
"""A file whose time lies further ahead was written by another clock, and that time says nothing."""
_GROWS = "changed after it was read"
"""What an import says of a file that is being written."""


@dataclass(slots=True)
class _Run:
    """One run through a folder."""

    folder: Path
    rules: RulesInForce
    known: dict[str, LastLook]
    again: bool
    dry_run: bool
    stop: Stop | None
    judged: list[SeenFile] = field(default_factory=list)
    waits: list[SyncedFile] = field(default_factory=list)
    """Files that go on waiting, for the reason they had."""
    settling: list[str] = field(default_factory=list)
    as_before: int = 0
    ignored: int = 0


class Sync(Service):
    """Verbs on folders that are watched."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._imports = Imports(context)

    def run(
        self,
        folder: Path,
        *,
        rules_file: Path | None = None,
        again: bool = False,
        dry_run: bool = False,
        progress: Progress | None = None,
        stop: Stop | None = None,
    ) -> SyncRun:
        """Take the new files of a folder, each as its rule says; each is a change of its own, to be undone alone.

        Args:
            folder: which; nothing in it is changed.
            rules_file: the rules; without it those in the folder.
            again: try also those that wait and have not changed.
            dry_run: read them, and say what would be taken.
            progress: told files looked at and in all.
            stop: asked often; true ends it after the file at hand.

        Raises:
            BadInput: when the folder or the rules cannot be understood, or the rules name what is not there.
            Locked: when another run is at work on the folder.
            Unwritable, Damaged: when the desk takes nothing more; what was taken until then stays.
        """
        there = folders.real(folder, self._store.paths.root)
        place = rules.place(there, rules_file)
        with self._store.read() as session:
            wanted = rules.in_force(session, place)
        lock = folder_lock.take(there, 0)
        if lock is None:
            raise Locked(f"another run is at work on {there}", hint="it takes these files too; nothing was done here")
        with lock:
            with self._store.read() as session:
                run = _Run(there, wanted, memory.files(session, there), again, dry_run, stop)
            look = folders.look(there, place)
            try:
                self._go_through(run, look.files, progress)
            finally:  # also when it was stopped or failed half-way: what was taken must not be taken again
                self._remember(run, look.files)
        return _told(run, look.hidden)

    def status(self, folder: Path | None = None) -> list[SyncStatus]:
        """What the desk remembers of one watched folder, or of all; the folder itself is not looked at."""
        with self._store.read() as session:
            return memory.folders(session, folder.resolve() if folder else None)

    def waiting(self) -> int:
        """How many files wait for a person, in all watched folders."""
        with self._store.read() as session:
            return memory.waiting(session)

    def _go_through(self, run: _Run, files: tuple[FoundFile, ...], progress: Progress | None) -> None:
        for number, file in enumerate(files, 1):
            if run.stop is not None and run.stop():
                return
            self._one(run, file)
            if progress:
                progress(number, len(files))

    def _one(self, run: _Run, file: FoundFile) -> None:
        """Quickly what is known, by name, size and time; else by its bytes; else as its rule says."""
        held, rule = run.known.get(file.name), run.rules.of(file.name)
        if file.path in run.rules.maps or (rule and rule.ignore):
            run.ignored += 1
            return
        digest = run.rules.digest(rule)
        if held and held.same(file) and self._settled(run, held, digest):
            return
        if wrong := _odd(file):
            self._judge(run, SeenFile(file, _waiting(file, wrong), "", digest))
            return
        if -_HOUR < clock.now().timestamp() - file.modified / 1e9 < run.rules.settle:
            run.settling.append(file.name)
            return
        try:
            sha = vault.hash_file(file.path)
        except OSError as error:
            self._judge(run, SeenFile(file, _waiting(file, f"cannot be read: {error.strerror}"), "", digest))
            return
        self._judge(run, SeenFile(file, self._by_bytes(run, file, sha), sha, digest))

    def _settled(self, run: _Run, held: LastLook, digest: str) -> bool:
        """Whether nothing is to be done about a file that has not changed."""
        if held.synced.state is not SyncState.WAITING:
            run.as_before += 1
            return True
        if run.again or held.rule != digest:  # another rule, or another version, may understand it
            return False
        if held.sha256:
            with self._store.read() as session:
                if memory.known(session, held.sha256):
                    return False  # somebody took it by hand meanwhile
        run.waits.append(held.synced)
        return True

    def _same_bytes(self, run: _Run, sha: str) -> tuple[str, bool] | None:
        """The artefact of these bytes, and whether it was taken back; one of this run counts also where it is dry."""
        with self._store.read() as session:
            if made := memory.known(session, sha):
                return made, not memory.there(session, made)
        twin = next((one.synced.evidence for one in run.judged if one.sha256 == sha and one.synced.evidence), "")
        return (twin, False) if twin else None

    def _by_bytes(self, run: _Run, file: FoundFile, sha: str) -> SyncedFile:
        if known := self._same_bytes(run, sha):
            evidence, taken_back = known
            back = ", which was taken back: nothing is taken again" if taken_back else ""
            return SyncedFile(
                file.name, SyncState.KNOWN, evidence, new=True, told=f"the same bytes as {evidence}{back}"
            )
        rule = run.rules.of(file.name)
        if rule is None:
            return _waiting(file, _NO_RULE)
        found = taking.take(self._imports, file, rule, self._context.zone, dry_run=run.dry_run, stop=run.stop)
        held = run.known.get(file.name)
        if found.state is SyncState.TAKEN and held and held.synced.evidence:
            # whether the newer one takes the place of the older is for a person to say: a name alone proves nothing
            warning = f"new bytes under a known name: {held.synced.evidence} stands beside it"
            warning += "; grcdesk evidence supersede ties them"
            found = replace(found, warnings=(warning, *found.warnings))
        return found

    def _judge(self, run: _Run, one: SeenFile) -> None:
        if _GROWS in one.synced.reason:
            run.settling.append(one.file.name)
        else:
            run.judged.append(one)

    def _remember(self, run: _Run, files: tuple[FoundFile, ...]) -> None:
        """Write down what became of the files, in one change of its own; nothing when nothing did."""
        there = {file.name for file in files}
        waited = (name for name, one in run.known.items() if one.synced.state is SyncState.WAITING)
        settled = {name for name in waited if name not in there or self._is_ignored(run, name)}
        if run.dry_run or not (run.judged or settled):
            return
        with self._store.work(Verb.EVIDENCE_SYNC) as work:
            memory.keep(work.session, run.folder, run.judged, settled, self._today())

    @staticmethod
    def _is_ignored(run: _Run, name: str) -> bool:
        rule = run.rules.of(name)
        return rule is not None and rule.ignore


_NO_RULE = "no rule names it: add one, or one with `ignore: yes`"


def _odd(file: FoundFile) -> str:
    """Why a file is not even opened."""
    if file.odd:
        return f"it is {file.odd}: put the file itself there"
    if file.size > _HUGE:
        return f"larger than {_HUGE >> 30} GiB: split it"
    return ""


def _waiting(file: FoundFile, reason: str) -> SyncedFile:
    return SyncedFile(file.name, SyncState.WAITING, reason=reason, new=True)


def _told(run: _Run, hidden: int) -> SyncRun:
    files = [one.synced for one in run.judged] + run.waits
    ordered = tuple(sorted(files, key=lambda one: (one.state is SyncState.WAITING, one.name)))
    taken = tuple(one.evidence for one in ordered if one.state is SyncState.TAKEN and one.evidence)
    outcome = Outcome(
        f"{run.folder.name}: {', '.join(_parts(run, ordered))}",
        changed=taken,
        kinds=frozenset() if run.dry_run else frozenset({"evidence", "evidence_link", "evidence_test", "sync_file"}),
        dry_run=run.dry_run,
    )
    return SyncRun(str(run.folder), outcome, ordered, run.as_before, tuple(run.settling), run.ignored, hidden)


def _taken(files: tuple[SyncedFile, ...]) -> str:
    taken = [one.evidence for one in files if one.state is SyncState.TAKEN]
    made = [name for name in taken if name]  # of a dry run there is none
    return f"{count(len(taken), 'file')} taken" + (f" ({join(made, 5)})" if made else "")


def _parts(run: _Run, files: tuple[SyncedFile, ...]) -> Iterator[str]:
    of = Counter(one.state for one in files)
    known, waiting = of[SyncState.KNOWN], of[SyncState.WAITING]
    yield _taken(files) if of[SyncState.TAKEN] or known else "nothing new"
    if known:
        yield f"{count(known, 'file')} with bytes that were taken before"
    if run.as_before:
        yield f"{run.as_before:,} as before"
    if run.settling:
        yield f"{len(run.settling):,} left for the next run, still being written"
    if waiting:
        yield f"{count(waiting, 'file')} waiting for a person"
