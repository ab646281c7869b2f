"""The letter that answers findings, as Markdown: what is, what management says, who does what, how it stands.

Until a person signs it, it is a draft and says so. Texts of people stand as quotations: no sign in them
shapes the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from grcdesk.reports import letter_words as words
from grcdesk.schemas.findings.findings import FindingDetail, LetterFacts
from grcdesk.text import show


def response_letter(facts: LetterFacts) -> str:
    """The letter; the same facts give the same text."""
    state = "" if facts.signer else "DRAFT. "
    rows = [
        f"# {state}Management response: {_plain(facts.engagement)}",
        "",
        _plain(words.to_whom(facts)),
        "",
        *(f"- {name}: {_plain(value)}" for name, value in words.head(facts)),
        f"- {facts.provenance.dates.line}",
        *(f"- {_plain(notice)}" for notice in facts.provenance.dates.notices),
    ]
    for finding in facts.findings:
        rows += ["", *_finding(finding, facts)]
    if not facts.findings:
        rows += ["", words.NO_FINDING]
    rows += ["", "## Signature", "", _plain(words.signature(facts))]
    return "\n".join(rows) + "\n"


def _finding(one: FindingDetail, facts: LetterFacts) -> Iterator[str]:
    yield f"## {one.row.id} {_plain(one.row.title)}"
    yield ""
    yield from (f"- {name}: {_plain(value)}" for name, value in words.about(one))
    for name, said in words.parts(one):
        yield from _quoted(name, said)
    if one.items:
        yield from ("", "Items, each as it was found:", "", *(f"- {_plain(words.item(item))}" for item in one.items))
    agrees, said = words.response(one)
    yield from _quoted(_plain(agrees), said) if agrees else ("", words.NO_RESPONSE)
    yield from ("", "Actions:" if one.actions else words.NO_ACTION)
    if one.actions:
        yield ""
    for action in one.actions:
        yield f"- {_plain(words.action(action, facts.provenance.dates.judged))}"
        yield from (f"  - {_plain(told)}" for told in words.moved(action))
    yield from ("", f"Status: {_plain(words.status(one))}")


def _quoted(name: str, said: str) -> Iterator[str]:
    yield from ("", f"{name}:", "")
    yield from (f"> {_plain(line)}".rstrip() for line in said.splitlines())


def _plain(said: str) -> str:
    """One line; what a reader of Markdown would take for markup is kept as it is written."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in show(said))
