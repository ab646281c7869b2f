"""Workbooks that come back, and the work plans that go out to come back."""
