"""How each paper opens: what it is, whether it is a draft, on which records it stands; and the lines to sign on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grcdesk.reports.labels import CONFIDENTIAL
from grcdesk.reports.word.document import WordCell, WordDocument
from grcdesk.schemas.exports.provenance import DRAFT, FINAL, Provenance
from grcdesk.schemas.exports.stationery import Stationery

_STATE = "Draft or final"
"""The line of a provenance on the assessment behind a workbook; a paper of its own says what makes itself so."""
_SIGNED = 1.1
"""Centimetres to sign on."""


@dataclass(frozen=True, slots=True)
class PaperStanding:
    """Whether a paper is a draft or final, and what makes it so. No paper is final without a person's act on record."""

    final: bool
    why: str

    @property
    def word(self) -> str:
        """`DRAFT` or `FINAL`."""
        return FINAL if self.final else DRAFT

    @property
    def line(self) -> str:
        """`DRAFT: not signed`."""
        return f"{self.word}: {self.why}"

    @classmethod
    def as_assessed(cls, source: Provenance) -> PaperStanding:
        """As the workbook of the same moment stands."""
        return cls(source.called_final, source.band.partition(": ")[2])


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands at the top of a paper, and in its header, footer and properties."""

    title: str
    subtitle: str
    """About whom or what, in one line."""
    standing: PaperStanding
    provenance: Provenance


def begun(opening: Opening, stationery: Stationery, *, what: str = "") -> WordDocument:
    """A document with its title, its standing, both dates, and what every reader must know before all else.

    Args:
        opening: how it begins.
        stationery: what it is printed on.
        what: what kind of paper it is, where its title is the name of a vendor or a campaign.
    """
    scope, dates, standing = opening.provenance.scope, opening.provenance.dates, opening.standing
    title = f"{what}: {opening.title}" if what else opening.title
    paper = WordDocument(
        title=f"{standing.word}: {title}, {scope.organisation}, {dates.judged}",
        subject=scope.name,
        author=f"grcdesk {opening.provenance.version}",
        dates=dates,
        footer=f"{CONFIDENTIAL}, for this engagement only · {scope.organisation}",
        name=title,
        standing=standing.word,
        stationery=stationery,
    )
    paper.heading(title, 0)
    paper.text(opening.subtitle, "Subtitle")
    paper.text(standing.line, "Final" if standing.final else "Draft")
    paper.text(dates.line, "Dates")
    for notice in dates.notices:
        paper.note(notice)
    return paper


def came_from(paper: WordDocument, opening: Opening, *, whole: bool = False, appendix: str = "") -> None:
    """From which state of which desk it was made; last on the paper, so that anybody can hold it against the log.

    Args:
        paper: what it is written on.
        opening: how it begins.
        whole: with the engagement, the catalogs, the settings in force and the hand-overs.
        appendix: which one of the paper it is, where it has some.
    """
    # a short paper says where it comes from; only the long ones repeat scope, catalogs and settings
    for number, (heading, facts) in enumerate(opening.provenance.sections()[: None if whole else 1]):
        if number or not appendix:
            paper.heading(heading, 2)
        else:
            paper.heading(f"{appendix} {heading}", 1)
        paper.facts((fact.name, opening.standing.line if fact.name == _STATE else fact.told) for fact in facts)
    paper.text(f"{CONFIDENTIAL}. For the engagement named above only.")


def signatures(paper: WordDocument, rows: Sequence[tuple[str, WordCell, str, WordCell]]) -> None:
    """Lines for those who sign: as what, name where the records know it, day told, what was recorded."""
    heads = ("Signs as", "Name", "Signature", "Date", "Recorded by the desk")
    cells = [(role, name, "", on, kept) for role, name, on, kept in rows]
    paper.table(heads, (2.4, 3.8, 4.6, 2.0, 4.2), cells, caption="Signatures", height=_SIGNED)
