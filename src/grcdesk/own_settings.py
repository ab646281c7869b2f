"""Choices made in the app that last: one key of the user's own settings file, the rest of it as it was."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

from grcdesk import settings_files
from grcdesk.errors import BadSettings
from grcdesk.paths import user_settings
from grcdesk.settings import read_file

_TABLE = re.compile(r"^\s*\[", re.MULTILINE)


def keep(key: str, value: str) -> Path:
    """Write one setting into the user's file; comments, other keys and tables stay as they are.

    Args:
        key: of `settings.Settings`.
        value: what it is from now on, where neither the desk nor the environment says otherwise.

    Raises:
        BadSettings: when the file cannot be read, or says the key in a way that is not to be changed by a program.
        Unwritable: when the folder does not take it.
    """
    path = user_settings()
    read_file(path)  # a file that is wrong already is not ours to rewrite
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    before = tomllib.loads(text)
    line = f"{key} = {json.dumps(value, ensure_ascii=False)}"
    table = _TABLE.search(text)
    head, rest = (text[: table.start()], text[table.start() :]) if table else (text, "")
    said = re.compile(rf"^\s*{re.escape(key)}\s*=.*$", re.MULTILINE)
    if said.search(head):
        head = said.sub(lambda _: line, head, count=1)
    else:
        head = f"{head}{'' if not head or head.endswith(chr(10)) else chr(10)}{line}\n"
    made = head + rest
    try:
        after = tomllib.loads(made)
    except tomllib.TOMLDecodeError:
        after = {}
    if after != {**before, key: value}:
        raise BadSettings(f"{key} is said in more than one line", hint="change it there by hand", file=str(path))
    settings_files.write(path, made)
    return path
