"""The fieldwork of an engagement, gathered for workbooks."""
