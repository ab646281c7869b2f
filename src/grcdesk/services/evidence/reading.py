"""Reading artefacts: keys in order, rows of a window, details. The number of queries does not grow with the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from grcdesk.errors import NotFound
from grcdesk.models.base import IsoDate, col
from grcdesk.models.catalogs import Control, TestAttribute
from grcdesk.models.evidence import Evidence, EvidenceLink, EvidenceTest
from grcdesk.models.imports import ImportRecord
from grcdesk.rules.evidence import evidence as rules
from grcdesk.rules.evidence.lists import ReadList
from grcdesk.rules.evidence.statements import told
from grcdesk.rules.fields.evidence import EVIDENCE_FIELDS
from grcdesk.rules.filters import filters
from grcdesk.schemas.evidence.evidence import EvidenceDetail, EvidenceRow
from grcdesk.schemas.keys import Keys
from grcdesk.services.evidence import places
from grcdesk.store import where
from grcdesk.terms import BlobState, EvidenceKind

_CHUNK = 500
_NOT_COLUMNS = frozenset({"controls", "tests", "superseded_by", "vendors", "source_sha256", "rows_sha256", "stated"})
_OF_PLACES = frozenset({"is", "vendor"})
_COLUMNS = {
    field.name: col(getattr(Evidence, field.name)) for field in fields(EvidenceRow) if field.name not in _NOT_COLUMNS
}


def columns(today: date, reviewed: places.Grounds) -> dict[str, Any]:
    """The fields of `EVIDENCE_FIELDS` as SQL.

    Args:
        today: the day that says what is stale.
        reviewed: what reviews of vendors rest on.
    """
    last = func.coalesce(col(Evidence.period_to), col(Evidence.as_of), type_=IsoDate())
    return {
        "id": col(Evidence.id),
        "title": col(Evidence.title),
        "kind": col(Evidence.kind),
        "dated": last,
        "from": func.coalesce(col(Evidence.period_from), col(Evidence.as_of), type_=IsoDate()),
        "performed": col(Evidence.performed_on),
        "collected": func.nullif(func.substr(col(Evidence.collected_at), 1, 10), ""),
        "valid": col(Evidence.valid_until),
        "control": _linked(EvidenceLink, col(EvidenceLink.control)),
        "test": _linked(EvidenceTest, col(EvidenceTest.test)),
        "source": col(Evidence.source),
        "query": col(Evidence.query),
        "file": [col(Evidence.file_name), col(Evidence.url)],
        "slot": col(Evidence.for_slot),
        "method": col(Evidence.method),
        "confidentiality": col(Evidence.confidentiality),
        "by": [col(Evidence.collected_by), col(Evidence.provided_by), col(Evidence.checked_by)],
        "importer": col(Evidence.importer),
        "result": col(Evidence.result),
        "size": col(Evidence.size),
        "sha": col(Evidence.sha256),
        "vendor": lambda value: places.placed(col(Evidence.id), reviewed, value),
        "is": _flags(last, today, reviewed),
        "text": [
            col(Evidence.id),
            col(Evidence.title),
            col(Evidence.file_name),
            col(Evidence.url),
            col(Evidence.source),
            col(Evidence.query),
            col(Evidence.result),
            col(Evidence.sha256),
            last,
            where.worded(col(Evidence.kind)),
            where.joined(col(EvidenceLink.control), col(EvidenceLink.evidence) == col(Evidence.id)),
        ],
    }


def _linked(model: type[EvidenceLink | EvidenceTest], column: Any) -> Any:
    def condition(value: str) -> Any:
        within = where.item_within(column, value) if value else sa.true()
        return select(col(model.id)).where(col(model.evidence) == col(Evidence.id), within).correlate(Evidence).exists()

    return condition


def _flags(last: Any, today: date, reviewed: places.Grounds) -> dict[str, Any]:
    behind = _linked(EvidenceLink, col(EvidenceLink.control))("")
    placed = sa.or_(behind, places.placed(col(Evidence.id), reviewed))
    population = sa.or_(col(Evidence.is_population), col(Evidence.kind) == EvidenceKind.POPULATION)
    incomplete = sa.or_(
        col(Evidence.query) == "",
        col(Evidence.pulled_at) == "",
        col(Evidence.row_count).is_(None),
        col(Evidence.completeness) == "",
        col(Evidence.checked_by) == "",
        _not_whole(),
    )
    later: Any = aliased(Evidence)
    newer = select(later.id).where(later.supersedes == col(Evidence.id)).correlate(Evidence).exists()
    return {
        "unplaced": sa.and_(col(Evidence.rejected) == "", sa.not_(placed)),
        "placed": placed,
        "stale": sa.or_(
            col(Evidence.valid_until) < today,
            sa.and_(col(Evidence.valid_until).is_(None), last < rules.stale_before(today)),
        ),
        "rejected": col(Evidence.rejected) != "",
        "superseded": newer,
        "population": population,
        "interim": sa.and_(population, incomplete),
        "unpreserved": col(Evidence.sha256) == "",
        "damaged": col(Evidence.integrity).not_in(("", BlobState.ERASED.value)),
        "erased": col(Evidence.erased) != "",
        "stated": select(col(EvidenceLink.id))
        .where(col(EvidenceLink.evidence) == col(Evidence.id), col(EvidenceLink.shows_run) != "")
        .correlate(Evidence)
        .exists(),
    }


def _not_whole() -> Any:
    """`rules.evidence.lists.gaps` as SQL; a test compares the two."""
    rows, used, skipped = (
        func.coalesce(col(one), 0) for one in (Evidence.rows_read, Evidence.rows_used, Evidence.rows_skipped)
    )
    return sa.or_(
        col(Evidence.rows_read).is_(None),
        col(Evidence.page) != "",
        sa.and_(rows > 0, used == 0),
        sa.and_(skipped > 0, col(Evidence.skips_explained) == ""),
        sa.and_(rows == 0, sa.not_(col(Evidence.heading))),
        sa.and_(col(Evidence.row_count) != used, col(Evidence.row_count) != rows),
    )


def keys(session: Session, text: str, sort: str, today: date, control: str = "") -> Keys:
    """Ids of the artefacts that match, in order: as sorted, else as they came.

    Raises:
        FilterError: when the filter cannot be understood.
    """
    tree = filters.parse(
        " ".join(part for part in (text, f"sort:{sort}" if sort else "") if part), EVIDENCE_FIELDS, today
    )
    placed = any(term.field.name in _OF_PLACES for term in tree.terms)
    available = columns(today, places.grounds(session) if placed else ())
    query = select(col(Evidence.id)).where(where.to_sql(tree, available, today))
    if control:
        linked = select(col(EvidenceLink.evidence)).where(col(EvidenceLink.control) == control)
        query = query.where(col(Evidence.id).in_(linked))
    order = where.order_by(tree, available, col(Evidence.position)) if tree.sort else [col(Evidence.position)]
    return where.keys(session.connection(), query.order_by(*order))


def rows(session: Session, wanted: Sequence[str]) -> list[EvidenceRow]:
    """The rows of those artefacts, in that order; ids that do not exist are left out."""
    found: dict[str, EvidenceRow] = {}
    for start in range(0, len(wanted), _CHUNK):
        found.update(_chunk(session, wanted[start : start + _CHUNK]))
    return [found[key] for key in wanted if key in found]


def _chunk(session: Session, wanted: Sequence[str]) -> dict[str, EvidenceRow]:
    controls = _links(session, wanted)
    tests = _tests(session, wanted)
    vendors = places.vendors_of(session, wanted)
    later: Any = aliased(Evidence)
    newer = select(func.min(later.id)).where(later.supersedes == col(Evidence.id)).correlate(Evidence)
    query = (
        select(
            *_COLUMNS.values(),
            func.coalesce(func.nullif(col(ImportRecord.sha256), col(Evidence.sha256)), ""),
            func.coalesce(col(ImportRecord.rows_sha256), ""),
            func.coalesce(newer.scalar_subquery(), ""),
        )
        .outerjoin(ImportRecord, col(ImportRecord.id) == col(Evidence.id))
        .where(col(Evidence.id).in_(wanted))
    )
    return {
        row[0]: EvidenceRow(
            **dict(zip(_COLUMNS, row, strict=False)),
            source_sha256=row[-3],
            rows_sha256=row[-2],
            superseded_by=row[-1],
            controls=tuple(controls[row[0]]),
            stated={control: words for control, words in controls[row[0]].items() if words},
            tests=tuple(tests[row[0]]),
            vendors=vendors.get(row[0], ()),
        )
        for row in session.execute(query)
    }


def _links(session: Session, wanted: Sequence[str]) -> dict[str, dict[str, str]]:
    """By artefact, its controls, each with the word of a person that it shows a run of it; empty: nobody's."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    query = select(EvidenceLink).where(col(EvidenceLink.evidence).in_(wanted)).order_by(col(EvidenceLink.control))
    for row in session.scalars(query):
        words = told(row.inspected_by, row.inspected_on, row.inspected_at, row.shows_run) if row.shows_run else ""
        found[row.evidence][row.control] = words
    return found


