"""What a value looks like: a number, a time, an id, a word, a few words that name something, or text.

By measure and not by meaning: length, number of words, signs. Whoever plays it safe calls it text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import IntEnum
from functools import lru_cache

from grcdesk.rules.evidence import guard


class Reads(IntEnum):
    """How a value reads; the more it could say, the higher."""

    EMPTY = 0
    NUMBER = 1
    TIME = 2
    ID = 3
    """One token with a digit or a sign: `REL-300`, `a.okafor@acme.example`, `v12`, or a word every system has."""
    WORD = 4
    """One word of letters."""
    PHRASE = 5
    """A few words that may name something: `Northlight Models`."""
    TEXT = 6


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


MAX_ID = 200
MAX_WORD = 30
MAX_PHRASE = 60
_FEW, _NAMED, _JOINED = 3, 5, 12
_PACKED = 8
"""Letters of one word in a script that puts no blanks between words."""
_NUMBER = re.compile(r"[+-]?(?:\d{1,18}|\d{1,3}(?:[,' ]\d{3}){1,5})?(?:[.,]\d{1,18})?(?:[eE][+-]?\d{1,3})? ?%?")
_TIME = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ,]{1,2}\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)?(?: ?[AaPp][Mm])?"
    r"(?: ?(?:Z|z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?))?"
    r"|\d{8}T\d{6}(?:\.\d{1,9})?Z?"
    r"|\d{1,2}[-/ ][A-Za-z]{3}[-/ ]\d{2,4}(?:[ ,]{1,2}\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?)?"
    r"|[A-Z][a-z]{2,8} \d{1,2},? \d{4}(?:,? \d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?)?"
    r"|\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?"
)
_ID = re.compile(r"[A-Za-z0-9@/._#~<*=+-][A-Za-z0-9._:/@#+=~|$*()\[\]<>-]{0,199}")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)?")
_HASH = re.compile(r"(?:sha(?:1|256|512)[:-])?[0-9a-fA-F]{7,128}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
"""A commit, a digest or a UUID: many short runs of letters, and no word among them."""
_PLAIN_ID = re.compile(
    r"(?![A-Za-z]*(?:gh[pousr]_|sk-|hf_|live_|npm_)|[eE]-?\d{1,3}$)[A-Za-z]{1,12}[-_#/.]?[0-9]{1,12}"
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    re.ASCII,
)
"""Most ids: letters and digits as `CHG-0007`, and UUIDs; no key, no `e5`, which is a number."""
_CODED = re.compile(r"[A-Z]{12,40}|[A-Za-z]{0,12}?[a-z][A-Z][A-Za-z]{0,26}")
"""One word with a capital inside, as programs name things."""
_PART = re.compile(r"[(\[]?[^\W_][\w&.,'’/:+#-]{0,29}[)\]]?|[&+–-]")
_SEGMENTS = re.compile(r"[A-Za-z]+")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]"
)
_KEYED = re.compile(r"gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|sk-|hf_|AIza|k_live_|npm_|eyJ|AccountKey=|://[^/\s]*@")
_SPEECH = words(
    """
    i i'm i'll me my mine myself you your yours you're we we're our ours us he him his she her hers they them their
    it it's its is isn't are aren't am was were has hasn't had do don't does did didn't will won't would should could
    can't cannot shall must please call said say says tell told ask asked want wants need needs think know knows
    this these those there here what when where why how who which because but hello hi dear hey thanks thank sorry
    yes ok okay meet let let's help go went gone come came get got give gave bring send sent pay paid buy bought
    ich du er sie wir ihr mein dein bitte nicht ist sind war haben hat und oder aber je tu il elle nous vous mon ton
    est sont suis pas merci yo mi tu su es son por favor gracias
    """
)
"""Words of somebody who speaks; a name of two or three words has none of them."""
TOLD = frozenset({"me", "my", "mine", "you", "your", "please", "he", "she", "they"})
"""Of these, the ones that no id joined by signs has."""
_SMALL = words("of and for de da di la le von van der den the & + - –")
COMMON = words(
    """
    true false yes no none null unknown other success failure succeeded failed fail pass passed error ok skipped
    active inactive enabled disabled revoked deleted expired open opened closed resolved merged pending done new
    in_progress approved rejected denied allowed blocked low medium moderate high critical info informational minor
    major blocker highest lowest urgent production staging development test prod dev user admin system person
    service standard emergency normal default list object record event internal external public private
    """
)
"""Closed words that most systems use."""


def measured(text: str) -> Reads:
    """How a text reads. `look` remembers what it has seen: for values that come again."""
    bare = text.strip()
    if len(bare) > MAX_ID:
        return Reads.TEXT
    if _PLAIN_ID.fullmatch(bare):
        return Reads.ID
    for seen, fits in _TRIED:
        if fits(bare):
            return seen
    return Reads.TEXT


_remembered = lru_cache(maxsize=1 << 15)(measured)


def look(text: str) -> Reads:
    """As `measured`, remembered but for what is long: it does not come again, and would fill the memory."""
    return measured(text) if len(text) > MAX_ID else _remembered(text)


def is_id(text: str) -> bool:
    """Whether it is one token, or two of which one has a digit: `REL 300`."""
    seen = measured(text)
    return seen <= Reads.WORD or (seen is Reads.PHRASE and len(text.split()) == 2 and any(map(str.isdigit, text)))  # noqa: PLR2004


def is_name(text: str) -> bool:
    """Whether it can be the name of a person, a maker, a service, a column."""
    return look(text) is not Reads.TEXT or _is_title(text.strip())


def is_speech(word: str) -> bool:
    """Whether it is a word of somebody who speaks, as no name of a thing has one."""
    return word.casefold() in _SPEECH


def is_unspaced(text: str) -> bool:
    """Whether it is of a script that puts no blanks between words."""
    return bool(_UNSPACED.search(text))


def _is_word(bare: str) -> bool:
    if len(bare) > MAX_WORD or not _WORD.fullmatch(bare):
        return False
    return len(bare) <= _PACKED or bare.isascii() or not _UNSPACED.search(bare)


def _is_phrase(bare: str) -> bool:
    parts = bare.split(" ")
    if len(bare) > MAX_PHRASE or not 1 < len(parts) <= _FEW:
        return False
    return _are_parts(parts) and not (_UNSPACED.search(bare) and len(bare) > _PACKED)


def _is_title(bare: str) -> bool:
    """Up to five words, each of them with a capital or a digit at its head, as firms are called."""
    parts = bare.split(" ")
    if len(bare) > MAX_PHRASE or not _FEW < len(parts) <= _NAMED or not _are_parts(parts):
        return False
    return any(map(str.isalpha, bare)) and all(
        part in _SMALL or part.lstrip("([")[:1].isupper() or part[:1].isdigit() for part in parts
    )


def _are_parts(parts: list[str]) -> bool:
    return all(_PART.fullmatch(part) for part in parts) and not any(
        part.casefold().strip(".,()[]") in _SPEECH for part in parts
    )


def _joined_text(bare: str) -> bool:
    """Words joined by signs that make a sentence."""
    words = _SEGMENTS.findall(bare)
    return len(words) > _JOINED or (len(words) >= _FEW and not TOLD.isdisjoint(map(str.casefold, words)))


def _is_key(bare: str) -> bool:
    return bool(_KEYED.search(bare)) and bool(guard.typed(bare))


def _is_token(bare: str) -> bool:
    if _HASH.fullmatch(bare):
        return True
    return len(bare) <= MAX_ID and bool(_ID.fullmatch(bare)) and not _joined_text(bare) and not _is_key(bare)


_TRIED: tuple[tuple[Reads, Callable[[str], object]], ...] = (
    (Reads.EMPTY, lambda bare: not bare),
    (Reads.NUMBER, _NUMBER.fullmatch),
    (Reads.TIME, _TIME.fullmatch),
    (Reads.ID, lambda bare: bare.casefold() in COMMON or _CODED.fullmatch(bare)),
    (Reads.WORD, _is_word),
    (Reads.ID, _is_token),
    (Reads.PHRASE, _is_phrase),
)
"""What a value is tried as, in this order."""
