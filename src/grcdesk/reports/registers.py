"""A register as CSV: the columns of its form, under their headings."""

from __future__ import annotations

import csv
import io

from grcdesk.reports.csvtext import csv_text
from grcdesk.rules.registers.cells import spoken
from grcdesk.rules.registers.columns import RegisterForm
from grcdesk.schemas.registers.registers import RegisterSheet


def register_csv(form: RegisterForm, sheet: RegisterSheet, *, raw: bool) -> bytes:
    """UTF-8 with a mark, so that spreadsheets know the encoding; a text that could run as a formula begins with '.

    Args:
        form: of the register.
        sheet: its rows.
        raw: without that sign.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    columns = [one for one in form if one.given]
    writer.writerow([one.title for one in columns])
    for row in sheet.rows:
        writer.writerow([csv_text(spoken(one, row.get(one.name, "")), raw=raw) for one in columns])
    return out.getvalue().encode("utf-8-sig")
