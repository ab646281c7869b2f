"""The nine parts of a description. What each is about is said in our own words; the criteria's text is not ours."""

from __future__ import annotations

from grcdesk.rules.description.controls import controls, customers, incidents
from grcdesk.rules.description.parties import changes, left_out, parties
from grcdesk.rules.description.services import commitments, components, services
from grcdesk.schemas.exports.system_description import DescriptionFacts, DescriptionPart

_PARTS = (
    ("DC1", "Services that use AI", services),
    ("DC2", "What is promised about AI", commitments),
    ("DC3", "What the system is made of", components),
    ("DC4", "Incidents in the period", incidents),
    ("DC5", "Criteria and the controls that answer them", controls),
    ("DC6", "What customers have to do", customers),
    ("DC7", "Subservice organisations", parties),
    ("DC8", "What is left out, and why", left_out),
    ("DC9", "Changes in the period", changes),
)


def described(facts: DescriptionFacts) -> tuple[DescriptionPart, ...]:
    """Every part with its sentences; none is left out because nothing is on record."""
    return tuple(DescriptionPart(code, title, tuple(say(facts))) for code, title, say in _PARTS)
