"""Control matrices and work plans that go out and come back."""
