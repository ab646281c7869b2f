"""The rules of a watched folder: which of its files goes to which importer, and behind which control.

settle: 60
rules:
- files: gateway/decisions-{day}.jsonl
as: gateway
controls: [AI-CONF-01]
source: Model gateway
- files: "**/*.tmp"
ignore: yes
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from grcdesk import clock
from grcdesk.errors import BadInput, did_you_mean
from grcdesk.importers.reading.small_files import file_bytes, file_text
from grcdesk.importers.reading.strict_yaml import YamlList, YamlMapping, load
from grcdesk.rules.sync.patterns import problem
from grcdesk.schemas.sync import SETTLE, SyncRule, SyncRules
from grcdesk.terms import IMPORTERS

_TOP = ("format", "settle", "zone", "rules")
_LISTS = {"controls": "controls", "tests": "tests", "keep": "keep"}
_TEXTS = {
    **{name: name for name in ("files", "source", "query", "completeness", "title", "zone", "key")},
    "as": "importer",
    "map": "columns",
}
_WORDS = {"as_of": ("name", "modified"), "pulled_at": ("modified",), "ignore": ("yes", "no")}
_RULE = (*_TEXTS, *_LISTS, *_WORDS, "limit")
_FORMAT = "1"
_DAY_SECONDS = 86_400


def read_rules(path: Path) -> SyncRules:
    """The rules in a file.

    Raises:
        BadInput: with file, line and cure.
    """
    return _Reading(str(path)).rules(load(file_text(file_bytes(path), str(path)), str(path)))


class _Reading:
    """The reading of one file."""

    def __init__(self, file: str) -> None:
        self._file = file

    def rules(self, tree: YamlMapping) -> SyncRules:
        self._known(tree, _TOP)
        if tree.get("format", _FORMAT) != _FORMAT:
            raise self._bad(tree, "format", f"is format {tree['format']}, which is not known", f"format: {_FORMAT}")
        zone = self._zone(tree)
        found = tree.get("rules") or []
        if not isinstance(found, YamlList | list) or not all(isinstance(one, YamlMapping) for one in found):
            raise self._bad(tree, "rules", "rules is a list", "write `- files: PATTERN` below it, one dash a rule")
        if not found:
            raise BadInput("has no rules", hint="rules: and below it - files: PATTERN", file=self._file)
        return SyncRules(self._file, tuple(self._rule(one, zone) for one in found), self._settle(tree))

    def _rule(self, one: YamlMapping, zone: str) -> SyncRule:
        self._known(one, _RULE)
        said: dict[str, Any] = {"zone": zone}
        for name in one:
            if name in _LISTS:
                said[_LISTS[name]] = self._list(one, name)
            elif name in _WORDS:
                said[name] = self._word(one, name)
            else:
                said[_TEXTS.get(name, name)] = self._text(one, name)
        said["ignore"] = said.get("ignore") == "yes"
        said["limit"] = self._limit(one) if "limit" in one else None
        self._check(one, said)
        return SyncRule(**said, line=one.line)

    def _check(self, one: YamlMapping, said: dict[str, Any]) -> None:
        pattern = said.get("files", "")
        if wrong := problem(pattern):
            raise self._bad(one, "files", f"files: {pattern!r} {wrong}", 'files: "gateway/*.jsonl"')
        if "importer" in said and said["importer"] not in IMPORTERS:
            known = tuple(IMPORTERS)
            hint = did_you_mean(said["importer"], known) or "grcdesk evidence importers lists them"
            raise self._bad(one, "as", f"no importer {said['importer']!r}", hint)
        if "zone" in one:
            self._zone(one)
        if said.get("as_of") == "name" and "{day}" not in pattern:
            raise self._bad(one, "as_of", "as_of: name wants a day in the name", 'files: "keys-{day}.csv"')

    def _known(self, tree: YamlMapping, names: tuple[str, ...]) -> None:
        for name in tree:
            if name not in names:
                hint = did_you_mean(name, names) or f"one of {', '.join(names)}"
                raise self._bad(tree, name, f"unknown field {name!r}", hint)

    def _text(self, one: YamlMapping, name: str) -> str:
        if not isinstance(one[name], str) or not one[name].strip():
            raise self._bad(one, name, f"{name} is a text", f"{name}: TEXT")
        return str(one[name].strip())

    def _list(self, one: YamlMapping, name: str) -> tuple[str, ...]:
        found = [one[name]] if isinstance(one[name], str) else one[name]
        if not isinstance(found, list) or not all(isinstance(each, str) and each.strip() for each in found):
            raise self._bad(one, name, f"{name} is a list", f"{name}: [A, B]")
        return tuple(each.strip() for each in found)

    def _word(self, one: YamlMapping, name: str) -> str:
        if one[name] not in _WORDS[name]:
            raise self._bad(one, name, f"{name} is {one[name]!r}", f"one of {', '.join(_WORDS[name])}")
        return str(one[name])

    def _limit(self, one: YamlMapping) -> float:
        try:
            found = float(self._text(one, "limit"))
        except ValueError:
            found = -1.0
        if not 0 <= found <= 1_000_000:  # noqa: PLR2004  and no NaN
            raise self._bad(one, "limit", "limit is a number", "limit: 0.9")
        return found

    def _settle(self, tree: YamlMapping) -> int:
        if "settle" not in tree:
            return SETTLE
        text = self._text(tree, "settle")
        if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) <= _DAY_SECONDS):  # noqa: PLR2004
            raise self._bad(tree, "settle", "settle is a number of seconds, a day at most", "settle: 60")
        return int(text)

    def _zone(self, tree: YamlMapping) -> str:
        if "zone" not in tree:
            return ""
        zone = self._text(tree, "zone")
        try:
            clock.find_zone(zone)
        except BadInput as error:
            raise self._bad(tree, "zone", error.message, error.hint) from None
        return zone

    def _bad(self, tree: YamlMapping, name: str, said: str, hint: str) -> BadInput:
        return BadInput(said, hint=hint, file=self._file, line=tree.lines.get(name, tree.line))
