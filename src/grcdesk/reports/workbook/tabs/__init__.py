"""What each tab of the workbook shows."""
