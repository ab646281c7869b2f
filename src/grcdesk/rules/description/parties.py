"""DC7 to DC9 of a description: subservice organisations, what is left out and why, and what changed in the period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from grcdesk.rules.description.saying import engagement, listed, none_says, says
from grcdesk.schemas.exports.system_description import DescriptionFacts, Ref, Sentence
from grcdesk.schemas.log.log import LogEntry
from grcdesk.schemas.vendors.file import ExpectedRow, VendorFile
from grcdesk.schemas.vendors.vendors import VendorRow
from grcdesk.terms.vendors import Expectation, Method
from grcdesk.wording import count, word

_FIELDS = {
    "feature_model": ("model", "version", "vendor", "plan", "region"),
    "feature_prompt": ("name", "version"),
    "feature": ("status", "purpose", "data_in", "data_out", "in_scope", "trains", "automated_decision"),
}
"""What of a record is a change of the system."""
_KINDS = {"feature_model": "model", "feature_prompt": "prompt", "feature": "feature"}


def parties(facts: DescriptionFacts) -> Iterator[Sentence]:
    """DC7: who works for us below, by which method, and what we count on them for."""
    held = [one for one in facts.vendors if _is_held(one)]
    below = [one for one in held if one.detail.row.method is not Method.VENDOR]
    # none of the records says so: that is less than saying that there is none
    if not below:
        refs = [Ref("vendor", one.detail.row.id) for one in held]
        yield none_says("that a vendor stands as a subservice organisation", engagement(facts.scope), *refs)
    for one in below:
        yield from _below(one)
    yield from _plain_providers([one.detail.row for one in held if one.detail.row.method is Method.VENDOR])


def _is_held(one: VendorFile) -> bool:
    """Whether it works for us today inside the engagement."""
    return one.detail.row.offboarded is None and one.detail.row.in_scope


def _plain_providers(vendors: Sequence[VendorRow]) -> Iterator[Sentence]:
    """Providers of models that are vendors only: a reader would look for them among the organisations below."""
    providers = [row for row in vendors if row.model_provider]
    if providers:
        names = listed(f"{row.name} ({row.id})" for row in providers)
        refs = [Ref("vendor", row.id) for row in providers]
        yield says(f"Model providers that stand as vendors, not as subservice organisations: {names}.", *refs)


def _below(one: VendorFile) -> Iterator[Sentence]:
    row = one.detail.row
    ref = Ref("vendor", row.id)
    what = f", for: {row.service}" if row.service else ""
    yield says(f"{row.name} ({row.id}) is a subservice organisation, {word(row.method)} method{what}.", ref)
    of_them = [each for each in one.expected if each.kind is Expectation.CSOC]
    if not of_them:
        yield none_says(f"which controls we count on {row.name} for", ref)
    for each in of_them:
        yield says(f"We count on {row.name} for: {each.what}.", Ref("expected_control", each.id))
    for each in one.expected:
        if each.kind is Expectation.CUEC:
            yield _of_us(row.name, each)


def _of_us(name: str, one: ExpectedRow) -> Sentence:
    ref = Ref("expected_control", one.id)
    head = f"{name} counts on us for: {one.what}"
    if one.controls:
        return says(f"{head}; answered by {listed(one.controls)}.", ref)
    if one.accepted:
        return says(f"{head}; accepted by {one.approver}.", ref)
    return Sentence(f"{head}; no record says what answers it.", (ref,), absent=True)


def left_out(facts: DescriptionFacts) -> Iterator[Sentence]:
    """DC8: criteria that do not apply, and what stands outside the engagement, each with its reason."""
    out: dict[str, list[str]] = {}
    for one in facts.criteria:
        if not one.in_scope:
            out.setdefault(one.reason_out, []).append(one.id)
    here = engagement(facts.scope)
    for reason, names in out.items():
        told = f"{count(len(names), 'criterion', 'criteria')} out of scope ({listed(names)})"
        yield says(f"{told}: {reason}.", here) if reason else none_says(f"why {listed(names)} are out of scope", here)
    for row in facts.scope.exclusions:
        yield says(f"{row.what} is left out; the reason given: “{row.reason}”", Ref("exclusion", row.id))
    if not out and not facts.scope.exclusions:
        yield none_says("that anything is left out", here)


def changes(facts: DescriptionFacts) -> Iterator[Sentence]:
    """DC9: what came to stand otherwise in the period."""
    here = engagement(facts.scope)
    held = facts.changes
    if held is None:
        yield none_says("which changes of models and prompts were made: no list of them is frozen", here)
    else:
        reach = f"{held.first} to {held.last}"
        told = (
            f"{held.id} is the newest frozen list of changes of models and prompts: {count(held.rows, 'row')}, {reach}"
        )
        yield says(f"{told}.", Ref("population", held.id))
    if facts.scope.period is None:
        yield none_says("which changes fall into the period, as none is set", here)
        return
    found = [sentence for one in facts.moves if (sentence := _move(one)) is not None]
    yield from found
    if not found:
        span = f"from {facts.scope.period.start} to {facts.scope.period.end}"
        yield none_says(f"that a model, a prompt or a feature was changed in this desk {span}", here)


def _move(one: LogEntry) -> Sentence | None:
    """What one entry of the log changed; None: nothing that is a change of the system."""
    kind, ref = _KINDS[one.kind], Ref(one.kind, one.id)
    if not one.before:
        told = f"“{_name(one.after, one.id)}” was added as {one.id} (entry {one.seq})"
        return says(f"On {one.ts[:10]} the {kind} {told}.", ref)
    if not one.after:
        told = f"“{_name(one.before, one.id)}” was removed ({one.id}, entry {one.seq})"
        return says(f"On {one.ts[:10]} the {kind} {told}.", ref)
    moved = [
        f"{field.replace('_', ' ')} from “{one.before.get(field) or ''}” to “{one.after.get(field) or ''}”"
        for field in _FIELDS[one.kind]
        if one.before.get(field) != one.after.get(field)
    ]
    return says(f"On {one.ts[:10]} {one.id} changed: {listed(moved)} (entry {one.seq}).", ref) if moved else None


def _name(values: Mapping[str, object], record: str) -> str:
    """What a model, a prompt or a feature is called; a record without a name goes by its id."""
    return str(values.get("model") or values.get("name") or record)
