"""Words that say a text is not finished, not ours, or not to be tested. Each pattern finds the first of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from grcdesk.schemas.exports.lint import KnownNames

MARKS = re.compile(
    r"\b(?:TBD|TBC|FIX[M]E|TO[D]O)\b"  # `todo` is a word of Spanish and Portuguese
    r"|\b(?:tbd|tbc|fixme)\b|\btodo\s*:"
    r"|\b[xX]{3,}\b"
    r"|(?i:\blorem\s+ipsum\b|<\s*(?:fill in|insert)\b[^<>]*>|\[\s*(?:insert|fill in)\b[^\[\]]*\])"
)
"""Marks that mean nothing else anywhere, in a query as in prose."""
_NOUNS = r"compan(?:y|ies)|organi[sz]ation|client|customer|vendor|supplier|your|enter|add|describe|tbd|placeholder|firm"
_NAMES = r"name|date|owner|person|role|system|tool|team|department|title|number|frequency|address|signature"
BRACKETS = re.compile(
    rf"<\s*(?:{_NOUNS}|{_NAMES})\b[^<>\n]{{0,60}}>"
    rf"|\[\s*(?:{_NOUNS})\b[^\[\]\n]{{0,60}}\]"
    rf"|\{{\{{[^{{}}\n]*\}}\}}|\$\{{[^{{}}\n]*\}}|\{{%[^{{}}\n]*%\}}"
    rf"|\{{\s*(?:{_NOUNS}|{_NAMES})[^{{}}\n]{{0,40}}\}}",
    re.IGNORECASE,
)
"""Brackets of templates; in a query they may be its own language."""
PHRASES = re.compile(
    r"\b(?:Company|COMPANY|Organi[sz]ation|Client|Vendor) (?:Name|NAME|name)\b"
    r"|\b[Yy]our (?:[Cc]ompany|[Oo]rgani[sz]ation)\b"
)
VAGUE = re.compile(
    r"\b(?:periodically|regularly|as\s+appropriate|timely|where\s+(?:possible|appropriate)|best[\s-]efforts?"
    r"|as\s+(?:needed|required|necessary)|from\s+time\s+to\s+time|if\s+necessary|ad[\s-]hoc|etc\.)(?![\w-])",
    re.IGNORECASE,
)
"""Words that nothing can be held against."""
_SPACE = r"[ \t\u00a0\u202f]+"
_LEGAL = (
    r"(?:Ltd|Limited(?!" + _SPACE + r"to\b)|Inc|Incorporated|LLC|LLP|PLC|Plc|GmbH|AG|Corp|Corporation|Pty|B\.V|S\.A)"
)
_ENDS = re.compile(rf"{_SPACE}{_LEGAL}(?![\w-])")
_ENDED = re.compile(rf",?{_SPACE}{_LEGAL}\.?$", re.IGNORECASE)
_WORD = r"[A-Z0-9À-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĹĽŁŃŇŌŐŒŔŘŚŞŠŤŪŮŰŹŻŽ][\w.'’+-]*"
_ENTITY = re.compile(
    rf"(?<!\w){_WORD}(?:,?{_SPACE}(?:(?:&|and|of|de|und){_SPACE})?{_WORD}){{0,6}}?,?{_SPACE}{_LEGAL}(?![\w-])"
)
_LEADING = frozenset(
    {
        *("the", "a", "an", "at", "of", "by", "with", "from", "for", "in", "on", "to", "and", "our", "their", "its"),
        *("this", "that", "these", "those", "when", "if", "as", "per", "see", "all", "any", "each", "both", "because"),
        *("since", "after", "before", "under", "through", "between", "is", "was", "are", "will", "may", "must", "not"),
    }
)
_EMAIL = re.compile(r"^\s*(?:mailto:)?([\w.+-]+)@", re.IGNORECASE)
_TEAM_BOX = re.compile(
    r"^(?:it|info|security|infosec|secops|soc|support|help(?:desk)?|ops|devops|sre|compliance|privacy|dpo|legal|risk|audit"
    r"|admin|engineering|dev|platform|data|hr|people|office|team|grc|ciso|cto|abuse|contact)(?:[.+_-].*)?$",
    re.IGNORECASE,
)
_TEAM = re.compile(
    r"\b(?:team|teams|department|dept|group|squad|committee|function|unit|staff|everyone|management)\b",
    re.IGNORECASE,
)
_ROLE_END = re.compile(
    r"(?:^|\s)(?:manager|lead|leader|officer|engineer|engineers|administrator|administrators|admin|admins|director|owner"
    r"|owners|analyst|developer|developers|operations|engineering|compliance|security|legal|privacy|infosec|devops|hr|it"
    r"|ciso|cto|cio|ceo|coo|cfo|dpo|sre|secops|audit|finance|procurement)$",
    re.IGNORECASE,
)
_ROLE_START = re.compile(r"^(?:head|chief|vp|vice president|director)\s+(?:of\s+)?", re.IGNORECASE)


def placeholder(text: str, *, query: bool = False) -> str:
    """What of a template still stands in a text; nothing when none does.

    Args:
        text: what a person or a file said.
        query: whether it is a query, an address or the name of a file: brackets belong to those.
    """
    if found := MARKS.search(text):
        return found[0]
    if query:
        return ""
    found = BRACKETS.search(text) or PHRASES.search(text)
    return found[0] if found else ""


def vague(text: str) -> str:
    """The first word nothing can be held against; nothing when there is none."""
    found = VAGUE.search(text)
    return found[0] if found else ""


def entities(text: str) -> Iterator[str]:
    """Names of firms that say their legal form, as they stand there."""
    if not _ENDS.search(text):
        return
    for found in _ENTITY.finditer(text):
        words = found[0].split()
        while words and words[0].strip(",").casefold() in _LEADING:
            words.pop(0)
        if len(words) > 1:
            yield " ".join(words).rstrip(",.")


def bare_name(name: str) -> str:
    """A name without its legal form."""
    return _ENDED.sub("", name.strip()).strip(" ,.")


def stem(name: str) -> str:
    """A name as it is compared: without legal form, marks and letter case."""
    return " ".join(re.sub(r"[^\w&]+", " ", bare_name(name)).casefold().split())


def strangers(text: str, names: KnownNames) -> Iterator[str]:
    """Firms named with their legal form that the desk does not know."""
    known = _known(names)
    for name in entities(text):
        words = stem(name).split()
        ends = {" ".join(words[at:]) for at in range(len(words))}
        if not ends & known:
            yield name


def samples(text: str, names: KnownNames) -> Iterator[str]:
    """Names out of the sample company that stand in another desk."""
    folded = text.casefold()
    for name in _foreign(names):
        at = folded.find(name)
        if at >= 0 and not text[at - 1 : at].isalnum() and not text[at + len(name) : at + len(name) + 1].isalnum():
            yield text[at : at + len(name)]
            return


@lru_cache(maxsize=1)  # the names are the same for every text of a workbook
def _known(names: KnownNames) -> frozenset[str]:
    return frozenset(stem(one) for one in (*names.ours, *names.released)) - {""}


@lru_cache(maxsize=1)
def _foreign(names: KnownNames) -> tuple[str, ...]:
    """Names of the sample that are none of ours, the longest first, in small letters."""
    known = _known(names)
    foreign = sorted(names.samples, key=lambda one: (-len(one), one))
    return tuple(name.casefold() for name in foreign if stem(name) not in known)


def no_person(owner: str) -> bool:
    """Whether an owner is a mailbox of many, a team or a role: nobody can be asked."""
    name = " ".join(owner.split())
    if not name:
        return False
    if mail := _EMAIL.match(name):
        return bool(_TEAM_BOX.match(mail[1]))
    return bool(_TEAM.search(name) or _ROLE_END.search(name) or _ROLE_START.match(name))
