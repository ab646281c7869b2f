"""Control matrices and work plans that come back, and the work plans that go out."""
