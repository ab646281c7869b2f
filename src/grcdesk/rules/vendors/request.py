"""What to ask a vendor for, as the text of a message: what its package lacks and its agreements leave open.

Ours to send, or not: nothing is sent from here. What only we can mend is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from grcdesk.schemas.vendors.file import JudgedFile, OpenPoint, PackageLine
from grcdesk.schemas.vendors.papers import VendorRequest
from grcdesk.terms.vendors import ContactKind, PackageItem
from grcdesk.wording import join

_OURS = {PackageItem.ACCOUNT_SETTINGS, PackageItem.EXIT_PLAN}
"""Items we make ourselves."""
_AGREEMENT = re.compile(r"AGR-\d+( \([^)]*\))? ")
_OPEN = {
    "breach_words": "within how many hours you tell us of a breach",
    "retention_words": "for how many days our data is kept",
    "notice_words": "how many days ahead new subprocessors are announced",
    "transfer_tool": "the tool for transfers, {about}",
    "transfer_assessment": "what we need to assess the transfer, {about}",
    "clause_missing": "{about}: our agreement gives no such assurance",
    "clause_partial": "{about}: our agreement gives it only in part",
    "dpa_unsigned": "a copy of it signed by both of us",
    "plan_uncovered": "whether it covers all the plans we use",
}
"""What to ask by the code of a point; `about` is the clause or the regions."""
_CALL = (ContactKind.SECURITY, ContactKind.ACCOUNT, ContactKind.PRIVACY, ContactKind.LEGAL, ContactKind.SUPPORT)


def request(judged: JudgedFile) -> VendorRequest:
    """The message; without anything to ask for, its body says so and `asks` is 0."""
    row = judged.file.detail.row
    papers = list(_papers(judged))
    terms = list(dict.fromkeys(text for point in judged.points if (text := _term(point))))
    parts = ["Hello,", f"we are going through our file on {row.name}."]
    parts += [_listed("Please send us:", papers)] if papers else []
    parts += [_listed("In our agreement these are open; please tell us:", terms)] if terms else []
    if not papers and not terms:
        parts.append("Nothing is missing on your side.")
    if row.review.due is not None and (papers or terms):
        parts.append(f"We need it for our review of {row.review.due}.")
    parts.append(f"Kind regards\n{row.owner}".rstrip())
    return VendorRequest(
        _address(judged), f"Documents and terms: {row.name}", "\n\n".join(parts), len(papers) + len(terms)
    )


def _address(judged: JudgedFile) -> str:
    # who answers for security can send most of it, support the least
    known = sorted((one for one in judged.file.contacts if one.mail), key=lambda one: _CALL.index(one.kind))
    return known[0].mail if known else ""


def _papers(judged: JudgedFile) -> Iterator[str]:
    yield from (_paper(one) for one in judged.package if one.level is not None and one.item not in _OURS)
    wanted = any(point.code in {"report_gap", "report_ahead"} for point in judged.points)
    if wanted and judged.cover is not None and judged.cover.gaps:
        yield f"your next SOC 2 report or a bridge letter for {join([str(gap) for gap in judged.cover.gaps])}"


def _paper(one: PackageLine) -> str:
    return f"{one.label}: a current one in place of that of {one.issued}" if one.document and one.issued else one.label


def _term(point: OpenPoint) -> str:
    return _OPEN.get(point.code, "").format(about=_AGREEMENT.sub("", point.about))


def _listed(head: str, lines: list[str]) -> str:
    return "\n".join([head, *(f"- {text}" for text in lines)])
