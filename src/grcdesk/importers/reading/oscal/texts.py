"""Texts of OSCAL as plain lines: parameters filled in, marks of Markdown taken out."""

from __future__ import annotations

import re

from grcdesk.importers.reading.oscal.document import OscalMap, table, tables, text

MAX_LINE = 300
"""Characters of a title."""
_DEEP = 8
"""Choices of a parameter may hold parameters in turn."""
_INSERT = re.compile(r"\{\{\s*(?:insert:\s*)?(?:param(?:eter)?\s*[,:]\s*)?([^\s{},]+)\s*\}\}")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|`)(?=\S)([^*`]+)(?<=\S)\1(?!\w)")


class Parameters:
    """Parameters by id, and how often a text held one."""

    def __init__(self) -> None:
        self._known: dict[str, OscalMap] = {}
        self.filled = 0
        self.open = 0
        """Of those, parameters without a value: their label stands in brackets."""
        self.unknown = 0

    def take(self, node: OscalMap) -> None:
        """The parameters that a catalog, group or control has."""
        for one in tables(node.get("params")):
            self._known[text(one.get("id"))] = one

    def fill(self, prose: str, depth: int = 0) -> str:
        """The text with each parameter as its value, its choices, or its label in brackets."""
        return _INSERT.sub(lambda found: self._value(found[1], depth), prose) if "{{" in prose else prose

    def _value(self, name: str, depth: int) -> str:
        """What stands for a parameter: its values, else its choices, else its label."""
        self.filled += 1
        known = self._known.get(name)
        if known is None or depth > _DEEP:
            self.unknown += 1
            return f"[{name}]"
        values = [text(one) for one in known.get("values") or () if text(one)]
        if values:
            return ", ".join(values)
        self.open += 1
        return self._choices(table(known.get("select")), depth) or f"[{text(known.get('label')) or name}]"

    def _choices(self, select: OscalMap, depth: int) -> str:
        """What may be chosen; it may name parameters itself, and those others, so the depth is counted."""
        choices = select.get("choice")
        if not isinstance(choices, list) or not choices:
            return ""
        how = "one or more of" if select.get("how-many") == "one-or-more" else "one of"
        return f"[{how}: {'; '.join(self.fill(text(one), depth + 1) for one in choices)}]"

    @property
    def told(self) -> list[str]:
        """How many were filled in, and with what."""
        if not self.filled:
            return []
        without = f"; {self.open} have no value there: their label or choices stand in brackets" if self.open else ""
        lost = f"; {self.unknown} are not in the file: their id stands in brackets" if self.unknown else ""
        return [f"parameters filled into texts: {self.filled}{without}{lost}"]


def line(prose: str, longest: int = MAX_LINE) -> str:
    """One plain line."""
    return cut(" ".join(unmarked(prose).split()), longest)


def unmarked(prose: str) -> str:
    """Without the marks of links, emphasis and code."""
    return _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", prose))


def cut(told: str, longest: int) -> str:
    """A text no longer than that; a cut is seen."""
    return told if len(told) <= longest else told[: longest - 1] + "…"
