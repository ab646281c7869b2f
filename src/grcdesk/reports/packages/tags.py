"""The text files that make a folder a bag, as RFC 8493 has them: Unix line ends, two blanks between sum and name."""

from __future__ import annotations

from collections.abc import Mapping

from grcdesk.schemas.packages.packages import PackageContent
from grcdesk.wording import CATEGORY_CODE

BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MAKER = "grcdesk"
"""How `Bagging-Software` begins in packages of ours."""
_WIDE = 79


def manifest(sums: Mapping[str, str]) -> bytes:
    """A manifest: one file a line, by name as bytes sort."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items())).encode()


def bag_info(content: PackageContent, *, size: int, files: int) -> bytes:
    """What the package says of itself.

    Args:
        content: of it.
        size: bytes of the payload.
        files: of the payload.
    """
    scope, dates = content.matrix.scope, content.matrix.dates
    said = [
        ("Source-Organization", scope.organisation),
        ("External-Description", f"Evidence package, {content.standing}: {scope.name}"),
        ("External-Identifier", content.folder),
        ("Bagging-Software", f"{MAKER} {content.matrix.version}"),
        ("Bagging-Date", f"{dates.recorded:%Y-%m-%d}"),
        ("Payload-Oxum", f"{size}.{files}"),
        ("Store", content.store),
        ("Engagement", f"{scope.engagement} {scope.name}"),
        ("Standing", content.standing),
        ("Period", str(scope.period or "none")),
        ("Categories", " ".join(CATEGORY_CODE[one] for one in scope.categories)),
        *(("Framework", f"{one.name}: {one.title}") for one in content.matrix.frameworks),
        ("Judged-On", dates.judged.isoformat()),
        ("Records-As-Of", dates.records),
        ("Log-Position", str(dates.entry)),
        ("Log-Head", dates.head),
        ("Signed-By", content.signed_by or "not signed"),
        *([("Handed-To", content.firm)] if content.firm else []),
        *([("Since", content.delta.named)] if content.delta else []),
        ("Left-Out", str(len(content.left_out))),
    ]
    return "".join(_line(name, value) for name, value in said if value).encode()


def _line(name: str, value: str) -> str:
    """One value; what is longer than a line goes on with a blank before it."""
    lines, now = [], f"{name}:"
    # RFC 8493 lets a line go on when the next one begins with a blank
    for word in value.split():
        if len(now) + len(word) + 1 > _WIDE and now.strip() and not now.endswith(":"):
            lines.append(now)
            now = " "
        now += f" {word}"
    return "\n".join([*lines, now]) + "\n"
