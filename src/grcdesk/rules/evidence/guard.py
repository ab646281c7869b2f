"""What does not belong in a desk: secrets, card numbers, lists of e-mail addresses. Says what and where, never which.

Patterns of our own: the libraries that look for secrets are made for source code, take a third of a millisecond a line,
and know no card numbers. Text is looked at in windows of 4 KB that overlap, so that time grows with the text and not
with its longest line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

WINDOW = 4096
OVERLAP = 320
"""Characters looked at again in the next window; no pattern is longer."""
MANY = 20
"""E-mail addresses a file may hold before they are a list."""
MANY_TYPED = 5
"""The same of a typed text."""
_ENOUGH = 10_000
"""Addresses that are counted."""
_CARD, _MAIL = "a card number", "e-mail addresses"
_PLACEHOLDER = re.compile(r"[*xX.•-]{4,}|(?i:redacted|example|changeme|placeholder|masked|null|none|true|false)|[<${%]")


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Something that seems to be there. The text itself is not kept."""

    what: str
    line: int
    """From 1."""
    column: int
    """From 1."""
    number: int = 1
    """How many: of e-mail addresses."""

    def __str__(self) -> str:
        many = f"{self.number} " if self.number > 1 else ""
        return f"{many}{self.what} at line {self.line}, column {self.column}"


