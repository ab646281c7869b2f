"""Commands about workbooks that come back."""
