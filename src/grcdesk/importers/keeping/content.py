"""What must not be kept: text that people or models wrote, and secrets. Told by the name of a field.

Only names of fields leave this room, and of those only such as read like names. How values look is told by `looks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from grcdesk.importers.keeping import looks


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


CONTENT = _words("""
    prompt prompts promptraw promptrendered rawprompt systemprompt userprompt systeminstruction messages message content
    contents text texts body inputtext outputtext inputs outputs actualoutput expectedoutput inputbody outputbody
    inputbodyjson outputbodyjson completion completions response responses responsetext answer answers question
    questions userquery userinput conversation transcript chat choices turns retrievalcontext retrievedcontext
    matchedtext redactedtext rawtext rawrequest rawresponse requestbody responsebody requestpayload responsepayload
    toolinput tooloutput renderedgradingprompt input output
""")
"""Names under which gateways, evaluations and traces keep text, in lower case without signs between."""
FREE = _words("""
    system instructions query queries history target targets explanation reasoning reason thought thoughts
    raw vars context contexts document documents snippet match matches value original payload comment comments note
    notes description title summary details subject error errormessage
""")
"""Names that hold free text in a log of requests; elsewhere a ticket has a title and a population a system."""
SECRETS = _words("""
    password passwd pwd pin passphrase secret secretkey secretaccesskey sessiontoken accesstoken refreshtoken idtoken
    bearertoken token apikey apitoken privatekey clientsecret authorization authorizationheader cookie setcookie
""")
"""Names under which secrets stand."""
_SECRET_PARTS = ("password", "passwd", "passphrase", "secret", "token", "apikey", "privatekey", "credential", "cookie")
_SIGNS = re.compile(r"[^a-z0-9]+")
_HEX = re.compile(r"[0-9a-f]{16,}")
_NAME = 60
UNNAMED = "(unnamed)"
"""What a field is called whose name is none."""
EMPTY: tuple[Any, ...] = (
    None,
    "",
    [],
    {},
    "***",
    "****",
    "<redacted>",
    "[redacted]",
    "REDACTED",
    "[REDACTED]",
    "[removed]",
    "HIDDEN_DUE_TO_SECURITY_REASONS",
)


def plain(name: str) -> str:
    """A name in lower case without signs: `inputBodyJson` and `input_body_json` are the same."""
    return _SIGNS.sub("", name.casefold())


def is_content(name: str, *, free: bool = False) -> bool:
    """Whether a field of that name holds content or a secret; with `free`, or any free text."""
    return _bears_content(plain(name.rpartition(".")[2]), free=free)


def _bears_content(folded: str, *, free: bool) -> bool:
    return folded in CONTENT or folded in SECRETS or (free and folded in FREE)


def is_secret(name: str) -> bool:
    """Whether a field is called as secrets are: such a field can be released by nobody."""
    last = plain(name)
    return any(word in last for word in _SECRET_PARTS) or last in SECRETS


def is_word(value: str) -> bool:
    """Whether a value is a name of something rather than text."""
    return looks.is_name(value)


def shown(name: str) -> str:
    """The name of a field as it may be told. Without a header row a first line of text would stand for names."""
    return name if len(name) <= _NAME and looks.is_name(name) and not _HEX.fullmatch(name) else UNNAMED


def reads_as_text(value: Any) -> bool:
    """Whether a value of unknown meaning looks like text."""
    if isinstance(value, str):
        return looks.look(value) is looks.Reads.TEXT
    if isinstance(value, Mapping):
        return any(reads_as_text(one) for one in value.values())
    if isinstance(value, list):
        return any(reads_as_text(one) for one in value)
    return False


def found_in(value: Any, allowed: Iterable[str] = (), *, free: bool = False) -> set[str]:
    """Names of the fields of a document, at any depth, that hold content or secrets. Without recursion.

    Args:
        value: what a JSON parser made.
        allowed: plain names of fields that this kind of document uses for something else.
        free: whether any free text counts, as in a log of requests.
    """
    known = frozenset(allowed)
    found: set[str] = set()
    stack: list[tuple[str, Any]] = [("", value)]
    while stack:
        name, here = stack.pop()
        if isinstance(here, Mapping):
            hits, rest = _hits(here, known, free=free)
            found.update(map(shown, hits))
            stack += rest
        elif isinstance(here, list):
            stack.extend((name, below) for below in here)
        elif free and plain(name) not in known and reads_as_text(here):
            found.add(shown(name) if name else "text")
    return found


def _hits(record: Mapping[Any, Any], known: frozenset[str], *, free: bool) -> tuple[list[str], list[tuple[str, Any]]]:
    """Names of its fields that hold content or secrets; and the other fields, which are still to be looked at."""
    hits, rest = [], []
    for key, below in record.items():
        folded = plain(str(key))
        if folded not in known and _bears_content(folded, free=free) and _says_anything(below):
            hits.append(str(key))
        else:
            rest.append((str(key), below))
    return hits, rest


def _says_anything(value: Any) -> bool:
    """Whether a field that is called as content is also filled."""
    return value not in EMPTY and _holds_text(value)


def _holds_text(value: Any) -> bool:
    """Whether there is any text in it at all; numbers and flags are no content."""
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, Mapping):
        return any(_holds_text(one) for one in value.values())
    if isinstance(value, list):
        return any(_holds_text(one) for one in value)
    return False
