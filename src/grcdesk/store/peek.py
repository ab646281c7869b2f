"""A glance into the database without SQLAlchemy: completion must answer before a key is released."""

from __future__ import annotations

from grcdesk.paths import DeskPaths
from grcdesk.store.sqlite import glance
from grcdesk.text import is_shell_word

# kind → what finds its names: the first column that is a plain word is offered
_QUERIES = {
    "control": "SELECT id FROM control ORDER BY position, id",
    "action": "SELECT id FROM action ORDER BY position",
    "risk": "SELECT id FROM risk_acceptance ORDER BY position",
    "snapshot": "SELECT id FROM snapshot ORDER BY position",
    "catalog": "SELECT id FROM catalog ORDER BY position",
    "criterion": "SELECT CASE WHEN c.position = (SELECT min(position) FROM catalog WHERE kind = 'framework' "
    "AND by_statement = 0) THEN i.ref ELSE c.short || '/' || i.ref END FROM framework_item i "
    "JOIN catalog c ON c.id = i.framework WHERE c.by_statement = 0 ORDER BY c.position, i.position",
    "view": "SELECT id FROM saved_view ORDER BY id",
    "campaign": "SELECT id FROM campaign ORDER BY position",
    "evidence": "SELECT id FROM evidence ORDER BY position",
    "deviation": "SELECT id FROM deviation ORDER BY position",
    "population": "SELECT id FROM population ORDER BY position",
    "sample": "SELECT id FROM sample ORDER BY position",
    "quiet": "SELECT id FROM quiet_statement ORDER BY position",
    "test": "SELECT id FROM test_attribute ORDER BY position, id",
    "feature": "SELECT id FROM feature ORDER BY position",
    "feature-model": "SELECT id FROM feature_model ORDER BY id",
    "feature-prompt": "SELECT id FROM feature_prompt ORDER BY id",
    "finding": "SELECT id FROM finding ORDER BY position",
    "incident": "SELECT id FROM incident ORDER BY position",
    "incident-entity": "SELECT id FROM incident_entity ORDER BY incident, position",
    "remediation": "SELECT id FROM remediation WHERE state = 'open' ORDER BY parent, position",
    "vendor": "SELECT name, id FROM vendor ORDER BY name",
    "vendor_document": "SELECT id FROM vendor_document ORDER BY position",
    "agreement": "SELECT id FROM agreement ORDER BY position",
    "expected": "SELECT id FROM expected_control ORDER BY id",
    "subprocessor": "SELECT id FROM subprocessor ORDER BY id",
    "contact": "SELECT id FROM vendor_contact ORDER BY id",
    "vendor_review": "SELECT id FROM vendor_review ORDER BY position DESC",
    "engagement": "SELECT name, id FROM engagement ORDER BY position",
    "rehearsal": "SELECT id FROM rehearsal ORDER BY position DESC",
    "soa-item": "SELECT ref FROM framework_item WHERE framework = 'iso27001-2022-annex-a' ORDER BY position",
    "request": "SELECT ref, id FROM request ORDER BY position",
    "walkthrough": "SELECT id FROM walkthrough ORDER BY position",
    "difference": "SELECT id FROM walkthrough_difference ORDER BY walkthrough, position",
    "batch": "SELECT batch FROM log WHERE changes = 1 GROUP BY batch ORDER BY max(seq) DESC LIMIT 50",
}


def ids(paths: DeskPaths, kind: str) -> list[str]:
    """Names or ids of one kind of record, in their usual order; none when the desk cannot be read.

    Of each record what a shell takes as one word and as nothing else: its name, else its id, else nothing at all.
    """
    named = (next(filter(is_shell_word, row), "") for row in glance.rows(paths.database, _QUERIES[kind]))
    return [name for name in named if name]
