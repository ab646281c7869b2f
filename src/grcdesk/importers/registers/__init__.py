"""Registers that come in from a spreadsheet: ours coming back, or lists kept elsewhere."""