def _tests(session: Session, wanted: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    query = select(col(EvidenceTest.evidence), col(EvidenceTest.test)).where(col(EvidenceTest.evidence).in_(wanted))
    for evidence, name in session.execute(query.order_by(col(EvidenceTest.test))):
        found[evidence].append(name)
    return found


def facts_of(row: EvidenceRow | Evidence) -> rules.ArtefactFacts:
    """What the rules look at."""
    return rules.ArtefactFacts(
        row.kind,
        row.as_of,
        row.period_from,
        row.period_to,
        row.performed_on,
        row.source,
        row.query,
        row.pulled_at,
        row.for_slot,
        row.method,
        row.is_population,
        row.row_count,
        row.completeness,
        row.valid_until,
        bool(row.sha256),
        row.checked_by,
        read_of(row),
    )


def read_of(row: EvidenceRow | Evidence) -> ReadList:
    """What an importer made of its file."""
    used, skipped = row.rows_used or 0, row.rows_skipped or 0
    return ReadList(row.rows_read, used, skipped, row.heading, row.page, row.skips_explained, row.importer)


def detail(session: Session, row: EvidenceRow) -> EvidenceDetail:
    """Everything about one artefact."""
    note = session.scalar(select(col(Evidence.note)).where(col(Evidence.id) == row.id))
    titles = select(col(Control.id), col(Control.title)).where(col(Control.id).in_(row.controls))
    questions = select(col(TestAttribute.id), col(TestAttribute.question)).where(col(TestAttribute.id).in_(row.tests))
    same = select(col(Evidence.id)).where(
        col(Evidence.sha256) == row.sha256, col(Evidence.sha256) != "", col(Evidence.id) != row.id
    )
    return EvidenceDetail(
        row,
        note or "",
        _pairs(session, titles.order_by(col(Control.id))),
        _pairs(session, questions.order_by(col(TestAttribute.id))),
        tuple(session.scalars(same.order_by(col(Evidence.position)))),
        tuple(rules.lacks(facts_of(row))),
        (),
        places.names(session, row.vendors),
    )


def _pairs(session: Session, query: Any) -> dict[str, str]:
    return {row[0]: row[1] for row in session.execute(query)}


def require(session: Session, evidence: Sequence[str]) -> None:
    """Refuse ids of artefacts that do not exist.

    Raises:
        NotFound: naming the first.
    """
    known = set(session.scalars(select(col(Evidence.id)).where(col(Evidence.id).in_(evidence))))
    for name in evidence:
        if name not in known:
            raise NotFound.of("evidence", name, tuple(session.scalars(select(col(Evidence.id)))))


def titles(rows: Sequence[Evidence]) -> dict[str, str]:
    """What people know artefacts by, by id."""
    return {row.id: row.title or row.file_name or row.url for row in rows}
