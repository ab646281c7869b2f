"""The columns of the risk-control matrix, and how each cell is read."""

from __future__ import annotations

from grcdesk.reports.labels import ids, say
from grcdesk.reports.workbook.tab import Kind, TabColumn
from grcdesk.reports.workbook.tabs.controls.gap import open_actions
from grcdesk.reports.workbook.tabs.controls.matrix_line import (
    NO_LIST,
    complete,
    findings,
    policies,
    population,
    slots,
    told_status,
)
from grcdesk.reports.workbook.tabs.fields import TabField
from grcdesk.reports.workbook.tabs.making import NOT_STATED
from grcdesk.rules.controls.families import family, family_name
from grcdesk.schemas.catalogs.frameworks import Framework
from grcdesk.schemas.exports.matrix import Matrix

_SINCE = "First day it ran as written; empty: nobody stated it, and coverage counts from the first day of the period"
_BEFORE = (
    TabField(TabColumn("Control ID", 10, "Control; leads to its first mapping", Kind.LINK), lambda one: one.row.id),
    TabField(TabColumn("Title", 11.4, "Short name of the control"), lambda one: one.row.title),
    TabField(
        TabColumn("Risk answered", 16.6, "What the control is to prevent or achieve, as its catalogue says"),
        lambda one: one.detail.objective or NOT_STATED,
    ),
    TabField(
        TabColumn("Control statement", 17.4, "Who does what, when, and how it shows"), lambda one: one.detail.statement
    ),
)
_AFTER = (
    TabField(
        TabColumn("Key", 3.9, "key: its catalogue calls it a key control; empty: its catalogue does not say"),
        lambda one: "key" if one.facts.key else "",
    ),
    TabField(
        TabColumn("Owner", 6.8, "The person who answers for it; changed on Gap assessment"), lambda one: one.row.owner
    ),
    TabField(
        TabColumn("Frequency", 8.4, "How often it runs", choices="lstFrequency"), lambda one: say(one.row.frequency)
    ),
    TabField(TabColumn("Type", 7.4, "What it does about a risk", choices="lstType"), lambda one: say(one.row.type)),
    TabField(
        TabColumn(
            "Status",
            7.8,
            "Gap status; of a control in place also how far evidence bears it out, and it is green only where all of "
            "it is there. Leads to its row in the gap assessment",
            Kind.STATUS,
        ),
        lambda one: told_status(one.row),
    ),
    TabField(
        TabColumn(
            "Period coverage",
            7.4,
            "How far dated evidence reaches over the period; leads to its slots. Empty: not judged, as the control is "
            "out of scope or does not apply, or the engagement has no period",
            Kind.REACH,
            choices="lstVerdict",
        ),
        lambda one: say(one.coverage.verdict) if one.coverage else "",
    ),
    TabField(
        TabColumn("Open findings", 6.3, "Findings of this engagement about it that are not closed", Kind.ID), findings
    ),
    TabField(
        TabColumn("Auditor result", 8.1, "For the auditor", choices="lstAuditorResult", input=True),
        lambda one: one.auditor.get("Auditor result"),
    ),
    TabField(
        TabColumn("Auditor notes", 8, "For the auditor", input=True), lambda one: one.auditor.get("Auditor notes")
    ),
)
_ASIDE = (
    TabField(
        TabColumn("Family", 18, "Controls whose ids begin alike; rows are banded by it", printed=False),
        lambda one: family_name(family(one.row.id)),
    ),
    TabField(
        TabColumn("Scope", 11, "Whether the control belongs to this engagement", choices="lstScope", printed=False),
        lambda one: say(one.row.scope),
    ),
    TabField(TabColumn("Owner role", 17, "That person's role", printed=False), lambda one: one.row.owner_role),
    TabField(
        TabColumn(
            "Operator",
            12,
            f"Who does the work, where not the owner; a desk does not record it: {NOT_STATED}",
            printed=False,
        ),
        lambda _: NOT_STATED,
    ),
    TabField(
        TabColumn("Nature", 12, "Whether people or systems do the work", choices="lstNature", printed=False),
        lambda one: say(one.row.nature),
    ),
    TabField(
        TabColumn(
            "Systems/AI features",
            22,
            "Where it runs as stated; then the AI features in scope that a person confirmed it for",
            printed=False,
        ),
        lambda one: ids([*([one.detail.systems] if one.detail.systems else []), *one.features]),
    ),
    TabField(
        TabColumn(
            "Policy ref",
            24,
            f"Artefacts of the kind policy behind it, by id and title; {NOT_STATED}: none is on file",
            printed=False,
        ),
        policies,
    ),
    TabField(
        TabColumn(
            "Population",
            28,
            f"Lists of what happened that stand behind it, one a line; {NO_LIST}: it runs per event and has no such "
            "list; empty: it has none and does not run per event",
            printed=False,
        ),
        population,
    ),
    TabField(
        TabColumn(
            "Population complete?",
            28,
            "Of each list: final, or what keeps it from being final; of one that was not frozen: how completeness was "
            "checked as told, and by whom",
            printed=False,
        ),
        complete,
    ),
    TabField(TabColumn("Effective from", 12, _SINCE, Kind.DATE, printed=False), lambda one: one.detail.effective_from),
    TabField(
        TabColumn("Gap status", 14, "The status alone, as on Gap assessment", choices="lstStatus", printed=False),
        lambda one: say(one.row.status),
    ),
    TabField(
        TabColumn(
            "Supported",
            17,
            "Of controls in place: how far evidence bears it out",
            Kind.SUPPORT,
            choices="lstSupport",
            printed=False,
        ),
        lambda one: say(one.row.support),
    ),
    TabField(
        TabColumn(
            "Design", 12, "Would it meet the criterion if it ran as written?", choices="lstDesign", printed=False
        ),
        lambda one: say(one.row.design),
    ),
    TabField(
        TabColumn("Implemented", 13, "Is it there today?", choices="lstImplemented", printed=False),
        lambda one: say(one.row.implemented),
    ),
    TabField(
        TabColumn(
            "Slots covered",
            10,
            "Of a control that runs by a calendar: its required cycles that are over and had a run in time",
            Kind.NUMBER,
            printed=False,
        ),
        lambda one: slots(one, over=False),
    ),
    TabField(
        TabColumn("Slots over", 10, "Its required cycles that are over", Kind.NUMBER, printed=False),
        lambda one: slots(one, over=True),
    ),
    TabField(
        TabColumn(
            "Evidence IDs",
            18,
            "Artefacts linked to it, rejected ones left out; leads to the first of them",
            Kind.LINK,
            printed=False,
        ),
        lambda one: ids([row.id for row in one.evidence]),
    ),
    TabField(
        TabColumn("Open actions", 18, "Actions open on the as-of day", Kind.ID, printed=False),
        lambda one: ids([action.id for action in open_actions(one.detail, one.matrix.as_of)]),
    ),
    TabField(
        TabColumn("Action due", 12, "When the first of them is due", Kind.DATE, printed=False),
        lambda one: min((action.due for action in open_actions(one.detail, one.matrix.as_of)), default=None),
    ),
    TabField(
        TabColumn("Last reviewed", 12, "When it was last assessed", Kind.DATE, printed=False),
        lambda one: one.detail.assessed_on,
    ),
    TabField(
        TabColumn("Auditor ref", 12, "For the auditor", Kind.ID, input=True, printed=False),
        lambda one: one.auditor.get("Auditor ref"),
    ),
    TabField(
        TabColumn("Auditor test", 22, "For the auditor", input=True, printed=False),
        lambda one: one.auditor.get("Auditor test"),
    ),
)


