"""Registers that go out as a spreadsheet and come back."""
