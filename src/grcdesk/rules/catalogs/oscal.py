"""Words that the writer and the reader of OSCAL share: versions, models, ids, and names of what OSCAL has no field for.

OSCAL is the Open Security Controls Assessment Language of NIST; https://pages.nist.gov/OSCAL holds its models.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from grcdesk.terms import Relationship, Status

VERSION = "1.2.1"
"""The version that is written, and whose schema the tests hold."""
NS = "urn:grcdesk:oscal"
"""Namespace of the properties and parts that are grcdesk's own."""
RMF = "http://csrc.nist.gov/ns/rmf"
"""Namespace of the property `method` of an assessment method."""
READ: Mapping[str, str] = {
    "catalog": "catalog",
    "mapping-collection": "mapping collection",
    "component-definition": "component definition",
}
"""Models that are read, by their outermost key."""
NOT_YET: Mapping[str, str] = {
    "profile": "profile",
    "system-security-plan": "system security plan",
    "assessment-plan": "assessment plan",
    "assessment-results": "assessment results",
    "plan-of-action-and-milestones": "plan of action and milestones",
}
"""Models that are known and not read yet."""
STRENGTHS: Mapping[Relationship, int] = {
    Relationship.EQUAL_TO: 10,
    Relationship.EQUIVALENT_TO: 10,
    Relationship.SUPERSET_OF: 8,
    Relationship.SUBSET_OF: 6,
    Relationship.INTERSECTS_WITH: 4,
    Relationship.NO_RELATIONSHIP: 0,
}
"""The strength of a relation of others, which OSCAL has no number for."""
TURNED: Mapping[Relationship, Relationship] = {
    Relationship.SUBSET_OF: Relationship.SUPERSET_OF,
    Relationship.SUPERSET_OF: Relationship.SUBSET_OF,
}
"""A relation read the other way round; the others say the same both ways."""
STATES: Mapping[Status, str] = {
    Status.IN_PLACE: "implemented",
    Status.PARTIAL: "partial",
    Status.MISSING: "planned",
    Status.NOT_APPLICABLE: "not-applicable",
}
"""The gap status of a control in the words of OSCAL; one that was not assessed has none."""

STATEMENT, GUIDANCE, OBJECTIVE = "statement", "guidance", "assessment-objective"
METHOD, OBJECTS = "assessment-method", "assessment-objects"
NOT_REPRODUCED = "not-reproduced"
"""Class of the statement of an item whose text belongs to somebody else."""
CATALOG_CLASS = "catalog"
"""Class of the group that holds one of several catalogs."""
FRAMEWORK_PROPS = ("edition", "short", "name", "json_name", "by_criterion")
"""Fields of a framework that are properties; `also` stands once for each word."""
CONTROL_PROPS = (
    *("category", "frequency", "frequency_note", "anchor", "grace_days", "type", "type_note", "nature"),
    *("nature_note", "owner_role", "key"),
)
"""Fields of a control that are properties."""
TEST_PARTS = ("pass_if", "fail_if", "check", "items", "undecided", "rest")
"""Fields of a test that are parts of its assessment objective."""

_KNOWN = re.compile(r"v?1\.[0-2](?:\.\d{1,3})?(?:-[A-Za-z0-9.]{1,20})?", re.ASCII)
_TOKEN = re.compile(r"[^\W\d][\w.\-]*")
_ILLEGAL = re.compile(r"[^\w.\-]")


def known_version(text: str) -> bool:
    """Whether a version is read here: 1.0 to 1.2. Some catalogs of NIST write `v1.1.3`."""
    return _KNOWN.fullmatch(text) is not None


def is_token(text: str) -> bool:
    """Whether OSCAL takes a text for an id: a letter or `_`, then letters, digits and `.`, `-`, `_`."""
    return _TOKEN.fullmatch(text) is not None


def token(text: str) -> str:
    """An id as OSCAL takes it: `5.10` becomes `_5.10`, `A.5 (b)` becomes `A.5_x20__x28_b_x29_`."""
    plain = _ILLEGAL.sub(lambda found: f"_x{ord(found[0]):x}_", text)
    return plain if is_token(plain) else f"_{plain}"
