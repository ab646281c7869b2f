"""So many lines of comment that say why: the number only rises.

What a linter or a type checker is told does not count, and migrations, which are never read again, do not either.
"""

from __future__ import annotations

import io
import re
import tokenize
from pathlib import Path

import grcdesk
from helpers.parsed import modules

PACKAGE = Path(grcdesk.__file__).parent
LEAST = 7.6
"""Lines of comment in a thousand lines of the source."""
TOOLS = re.compile(r"#\s*(noqa|type:|fmt:|pragma:|ruff:|mypy:)")


def reasons(text: str) -> int:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return sum(token.type == tokenize.COMMENT and not TOOLS.match(token.string) for token in tokens)


def test_comments_become_no_fewer():
    texts = [path.read_text(encoding="utf-8") for path in modules(PACKAGE) if "versions" not in path.parts]
    lines = sum(text.count("\n") for text in texts)
    assert 1000 * sum(map(reasons, texts)) / lines >= LEAST


def test_what_tools_are_told_is_no_comment():
    assert reasons("x = 1  # noqa: F401\ny = 2  # said twice: once for each face\n# type: ignore\n") == 1
