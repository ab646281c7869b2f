"""Text from the database made safe to show, and safe to keep.

Imported data may hold anything: terminal commands, invisible characters, text that runs backwards.
`show` makes all of it visible; `clean` refuses only what no database, workbook or terminal can carry.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from math import inf

from grcdesk.errors import BadInput
from grcdesk.terms.bounds import MOST_LIMIT

# C0 but tab and LF, DEL, C1, line and paragraph separators, bidi controls, zero width, tags, surrogates, BOM
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ud800-\udfff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_DIGITS = 18
"""More of them are no number anybody means, and beyond what a database holds."""
_STACK = 30
"""Accents in a row that are put in order together."""
_JOINER = "\u034f"
_C0 = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "␡"}


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    return _C0.get(code) or f"\\u{{{code:x}}}"


def composed(text: str) -> str:
    """The text in composed form (NFC).

    More accents on one letter than any script has are kept in groups, as Unicode's stream-safe form does: putting them
    in order takes time by their square, minutes for half a megabyte.
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _accents().sub(_grouped, text) if len(text) > _STACK else text)


@cache
def _accents() -> re.Pattern[str]:
    found = "".join(chr(code) for code in range(0x300, 0x1E94B) if unicodedata.combining(chr(code)))
    return re.compile(f"[{found}]{{{_STACK + 1},}}")


def _grouped(run: re.Match[str]) -> str:
    return _JOINER.join(run[0][place : place + _STACK] for place in range(0, len(run[0]), _STACK))


def show(text: object, *, newlines: bool = False) -> str:
    """The text with every character that could steer a terminal or mislead a reader turned into a visible mark.

    Composed form (NFC). Line feeds and tabs become spaces unless `newlines` is set. The result is plain text,
    never markup: widgets wrap it in Content or Text, which do not parse it.
    """
    plain = composed(_UNSAFE.sub(_visible, composed(str(text))))
    plain = plain.replace("\t", " ")
    return plain if newlines else plain.replace("\n", " ")


def clean(text: str, what: str = "text") -> str:
    """Text as it may be stored: composed, line ends as LF, no lone surrogates, no NUL.

    Raises:
        BadInput: when the text holds a character that cannot be stored and exported again.
    """
    plain = composed(text.replace("\r\n", "\n").replace("\r", "\n"))
    for character in plain:
        if character == "\x00" or 0xD800 <= ord(character) <= 0xDFFF:  # noqa: PLR2004  the surrogate block
            raise BadInput(f"{what} holds U+{ord(character):04X}, which is not a character", hint="remove it")
    return plain


def whole_number(text: str, high: int, what: str, *, low: int = 0) -> int:
    """A whole number from `low` to `high`.

    Raises:
        BadInput: for anything else.
    """
    digits = text.strip()
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS else -1
    if not low <= number <= high:
        raise BadInput(f"{what}: {digits[:60]!r} does not fit", hint=f"a whole number from {low} to {high}")
    return number


def plain_number(text: str, what: str) -> float:
    """A number with or without a point, within `MOST_LIMIT` either way.

    Raises:
        BadInput: for anything else, such as infinity.
    """
    given = text.strip()
    try:
        number = float(given)
    except ValueError:
        number = inf
    if not -MOST_LIMIT <= number <= MOST_LIMIT:
        hint = f"a number such as 90 or 0.98, at most {MOST_LIMIT:.0f}"
        raise BadInput(f"{what}: {given[:60]!r} is not a number that fits", hint=hint)
    return number