def control_fields(matrix: Matrix) -> tuple[TabField, ...]:
    """One for each framework in the desk, among the others; the first is printed."""
    own = [_framework(number, one, matrix) for number, one in enumerate(matrix.frameworks)]
    first = [number for number, one in enumerate(matrix.frameworks) if one.first]
    printed = [own[number] for number in first]
    aside = [field for number, field in enumerate(own) if number not in first]
    return (*_BEFORE, *printed, *_AFTER, *aside, *_ASIDE)


def _framework(number: int, one: Framework, matrix: Matrix) -> TabField:
    head = "Criteria" if one.first else _heading(one, matrix)
    told = f"Items of {one.title} it maps to, the primary one first"
    column = TabColumn(head, 6.2 if one.first else 13, told, Kind.ID, printed=one.first)
    return TabField(column, lambda row: ids(row.row.maps[number].items))


def _heading(one: Framework, matrix: Matrix) -> str:
    """What people call it; where another column is called so, with its word."""
    heads = [field.column.header for field in (*_BEFORE, *_AFTER, *_ASIDE)]
    heads += [other.name for other in matrix.frameworks if other is not one]
    taken = {head.casefold() for head in (*heads, "Criteria")}
    return f"{one.name} ({one.short})" if one.name.casefold() in taken else one.name
