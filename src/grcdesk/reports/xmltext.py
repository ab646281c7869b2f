"""Text made fit for the XML inside workbooks and documents: nothing dropped, nothing cut in silence."""

from __future__ import annotations

import re
from typing import NamedTuple

from grcdesk.text import TURNING, harmless, mark, unspelled

# what XML 1.0 cannot carry: C0 but tab, LF and CR; lone surrogates; the two non-characters
_ILLEGAL = "\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff"
# and what makes a reader see another text than the one that stands there
_MARKED = re.compile(f"[{_ILLEGAL}{TURNING}]")
# a workbook reads `_x0041_` as the letter A; its own underscore must be spelled out to stay text
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# and a text that begins so could be taken for letters of several looks
_SUSPECT = re.compile(f"{_MARKED.pattern}|{_ESCAPE_LIKE.pattern}|^<r>")
CELL_LIMIT = 32_767
"""UTF-16 units one cell holds."""
CONTINUED = "… continued, see Notes"
_QUICK = CELL_LIMIT // 2
"""A text of so many characters fits whatever they are."""


class Fitted(NamedTuple):
    """A text as a cell can hold it."""

    text: str
    replaced: tuple[str, ...]
    """Code points made visible, each once, as `U+001B`."""
    rest: tuple[str, ...]
    """What did not fit, made visible, in pieces that each fit a cell of their own."""


def visible(text: str) -> str:
    """The text with what XML cannot carry, and what turns its direction, as visible marks: ESC becomes `␛`."""
    return _MARKED.sub(lambda found: mark(found[0]), text)


def as_stored(told: str, stored: str) -> str:
    """What a file of ours says that came back: the stored text where only its marks differ, else what is told."""
    return stored if told in (visible(stored), harmless(visible(stored))) else told


def code_points(text: str) -> tuple[str, ...]:
    """The characters `visible` would replace, each once, in order of first appearance."""
    return tuple(dict.fromkeys(f"U+{ord(character):04X}" for character in _MARKED.findall(text)))


def escape(text: str) -> str:
    """The text with what a workbook would read as a character escape spelled out."""
    return _ESCAPE_LIKE.sub("_x005F_", text)


def unescape(text: str) -> str:
    """The text of a cell as a spreadsheet shows it; `escape` taken back."""
    return unspelled(text)


def units(text: str) -> int:
    """Length in UTF-16 units, as spreadsheets count: an emoji is two."""
    return len(text) + sum(character >= "\U00010000" for character in text)


def pieces(text: str, limit: int) -> list[str]:
    """The text in pieces of at most `limit` UTF-16 units, cut after white space where there is any.

    Joined again the pieces are the text.
    """
    found: list[str] = []
    start = 0
    while start < len(text):
        end = _reach(text, start, limit)
        if end < len(text):
            words = max(text.rfind(" ", start, end), text.rfind("\n", start, end), text.rfind("\t", start, end))
            if words > start:
                end = words + 1
        found.append(text[start:end])
        start = end
    return found


def _reach(text: str, start: int, limit: int) -> int:
    """Where a piece that begins at `start` must end at the latest."""
    end = min(len(text), start + limit)
    while (over := units(text[start:end]) - limit) > 0:
        end -= (over + 1) // 2
    return end


def is_fit(text: str) -> bool:
    """Whether `fit` would surely leave the text as it is. Quick; a no may still turn out a yes."""
    return len(text) <= _QUICK and not _SUSPECT.search(text)


def fit(text: str, *, limit: int = CELL_LIMIT) -> Fitted:
    """The text as a cell can hold it, with what was made visible and what did not fit.

    It is not spelled out (see `escape`); there is room left for that.
    """
    replaced = code_points(text)
    text = visible(text)
    spelled = escape(text)
    if units(spelled) <= limit:
        return Fitted(text, replaced, ())
    # spelling out can double a text, so text that needs it is cut shorter
    room = limit if spelled == text else limit // 3
    first = pieces(text, room - units(CONTINUED))[0]
    return Fitted(first + CONTINUED, replaced, tuple(pieces(text[len(first) :], room)))
