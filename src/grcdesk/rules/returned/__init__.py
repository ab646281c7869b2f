"""Workbooks that go out to be filled in and come back: which cells come home, and what they said when they went."""
