"""Whether a text can be the name of a person: wider than `looks`, for a list of people is full of names."""

from __future__ import annotations

import re
import unicodedata

from grcdesk.importers.keeping import looks

_MAIL = re.compile(r"[<(\[][^\s<>()\[\]]{1,100}@[^\s<>()\[\]]{1,100}[>)\]]$")
"""A mail address behind a name: `Ada Okafor <ada@acme.example>`."""
_NODE = re.compile(r"(?:CN|OU|DC|UID|O|C|L)=", re.IGNORECASE)
"""What stands before each name of a directory: `CN=Mara Roy,OU=Staff`."""
_SMALL = looks.words(
    """
    of and for da de del della di do dos das du den der des el al la le van von ten ter te zu zum zur af av bin bint ibn
    e y i san mac ap
    """
)
_NAMES_TOO = looks.words("my he su er du son mi yo tu il es sie let go do am her ja je por mia")
"""Words of somebody who speaks that are names of people as well, where they are written with a capital."""
_PAIR, _MOST, _LETTERS = 2, 6, 30
_PACKED = 8


def is_person(text: str) -> bool:
    """Whether it can name somebody: a name, several with ; or | between, one with its mail address behind it."""
    return all(_one(_MAIL.sub("", part.strip()).rstrip()) for part in re.split(r"[;|\n]", text))


def is_group(text: str) -> bool:
    """Whether it can name a role, a group, or several of them."""
    bare = _NODE.sub("", text) if _NODE.match(text.strip()) else text
    return all(looks.is_name(part.strip()) or _is_deed(part.split()) for part in _apart(bare))


def _is_deed(words: list[str]) -> bool:
    """Two words, of which none is of somebody who speaks of himself or to another: `call models`."""
    return len(words) == _PAIR and all(
        looks.look(word) <= looks.Reads.WORD and word.casefold() not in looks.TOLD for word in words
    )


def _apart(text: str) -> list[str]:
    return [text] if looks.is_name(text) else re.split(r"[;,|\n]| / ", text)


def _one(text: str) -> bool:
    if looks.is_name(text):
        return True
    if _NODE.match(text):
        return all(looks.is_name(part.strip()) for part in _NODE.sub("", text).split(","))
    words = text.replace(",", " ").split()
    if not 1 < len(words) <= _MOST or not all(map(_is_part, words)):
        return False
    return len(words) == _PAIR or all(word in _SMALL or _is_headed(word) for word in words)


def _is_part(word: str) -> bool:
    """Letters with their marks; of a script without blanks a few."""
    bare = word.strip("()'’.-")
    if len(bare) > _LETTERS or (len(bare) > _PACKED and not bare.isascii() and looks.is_unspaced(bare)):
        return False
    return bool(bare) and all(
        letter.isalpha() or letter in "'’.-" or unicodedata.category(letter).startswith("M") for letter in bare
    )


def _is_headed(word: str) -> bool:
    """Whether it begins with a capital, and is no word of somebody who speaks."""
    bare = word.strip("()'’.-")
    return bare[:1].isupper() and (bare.casefold() in _NAMES_TOO or not looks.is_speech(bare))
