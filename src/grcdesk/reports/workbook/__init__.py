"""The control-matrix workbook. What each tab shows is in `controls` and `tabs`, its form in `form` and `looks`."""

from __future__ import annotations

from grcdesk.reports.workbook.build import matrix_workbook
from grcdesk.reports.workbook.recheck import check_workbook

__all__ = ["check_workbook", "matrix_workbook"]