_SECRETS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("a private key", ("PRIVATE KEY",), r"-----BEGIN [A-Z ]{0,24}PRIVATE KEY"),
    ("an AWS access key", ("AKIA", "ASIA"), r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    ("a GitHub token", ("gh", "github_pat_"), r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{22})"),
    ("a GitLab token", ("glpat-",), r"\bglpat-[A-Za-z0-9_-]{20}"),
    ("a Slack token", ("xox",), r"\bxox[abeprs]-[A-Za-z0-9-]{10,72}"),
    ("a model provider's key", ("sk-",), r"\bsk-(?:[a-z]{2,8}-)?[A-Za-z0-9_-]{20,200}"),
    ("a model provider's key", ("hf_",), r"\bhf_[A-Za-z0-9]{30,60}"),
    ("a Google API key", ("AIza",), r"\bAIza[0-9A-Za-z_-]{35}"),
    ("a payment key", ("k_live_",), r"\b[sr]k_live_[0-9A-Za-z]{16,100}"),
    ("a package registry token", ("npm_",), r"\bnpm_[A-Za-z0-9]{36}"),
    ("a signed token", ("eyJ",), r"\beyJ[A-Za-z0-9_-]{10,100}\.eyJ[A-Za-z0-9_-]{10}"),
    ("a storage account key", ("AccountKey=",), r"AccountKey=[A-Za-z0-9+/]{80}"),
    ("a password in an address", ("://",), r"://[^/\s:@]{1,64}:[^/\s:@]{3,64}@"),
)
_RULES = [(what, hints, re.compile(pattern)) for what, hints, pattern in _SECRETS]
_WORDS = ("passw", "secret", "token", "api_key", "apikey", "api-key")
_ASSIGNED = re.compile(
    r"(?i:passw(?:or)?d|secret|token|api[_-]?key)[\"']?\s{0,3}[:=]\s{0,3}[\"']?([^\s\"',;&]{10,120})"
)
_CARDS = re.compile(
    r"(?<![0-9A-Za-z._+-])"
    r"(?:[3-6]\d{12,18}|2[2-7]\d{14}|[2-6]\d{3}([ -])\d{4}\1\d{4}\1\d{4}|3[47]\d\d([ -])\d{6}\2\d{5})"
    r"(?![0-9A-Za-z_-]|\.\d)"
)
_BEFORE, _AFTER = re.compile(r"[A-Za-z0-9._%+-]{1,64}$"), re.compile(r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")


def scan(chunks: Iterable[str], *, many: int = MANY, limit: int = 50) -> list[Suspicion]:
    """What a text seems to hold, in order; at most `limit` of each kind but addresses, which are told once.

    Args:
        chunks: the text, in pieces of any size.
        many: from how many different e-mail addresses on they are told.
        limit: how many suspicions of one kind are enough.
    """
    found: dict[tuple[str, int], Suspicion] = {}
    seen: dict[str, int] = {}
    addresses: dict[int, tuple[int, int]] = {}
    for view, place, last in _views(chunks):
        for what, start, end in _secrets(view):
            if _is_cut(view, place, start, end, last=last):
                continue
            if (what, place.offset + start) not in found and seen.get(what, 0) < limit:
                seen[what] = seen.get(what, 0) + 1
                found[what, place.offset + start] = Suspicion(what, *place.at(view, start))
        for name, start in _addresses(view):
            if len(addresses) < _ENOUGH:
                addresses.setdefault(name, place.at(view, start))
    told = [found[key] for key in sorted(found, key=lambda key: key[1])]
    return told + _many_addresses(addresses, many)


def _is_cut(view: str, place: _Place, start: int, end: int, *, last: bool) -> bool:
    """Whether it may go on beyond the window: then it is whole in the one after or before."""
    return (end == len(view) and not last) or (start == 0 and place.offset > 0)


def _many_addresses(addresses: dict[int, tuple[int, int]], many: int) -> list[Suspicion]:
    """A list of people's addresses is told where it begins; a few are how people sign what they write."""
    if len(addresses) < many:
        return []
    return [Suspicion(_MAIL, *min(addresses.values()), number=len(addresses))]


def typed(text: str) -> list[Suspicion]:
    """What a typed text seems to hold."""
    return scan([text], many=MANY_TYPED)


def said(suspicions: list[Suspicion], shown: int = 3) -> str:
    """`seems to hold a card number at line 3, column 8, and 2 more`."""
    rest = f", and {len(suspicions) - shown} more" if len(suspicions) > shown else ""
    return f"seems to hold {', '.join(map(str, suspicions[:shown]))}{rest}"


@dataclass(slots=True)
class _Place:
    """Where a window begins."""

    offset: int = 0
    line: int = 1
    column: int = 1

    def at(self, view: str, start: int) -> tuple[int, int]:
        """Line and column of a place in the window."""
        line_feed = view.rfind("\n", 0, start)
        if line_feed < 0:
            return self.line, self.column + start
        return self.line + view.count("\n", 0, start), start - line_feed

    def on(self, view: str, by: int) -> None:
        """Move on in the window."""
        self.line, self.column = self.at(view, by)
        self.offset += by


def _views(chunks: Iterable[str]) -> Iterator[tuple[str, _Place, bool]]:
    """Windows that overlap, each with where it begins, and whether it is the last."""
    place, view = _Place(), ""
    for chunk in chunks:
        for start in range(0, len(chunk), WINDOW):
            view += chunk[start : start + WINDOW]
            if len(view) >= WINDOW:
                yield view, place, False
                by = len(view) - OVERLAP
                place.on(view, by)
                view = view[by:]
    if view:
        yield view, place, True


def _secrets(view: str) -> Iterator[tuple[str, int, int]]:
    """What, and where it begins and ends."""
    for what, hints, pattern in _RULES:
        if any(hint in view for hint in hints):
            yield from ((what, *match.span()) for match in pattern.finditer(view))
    folded = view.lower()
    # the search for assignments is slow: most windows hold none of its words
    if any(word in folded for word in _WORDS):
        yield from _assigned(view)
    yield from ((_CARD, *match.span()) for match in _CARDS.finditer(view) if _is_card(match[0]))


def _assigned(view: str) -> Iterator[tuple[str, int, int]]:
    return (("a password or key", *match.span(1)) for match in _ASSIGNED.finditer(view) if _secret(match[1]))


def _secret(value: str) -> bool:
    """Whether a value has the looks of a secret: letters and digits together, and no placeholder."""
    mixed = any(letter.isdigit() for letter in value) and any(letter.isalpha() for letter in value)
    return mixed and not _PLACEHOLDER.search(value)


def _is_card(text: str) -> bool:
    digits = text.replace(" ", "").replace("-", "")
    return _issued(digits) and len(set(digits)) > 1 and luhn(digits)


_SIXTEEN = ((5100, 5599), (2221, 2720), (3528, 3589), (6011, 6011), (6440, 6499), (6500, 6599))
"""First four digits of numbers of sixteen digits that begin with no 4."""


def _issued(digits: str) -> bool:
    """Whether a number of that length can begin so: the ranges card networks give out."""
    size, two, four = len(digits), int(digits[:2]), int(digits[:4])
    if digits[0] == "4":
        return size in {13, 16, 19}
    if two in {34, 37}:
        return size == 15  # noqa: PLR2004
    if two in {36, 38} or 300 <= four // 10 <= 305:  # noqa: PLR2004
        return size == 14  # noqa: PLR2004
    return size == 16 and any(low <= four <= high for low, high in _SIXTEEN)  # noqa: PLR2004


def luhn(digits: str) -> bool:
    """Whether the check digit is right."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value  # noqa: PLR2004
    return total % 10 == 0


def _addresses(view: str) -> Iterator[tuple[int, int]]:
    """A hash of each address and where it begins."""
    at = view.find("@")
    while at >= 0:
        before = _BEFORE.search(view[max(0, at - 64) : at])
        after = _AFTER.match(view, at + 1, at + 256)
        if before and after:
            yield hash((before[0].casefold(), after[0].casefold())), at - len(before[0])
        at = view.find("@", at + 1)
