"""A register as CSV: the columns of its form, under their headings."""

from __future__ import annotations

from grcdesk.reports.csvtext import csv_file, csv_text
from grcdesk.rules.registers.cells import spoken
from grcdesk.rules.registers.columns import RegisterForm
from grcdesk.schemas.registers.registers import RegisterSheet


def register_csv(form: RegisterForm, sheet: RegisterSheet, *, raw: bool) -> bytes:
    """The file; a text that could run as a formula begins with '.

    Args:
        form: of the register.
        sheet: its rows.
        raw: without that sign.
    """
    columns = [one for one in form if one.given]
    rows = ([csv_text(spoken(one, row.get(one.name, "")), raw=raw) for one in columns] for row in sheet.rows)
    return csv_file([[one.title for one in columns], *rows])
