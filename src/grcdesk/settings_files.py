"""Files of settings on the disk: old file or new file, never between."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from grcdesk.disk import draft_name, file_mode, make_folder, set_mode
from grcdesk.errors import Unwritable


def write(path: Path, text: str) -> None:
    """Put a text in the place of a file, whole or not at all.

    Raises:
        Unwritable: when the folder does not take it.
    """
    try:
        make_folder(path.parent)
        handle, name = tempfile.mkstemp(prefix=draft_name(), suffix=".toml", dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            set_mode(temporary, file_mode(path.parent))
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise Unwritable(
            f"cannot write {path}: {error.strerror}", hint="check the folder and its permissions"
        ) from error
