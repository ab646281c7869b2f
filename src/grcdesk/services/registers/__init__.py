"""Registers that go out as a spreadsheet and come back: one engine, and what each register adds to it."""
