"""The control-matrix workbook. What each tab shows is in `tabs`, its form in `form` and `looks`."""
