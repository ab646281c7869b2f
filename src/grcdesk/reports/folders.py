"""Writing a folder so that a reader sees all of it or nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from grcdesk.disk import draft_name, file_mode, folder_mode, sweep_drafts, sync_folder
from grcdesk.errors import Refused, Unwritable
from grcdesk.paths import DeskPaths


@dataclass(slots=True)
class FolderDraft:
    """A folder that is written and synced, and has not its name yet."""

    target: Path
    folder: Path

    def place(self) -> None:
        """Give it its name.

        Raises:
            Refused: when something of that name has come meanwhile.
            Unwritable: when the folder above does not take it.
        """
        _refuse_taken(self.target)
        try:
            self.folder.rename(self.target)
            sync_folder(self.target.parent)
        except OSError as error:
            raise Unwritable.of(f"{self.target} cannot be written", error) from error


@contextmanager
def drafted_folder(path: Path, fill: Callable[[Path], None]) -> Iterator[FolderDraft]:
    """A folder on the disk for good, but for its name. It goes if it gets none.

    Args:
        path: where to; the folder above must exist.
        fill: writes its files.

    Raises:
        Refused: when there is something of that name already.
        Unwritable: when the disk does not take it.
    """
    target = Path(os.path.realpath(path))
    _refuse_taken(target)
    draft: Path | None = None
    try:
        try:
            sweep_drafts(target.parent)
            # beside the target: across file systems a rename would copy, and could stop half-way
            draft = Path(tempfile.mkdtemp(prefix=draft_name(), suffix=".tmp", dir=target.parent))
            fill(draft)
            _settle(draft, target)
        except OSError as error:
            raise Unwritable.of(f"{path} cannot be written", error) from error
        yield FolderDraft(target, draft)
    finally:
        if draft is not None:
            shutil.rmtree(draft, ignore_errors=True)


def _refuse_taken(target: Path) -> None:
    if target.exists():
        raise Refused(
            f"{target} exists already", hint="a folder is never replaced: name another, or remove it yourself"
        )


def _settle(draft: Path, target: Path) -> None:
    """Rights as of any new file here, or in a desk those of a desk; and everything on the disk for good."""
    # the mask can only be read by setting it
    mask = os.umask(0)
    os.umask(mask)
    desk = next((folder for folder in target.parents if DeskPaths(folder).exists()), None)
    files, folders = (file_mode(desk), folder_mode(desk)) if desk else (0o666 & ~mask, 0o777 & ~mask)
    for place, _, names in os.walk(draft):
        for name in names:
            file = Path(place) / name
            file.chmod(files)
            # a name that outlives a power cut over files that do not would be a whole package with holes in it
            with file.open("rb") as written:
                os.fsync(written.fileno())
        Path(place).chmod(folders)
        sync_folder(Path(place))
