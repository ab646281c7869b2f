"""Who keeps the desk and how it looks: read from flags, environment, the desk, the user's file, defaults.

The first place that names a value wins, in that order. Only the standard library is used, so that every
command can afford to read its settings.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from grcdesk import settings_files
from grcdesk.errors import BadSettings, did_you_mean
from grcdesk.paths import DeskPaths, user_settings
from grcdesk.terms.bounds import MOST_DAYS
from grcdesk.text import clean, tellable

ENVIRONMENT = "GRCDESK_"
DEFAULT = "default"
KEY_TABLE = "keys"
"""Of the user's file: keys of the terminal app by action."""
NOTIFY_TABLE = "notify"
"""Of the desk's file: where reminders go."""
_CHANNEL = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_PLACES = ("GRCDESK_DESK",)  # says where the desk is; not a setting
_ADDRESSES = "GRCDESK_NOTIFY_"  # of channels; never settings, so that doctor shows none of them
_TRUE = ("1", "true", "yes", "on")
_FALSE = ("0", "false", "no", "off")
_CLOSED = {"glyphs": ("unicode", "ascii"), "paper": ("letter", "a4")}
"""Settings of a few words, and which."""
_NUMBERS = {"check_seconds": (1, 3600), "check_memory": (64, 1 << 20)}
"""Whole numbers, and between which they lie."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set. Every field has a default, so an empty file is a good file."""

    name: str = ""
    """Who works here; stands in the change log. Empty: the computer's user name."""
    mail: str = ""
    """How to reach that person; empty when nobody wants to know."""
    theme: str = "grcdesk-dark"
    """Colours of the terminal app."""
    glyphs: str = "unicode"
    """`unicode` or `ascii`: how statuses are drawn."""
    animations: bool = False
    """Whether the terminal app may move things."""
    check_seconds: int = 10
    """How long a check over a population may take."""
    check_memory: int = 1024
    """MiB it may hold."""
    admin_roles: str = ""
    """Roles that count as those of admins beside the known ones, with ; between."""
    paper: str = "letter"
    """`letter` or `a4`: what workbooks and documents are laid out for."""


@dataclass(frozen=True, slots=True)
class Notify:
    """Where reminders go: the `[notify]` of the desk's file. Without channels nothing is ever sent."""

    channels: tuple[str, ...] = ()
    """Names; their addresses stand in the environment or the keyring."""
    within: int = 30
    """Days ahead."""
    kinds: tuple[str, ...] = ()
    """Only of these kinds; none: all."""
    owner: str = ""
    """Only of that person."""


KEYS = tuple(field.name for field in fields(Settings))
NOTIFY_KEYS = tuple(field.name for field in fields(Notify))
_MEANING = {
    "name": "who works here; stands in the change log",
    "mail": "how to reach that person",
    "theme": "colours of the terminal app",
    "glyphs": '"unicode" or "ascii"',
    "animations": "true lets the terminal app move things",
    "check_seconds": "how long a check over a population may take",
    "check_memory": "MiB it may hold",
    "paper": '"letter" or "a4": what workbooks and documents are laid out for',
    "admin_roles": "roles in access reviews that count as those of admins beside the known ones, with ; between",
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings in force, and where each of them came from."""

    settings: Settings
    origins: dict[str, str]
    """Key → `flag`, the environment variable, the path of the file, or `default`."""


def load(desk: DeskPaths | None = None, flags: Mapping[str, str] | None = None) -> Loaded:
    """The settings in force: flag, environment, the desk's file, the user's file, default.

    Raises:
        BadSettings: naming file, key and the nearest known key when something cannot be understood.
    """
    sources: list[tuple[str, Mapping[str, object]]] = [("flag", flags or {})]
    sources += [(ENVIRONMENT + key.upper(), {key: text}) for key, text in _environment().items()]
    sources += [(str(path), read_file(path)) for path in ([desk.settings] if desk else []) + [user_settings()]]
    values: dict[str, object] = {}
    origins = dict.fromkeys(KEYS, DEFAULT)
    for origin, given in sources:
        for key, raw in given.items():
            value = _checked(key, raw, origin)
            if key not in values:
                values[key] = value
                origins[key] = origin
    return Loaded(replace(Settings(), **values), origins)  # type: ignore[arg-type]  # _checked gave each its type


def read_file(path: Path) -> dict[str, object]:
    """The keys of a settings file, checked one by one; nothing when there is no such file.

    Raises:
        BadSettings: when it is no TOML, or holds an unknown key or an impossible value.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSettings(f"cannot be read as settings: {error}", hint="it must be TOML", file=str(path)) from None
    if path == user_settings():
        found.pop(KEY_TABLE, None)  # read by user_keys
    else:
        found.pop(NOTIFY_TABLE, None)  # read by notify
    return {key: _checked(key, value, str(path)) for key, value in found.items()}


def notify(desk: DeskPaths) -> Notify:
    """Where reminders of a desk go; nowhere when its file does not say.

    Raises:
        BadSettings: when a key is unknown or a value impossible, above all when an address stands in the file.
    """
    try:
        table = tomllib.loads(desk.settings.read_text(encoding="utf-8")).get(NOTIFY_TABLE, {})
    except FileNotFoundError:
        return Notify()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSettings(
            f"cannot be read as settings: {error}", hint="it must be TOML", file=str(desk.settings)
        ) from None
    given: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in _notified(table, desk)
    }
    found = Notify(**given)
    for name in found.channels:
        if not _CHANNEL.fullmatch(name):
            told = "a channel is a name; its address holds a secret and stands in no file"
            hint = 'write channels = ["team"], and put the address into GRCDESK_NOTIFY_TEAM or the keyring'
            raise BadSettings(told, hint=hint, file=str(desk.settings))
    return found


