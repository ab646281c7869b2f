"""Commands of registers that go out as a spreadsheet and come back."""
