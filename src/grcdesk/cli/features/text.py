"""One AI feature as a page of text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from grcdesk.cli.frame.output import words
from grcdesk.rules.features.features import QUESTIONS
from grcdesk.terms import Applies
from grcdesk.wording import CATEGORY_CODE, day, join, word

if TYPE_CHECKING:
    from grcdesk.schemas.features.features import ControlVerdict, FeatureDetail, ModelRow

_WIDTH = 100


def described(found: FeatureDetail) -> str:
    """The page: the six answers, then everything else that is said, then what follows."""
    parts = [f"{found.id}  {found.answers.name}", ""]
    for number, (field, question) in enumerate(QUESTIONS.items(), 1):
        parts += _hanging(
            f"{number} {question[:1].upper()}{question[1:]}", getattr(found.answers, field) or _other(found, field)
        )
    parts += ["", *_facts(_rest(found))]
    parts += _section("Models", (_model(row) for row in found.models))
    parts += _section(
        "Prompts", (f"{row.id}  {row.name} {row.version}{_read(row.version_source)}" for row in found.prompts)
    )
    parts += _section(
        "Model cards",
        (
            f"{row.id}  {row.facts.model} {row.facts.version}: lacks {join(list(row.lacking)) or 'nothing'}"
            for row in found.cards
        ),
    )
    parts += _section(f"Controls ({word(found.derivation)})", (_control(one) for one in found.controls))
    parts += _section(
        "Answers say otherwise by now", (f"{one.control}: {word(one.applies)}, {one.reason}" for one in found.moved)
    )
    return "\n".join(parts)


def _other(found: FeatureDetail, field: str) -> str:
    """What answers a question when its text is empty."""
    if field == "relies_on":
        return join([f"{row.facts.model} of {row.facts.vendor or 'our own'}" for row in found.models])
    return join(list(found.answers.invokers)) if field == "invoked_by" else ""


def _rest(found: FeatureDetail) -> Iterator[tuple[str, str]]:
    said = found.answers
    yield "Status", word(said.status)
    yield "Owner", said.owner
    yield "In scope", word(said.in_scope) + (f": {said.reason_out}" if said.reason_out else "")
    yield "Data", ", ".join(said.data_classes) + (f" from {said.data_sources}" if said.data_sources else "")
    yield "Personal, customer data", f"{said.personal_data or '-'}, {said.customer_data or '-'}"
    yield "Stores", ", ".join(said.stores)
    yield "Invokers", ", ".join(said.invokers)
    yield "Users meet it", said.user_facing or ""
    yield "Decides by itself", said.automated_decision or ""
    yield "Irreversible actions", ", ".join(said.irreversible)
    yield "Trains or tunes", said.trains or ""
    yield "Can be undone", said.reversible or ""
    yield "Who notices", said.who_notices
    yield "Human check", said.human_check
    yield "Fallback", said.fallback
    yield "Notice", said.notice
    yield "Disclosure", said.disclosure
    yield "Home region", said.home_region
    yield "Customer segments", ", ".join(said.segments)
    yield "Last reviewed", day(said.last_reviewed)


def _model(row: ModelRow) -> str:
    facts = row.facts
    parts = [f"{facts.vendor or 'own'}/{facts.model}", facts.version, facts.plan, facts.region]
    return f"{row.id}  {' '.join(part for part in parts if part)}{_read(facts.version_source)}"


def _read(source: str) -> str:
    return f" (version in {source})" if source else ""


def _control(one: ControlVerdict) -> str:
    who = f", confirmed by {one.decided_by} on {day(one.decided_on)}" if one.decided_by else ""
    codes = " ".join(CATEGORY_CODE[category] for category in one.categories)
    gap = f" [{words(one.status)}]" if one.effective is Applies.APPLIES else ""
    return f"{one.control:<12}{word(one.effective):<15}{codes:<12}{one.decided_reason or one.reason}{who}{gap}"


def _facts(pairs: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{name:<26}{value or '-'}" for name, value in pairs]


def _hanging(name: str, value: str) -> list[str]:
    lines = textwrap.wrap(value, _WIDTH - 4) or ["-"]
    return [name, *(f"    {line}" for line in lines)]


def _section(name: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return ["", name, *(f"  {line}" for line in found)] if found else []
