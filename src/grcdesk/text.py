"""Text from the database made safe to show, and safe to keep.

Imported data may hold anything: terminal commands, invisible characters, text that runs backwards.
`show` makes all of it visible, for showing alone: what is stored is never what was shown. `clean` refuses only what
no database, workbook or terminal can carry.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from math import inf

from grcdesk.errors import BadInput
from grcdesk.terms.bounds import MOST_LIMIT

TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Characters that turn the direction of a text, as a pattern writes them between brackets."""
# C0 but tab and LF, DEL, C1, line and paragraph separators, bidi controls, zero width, tags, surrogates, BOM,
# and the other signs that are there without being seen
_HIDDEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\ud800-\udfff"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_PICTURE = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u25fe\u2600-\u27bf\u2934\u2935"
    "\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff"
)
# letters that join: Arabic and its kin, the scripts of India and around, Mongolian
_JOINING = (
    "\u0620-\u06d3\u06d5\u06ee-\u06ff\u0710-\u07ff\u0840-\u085b\u0860-\u088e\u08a0-\u0dff\u0f40-\u109f\u1780-\u17b3"
    "\u17b6-\u17d3\u1820-\u18aa\u1b00-\u1b4b\ua840-\ua871\ua880-\ua8f7\ufb50-\ufdfb\ufe70-\ufefc"
    "\U00010ac0-\U00010ae6\U00011000-\U00011fff"
)
_VIRAMA = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u103a\u17d2"
# what joins, where it joins something: there it is part of how a word or a picture is drawn
_DRAWN = "|".join(
    (
        f"(?:(?<=[{_PICTURE}\U0001f3fb-\U0001f3ff])|(?<=[{_PICTURE}]\ufe0f))\u200d(?=[{_PICTURE}])",
        f"(?<=[{_PICTURE}])[\ufe0e\ufe0f]",
        "(?<=[0-9#*])\ufe0f(?=\u20e3)",
        f"(?<=[{_JOINING}])\u200d",
        f"(?<=[{_JOINING}])\u200c(?=[{_JOINING}])",
        f"(?<=[{_VIRAMA}])\u200c",
    )
)
_SOME_HIDDEN = re.compile(f"[{_HIDDEN}]")
_STEERING = re.compile(f"[\n\t]|(?![\u200c\u200d\ufe0e\ufe0f])[{_HIDDEN}]")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_. ]{0,23}")
_LINK = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_DIGITS = 18
"""More of them are no number anybody means, and beyond what a database holds."""
_STACK = 30
"""Accents in a row that are put in order together."""
_JOINER = "\u034f"
_C0 = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "␡"}
_UNKNOWN = "�"


@cache
def _unsafe() -> re.Pattern[str]:
    return re.compile(f"({_DRAWN})|[{_HIDDEN}]")  # takes longer than the other patterns together, and is hardly needed


def _one_sign(match: re.Match[str]) -> str:
    return match[0] if match[1] else _C0.get(ord(match[0]), _UNKNOWN)


def mark(character: str) -> str:
    """The visible mark that stands for a character: `␛` for ESC, its number for one that has no picture."""
    code = ord(character)
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

    Joiners are drawn inside the scripts and the emoji they belong to, and marked everywhere else.
    Composed form (NFC). Line feeds and tabs become spaces unless `newlines` is set. The result is plain text,
    never markup: widgets wrap it in Content or Text, which do not parse it.
    """
    plain = composed(harmless(composed(str(text)))).replace("\t", " ")
    return plain if newlines else plain.replace("\n", " ")


def harmless(text: str, *, known: str = "") -> str:
    """Lines made ready for a terminal: what `show` marks is marked, tabs and line feeds stay. Safe text stays as it is.

    The last net under whatever is written; a text from the database passes `show` before. Signs of `known` stay too.
    """
    # nearly every text hides nothing, and looking at what stands around a joiner costs ten times as much
    if not _SOME_HIDDEN.search(text):
        return text
    return _unsafe().sub(lambda found: found[0] if found[1] or found[0] in known else mark(found[0]), text)


def is_harmless(text: str) -> bool:
    """Whether nothing in it could steer a terminal or hide."""
    return harmless(text) == text


def json_safe(document: str) -> str:
    """A JSON document, indented, with whatever could steer or hide as a JSON escape: the same data."""
    # a line at a time: almost every line is printable as it stands
    return "\n".join(
        line if _is_plain(line) else "".join(sign if _is_plain(sign) else _json_escape(sign) for sign in line)
        for line in document.split("\n")
    )


def _is_plain(text: str) -> bool:
    return text.isprintable() and is_harmless(text)


def _json_escape(sign: str) -> str:
    units = sign.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))


def steering(text: str) -> bool:
    """Whether a piece of a line holds what may not be drawn wherever it stands. A joiner needs its surroundings."""
    return _STEERING.search(text) is not None


def sign_for_sign(text: str) -> str:
    """The text with one visible sign for each character that `show` would mark: for a field that is edited."""
    return _unsafe().sub(_one_sign, text) if _SOME_HIDDEN.search(text) else text


def hidden_signs() -> list[str]:
    """The characters that `show` marks and a text may hold; without those nobody has given a meaning yet."""
    signs, before = [], ""
    for here, after in zip(_HIDDEN, _HIDDEN[1:] + " ", strict=True):
        if here != "-":
            before = here
            signs.append(here)
        else:
            signs += map(chr, range(ord(before) + 1, ord(after)))
    return [sign for sign in signs if not "\ud800" <= sign <= "\udfff" and sign < "\U000e01f0"]


def is_link(text: str) -> bool:
    """Whether it is an address on the web, by http or https, and not a path or a name."""
    return _LINK.match(text) is not None


def is_shell_word(text: str) -> bool:
    """Whether any shell takes it as one plain word: letters, digits, and `. _ - /` behind the first of them."""
    plain = all(sign.isalnum() or sign in "._-/" for sign in text)
    return plain and text[:1].isalnum() and not _SOME_HIDDEN.search(text)


def tellable(value: object) -> str:
    """A value of the settings as an error may tell it: one that is no word could hold the address of a channel."""
    if isinstance(value, str):
        return repr(value) if _WORD.fullmatch(value) else "a text that is not shown here: it could hold a secret"
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a table"
    return repr(value)


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


_SPELLED = re.compile(r"_x(005F|000[9AD])_", re.IGNORECASE)


def unspelled(text: str) -> str:
    """The text of a workbook's cell as a spreadsheet shows it: `_x000D_` is a line end, `_x005F_` an underscore."""
    return _SPELLED.sub(lambda found: chr(int(found[1], 16)), text)
