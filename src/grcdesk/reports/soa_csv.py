"""A Statement of Applicability as a CSV file."""

from __future__ import annotations

from grcdesk.reports.csvtext import csv_file, csv_text
from grcdesk.rules.soa.statement import told
from grcdesk.schemas.soa.soa import SoaControl, SoaPage, SoaRow
from grcdesk.wording import SUPPORT, day, word

COLUMNS = (
    *("item", "title", "theme", "applicable", "reasons_for_inclusion", "implemented", "implemented_on", "proof"),
    *("controls", "other_measures", "owner", "evidence", "reason_for_exclusion", "risks", "note"),
    *("version", "approved_by", "approved_on"),
)


def soa_csv(page: SoaPage) -> bytes:
    """The file; a text that could run as a formula begins with '."""
    # as it stands today nobody has approved it, whatever was approved before
    version = page.version if page.frozen else None
    head = ("draft", "", "") if version is None else (version.id, version.approved_by, day(version.approved_on))
    return csv_file([COLUMNS, *([csv_text(text) for text in (*_texts(row), *head)] for row in page.rows)])


def _texts(row: SoaRow) -> tuple[str, ...]:
    return (
        row.item,
        row.title,
        row.theme,
        "yes" if row.applicable else "no",
        "; ".join(word(reason) for reason in row.reasons),
        told(row) if row.applicable else "",
        row.implemented_on.isoformat() if row.implemented_on else "",
        "; ".join(row.support_why),
        "; ".join(_control(control) for control in row.how if control.implements),
        row.measures,
        row.owner,
        "; ".join(row.evidence),
        row.exclusion,
        "; ".join(row.risks),
        row.note,
    )


def _control(control: SoaControl) -> str:
    level = f", {SUPPORT[control.support].word}" if control.support else ""
    return f"{control.id} {control.title} ({word(control.status)}{level})"
