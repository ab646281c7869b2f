"""Headings of columns, compared as people write them."""

from __future__ import annotations

import re

_BRACKET = re.compile(r"\[[^\]]*\]")


def plain_heading(heading: str) -> str:
    """A heading as it is compared: `Email Address [Required]` and `email_address` are one."""
    return "".join(letter for letter in _BRACKET.sub("", heading).casefold() if letter.isalnum())