def _notified(table: object, desk: DeskPaths) -> list[tuple[str, object]]:
    """The keys of the table, checked."""
    file = str(desk.settings)
    if not isinstance(table, dict):
        raise BadSettings(f"{NOTIFY_TABLE} is no table", hint="write [notify] on a line of its own", file=file)
    for key, value in table.items():
        if key not in NOTIFY_KEYS:
            raise BadSettings(f"unknown key {tellable(key)} in [notify]", hint=_near(key, NOTIFY_KEYS), file=file)
        texts = isinstance(value, list) and all(isinstance(one, str) for one in value)
        good = {"within": type(value) is int and 0 <= value <= MOST_DAYS, "owner": isinstance(value, str)}
        if not good.get(key, texts):
            shape = {"within": "a number of days: within = 30", "owner": 'a name in quotes: owner = "Lin Chen"'}
            raise BadSettings(
                f"{key} in [notify] is {tellable(value)}", hint=shape.get(key, f'write {key} = ["a", "b"]'), file=file
            )
    return list(table.items())


def user_keys() -> dict[str, str]:
    """The `[keys]` of the user's file: action of the terminal app → its keys, as they are written there.

    Raises:
        BadSettings: when the table holds something else than texts.
    """
    path = user_settings()
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get(KEY_TABLE, {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}  # load says what is wrong with the file
    return _flat(found, KEY_TABLE, path)


def _flat(table: object, name: str, path: Path) -> dict[str, str]:
    """Dotted names of a table: `a.b = "c"` is a table in a table to TOML."""
    if not isinstance(table, dict):
        raise BadSettings(
            f"{name} is {tellable(table)}", hint='write it in quotes: controls.status = "t"', file=str(path)
        )
    found: dict[str, str] = {}
    for key, value in table.items():
        below = {key: value} if isinstance(value, str) else _flat(value, key, path)
        found |= below if isinstance(value, str) else {f"{key}.{rest}": keys for rest, keys in below.items()}
    return found


def write_desk_settings(paths: DeskPaths, settings: Settings) -> None:
    """Write the desk's grcdesk.toml with a line of meaning per key. Old file or new file, never between.

    Raises:
        BadInput: when a value holds a character that cannot be stored.
        Unwritable: when the folder does not take it.
    """
    lines = ["# Settings of this grcdesk. Environment (GRCDESK_…) and flags go before; grcdesk doctor shows all."]
    for key in KEYS:
        value = getattr(settings, key)
        mute = "# " if value == getattr(Settings(), key) else ""  # the user's file decides
        lines += ["", f"# {_MEANING[key]}", f"{mute}{key} = {_toml(value, key)}"]
    settings_files.write(paths.settings, "\n".join(lines) + "\n")


def _environment() -> dict[str, str]:
    """Settings given as GRCDESK_<KEY>; an empty variable counts as not given."""
    names = {ENVIRONMENT + key.upper(): key for key in KEYS}
    found = {}
    for variable, text in os.environ.items():
        if not variable.startswith(ENVIRONMENT) or variable in _PLACES or variable.startswith(_ADDRESSES) or not text:
            continue
        if variable not in names:
            known = (*names, *_PLACES)
            raise BadSettings(f"unknown variable {variable}", hint=_near(variable, known), file="environment")
        found[names[variable]] = text
    return found


def _checked(key: str, raw: object, origin: str) -> object:
    """The value in its type, or BadSettings."""
    if key not in KEYS:
        raise BadSettings(f"unknown key {tellable(key)}", hint=_near(key, KEYS), file=origin)
    if key == "animations":
        return _flag(key, raw, origin)
    if key in _NUMBERS:
        return _number(key, raw, origin)
    if key == "admin_roles" and isinstance(raw, list) and all(isinstance(one, str) for one in raw):
        raw = "; ".join(raw)
    return _text(key, raw, origin)


def _flag(key: str, raw: object, origin: str) -> bool:
    """From a file true or false, from the environment a word for either."""
    text = str(raw).lower()
    if isinstance(raw, bool) or text in _TRUE + _FALSE:
        return text in _TRUE
    raise BadSettings(f"{key} is {tellable(raw)}", hint="write true or false", file=origin)


def _text(key: str, raw: object, origin: str) -> str:
    if not isinstance(raw, str):
        raise BadSettings(f"{key} is {tellable(raw)}", hint=f'write it in quotes: {key} = "…"', file=origin)
    if any(ord(character) < ord(" ") for character in raw):
        raise BadSettings(f"{key} holds a line break or control character", hint="remove it", file=origin)
    if key in _CLOSED and raw not in _CLOSED[key]:
        raise BadSettings(f"{key} is {raw!r}", hint=f"write {' or '.join(_CLOSED[key])}", file=origin)
    return raw


def _number(key: str, raw: object, origin: str) -> int:
    """From a file a number, from the environment its digits."""
    low, high = _NUMBERS[key]
    text = str(raw) if type(raw) in {int, str} else ""
    if text.isascii() and text.isdigit() and low <= int(text[:9]) <= high:
        return int(text)
    raise BadSettings(f"{key} is {tellable(raw)}", hint=f"a whole number from {low} to {high}", file=origin)


def _near(name: str, known: tuple[str, ...]) -> str:
    return did_you_mean(name, known) or f"known are {', '.join(known)}"


def _toml(value: object, key: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    # a JSON string is a TOML string, but for DEL
    return json.dumps(clean(str(value), key), ensure_ascii=False).replace("\x7f", "\\u007f")
