"""What Word documents are made of: template, styles, page, runs, tables, contents."""
