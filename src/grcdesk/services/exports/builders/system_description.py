"""The section on AI of a system description: a draft until a person approves it."""

from __future__ import annotations

from dataclasses import replace

from grcdesk.clock import parse_date
from grcdesk.errors import Refused
from grcdesk.rules.controls import gap
from grcdesk.schemas.exports.documents import DocumentAsked
from grcdesk.services.common.context import Context
from grcdesk.services.common.dates import judged_on, two_dates
from grcdesk.services.common.days import refuse_ahead
from grcdesk.services.exports.built import Built, slug
from grcdesk.services.exports.describing import description
from grcdesk.services.exports.provenance import known, provenance
from grcdesk.terms import Verb
from grcdesk.text import clean
from grcdesk.wording import count


def build(context: Context, asked: DocumentAsked) -> Built:
    """The section.

    Raises:
        Refused: approved without a role, or for a day still to come.
    """
    from grcdesk.reports.word.system_description import system_description  # noqa: PLC0415  docx: 83 ms

    name, role = gap.person(clean(asked.text("signer")), "approver"), clean(asked.text("role"), "role")
    on = parse_date(asked.text("on")) if asked.text("on") else None
    refuse_ahead("the section was approved on", on, context.today())
    if name and not role:
        raise Refused("a section is approved with name and role", hint="--role TEXT")
    held, day = known(context), judged_on(context, asked.as_of)
    with context.store.read() as session:
        dates = two_dates(context, session, day)
        content = description(session, provenance(session, dates, held, final=asked.final))
    if name:
        approved = on or context.today()
        content = replace(content, approver=name, role=role, approved_on=approved, entered_by=context.actor)
    sentences = count(sum(len(part.sentences) for part in content.parts), "sentence")
    state = f"approved by {name}" if name else "a draft: nobody has approved it"
    told = f"{sentences}, {content.absent} of them say what no record says; {state}"
    stem = f"{slug(content.provenance.scope.name)}_system_description_{day}"
    data = system_description(content, asked.stationery)
    return Built(Verb.EXPORT_DESCRIPTION, stem, data, dates, (told,), {"approved_by": name}, draft=not name)
