"""VERIFY.txt: how anybody checks a package without us, on three systems, and what such a check cannot show.

The text lies beside this module. Every command in it stands on lines that begin with four blanks: the tests run what is
printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from grcdesk.schemas.packages.packages import PackageContent

SIGNED_FOR = "evidence-package@grcdesk"
"""What a signature of a package is for: one made for something else does not pass for it."""
CHECKPOINT_FOR = "checkpoint@grcdesk"
_TEXT = Path(__file__).with_name("verify.txt")


def verify_text(content: PackageContent) -> bytes:
    """The text, with Unix line ends."""
    scope, dates = content.matrix.scope, content.matrix.dates
    holds = {"signed": bool(content.signed_by), "unsigned": not content.signed_by, "stamped": bool(content.stamped)}
    about = f"{scope.organisation}: {scope.name}\nEvidence package, {content.standing}. {dates.line}"
    said = {
        "about": about,
        "position": str(dates.entry),
        "head": dates.head,
        "notices": "".join(f"{notice}\n" for notice in dates.notices),
        "key": content.signed_by,
    }
    text = "".join(_kept(_TEXT.read_text(encoding="utf-8"), holds))
    for name, value in said.items():
        text = text.replace(f"{{{{{name}}}}}", value)
    return text.encode()


def _kept(text: str, holds: dict[str, bool]) -> Iterator[str]:
    """The lines that stand under `[[word]]` only where the word holds, up to the next such line."""
    kept = True
    for line in text.splitlines(keepends=True):
        word = line.strip().removeprefix("[[").removesuffix("]]")
        if line.startswith("[["):
            kept = holds.get(word, True)
        elif kept:
            yield line
