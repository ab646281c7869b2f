"""A package for an auditor: what it holds, what it leaves out and why, and how it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.packages.bags import BagReport
from grcdesk.schemas.requests.requests import RequestRow
from grcdesk.terms.packages import Shift


@dataclass(frozen=True, slots=True)
class PackagePlan:
    """What is asked of a package."""

    as_of: date | None = None
    """The day it is judged on; None: today."""
    sign_with: str = ""
    """The file of a key, or of its public half; `agent`: the one key an agent holds. Empty: unsigned."""
    overrides: Mapping[str, str] = field(default_factory=dict)
    """By artefact or label, why it goes out though its label says no."""
    final: bool = False
    since: str = ""
    """A firm that was handed a package, or the position of an entry: only what is new goes in. Empty: everything."""
    handover: str = ""
    """The firm it is handed to; recorded."""
    timestamp: Path | None = None
    """The reply of a time stamp service about the checkpoint of this very package."""


@dataclass(frozen=True, slots=True)
class PackedItem:
    """One artefact, and where it lies in the package, or why it does not."""

    row: EvidenceRow
    path: str = ""
    """From the folder of the package on, below `data/`; empty: not in it."""
    rows_path: str = ""
    """Where the rows without free text lie that its importer kept beside it; empty: none."""
    left_out: str = ""
    """Why it is not in it."""
    override: str = ""
    """Why it is in it though its label says no."""
    shift: Shift | None = None
    """Against the package before it; None: there is none."""
    state: str = ""
    """How it stands, in one word."""

    @property
    def places(self) -> tuple[str, ...]:
        """What it stands behind: controls, else vendors, else nothing."""
        return self.row.controls or self.row.vendors

    @property
    def address(self) -> str:
        """The link that stands for it where no bytes are kept."""
        # what is kept needs no address: the link would lead to something that may have moved on
        return "" if self.row.preserved else self.row.url


@dataclass(frozen=True, slots=True)
class PackedDocument:
    """A document of the package."""

    path: str
    title: str
    use: str
    """What a reader does with it."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DeltaLine:
    """What moved between two hand-overs: one artefact."""

    shift: Shift
    evidence: str
    title: str
    controls: tuple[str, ...]
    path: str
    why: str


@dataclass(frozen=True, slots=True)
class Delta:
    """What moved since an earlier hand-over."""

    firm: str
    """Who was handed the earlier package; empty: an entry of the log was named, no hand-over."""
    position: int
    """The last entry that had changed data by then."""
    on: str
    """The UTC day of the hand-over, or of that entry."""
    lines: tuple[DeltaLine, ...] = ()
    kept: int = 0
    """Files that were there and are the same: not in this package."""
    before: int = 0
    """Files of the earlier package, as the log tells it."""

    def of(self, shift: Shift) -> tuple[DeltaLine, ...]:
        """The lines of that kind."""
        return tuple(one for one in self.lines if one.shift is shift)

    @property
    def named(self) -> str:
        """`the hand-over to Marlowe & Finch on 2026-10-01, entry 812`."""
        who = f"the hand-over to {self.firm} on {self.on}, " if self.firm else f"{self.on}, "
        return f"{who}entry {self.position} of the change log"


@dataclass(frozen=True, slots=True)
class PackageContent:
    """Everything a package shows, from one state of the desk."""

    matrix: Matrix
    items: tuple[PackedItem, ...]
    requests: tuple[RequestRow, ...]
    documents: tuple[PackedDocument, ...]
    store: str
    """Hash of the first entry of the log: whose desk it is."""
    folder: str
    """The one folder of the zip file."""
    signed_by: str = ""
    """Fingerprint of the key; empty: unsigned."""
    stamped: str = ""
    """What is known of the time stamp; empty: there is none."""
    delta: Delta | None = None
    firm: str = ""
    """To whom it is handed; empty: nobody is named."""
    review_files: int = 0
    """Files that access reviews rest on: they have no label, and none of them goes out."""

    @property
    def packed(self) -> tuple[PackedItem, ...]:
        """What is in it."""
        return tuple(one for one in self.items if one.path)

    @property
    def left_out(self) -> tuple[PackedItem, ...]:
        """What is not in it, though it could be thought to be."""
        return tuple(one for one in self.items if one.left_out)

    @property
    def overridden(self) -> tuple[PackedItem, ...]:
        """What is in it against its label."""
        return tuple(one for one in self.items if one.path and one.override)

    @property
    def final(self) -> bool:
        """Whether a person had it made as final, and nothing stood against that."""
        return self.matrix.called_final

    @property
    def standing(self) -> str:
        """DRAFT or FINAL, as everything in it says."""
        return self.matrix.provenance.standing


@dataclass(frozen=True, slots=True)
class PackageReport:
    """What verifying a package found."""

    path: Path
    bag: BagReport
    ours: bool
    """Whether grcdesk made it, so that log, checkpoint and signature are looked at too."""
    signature: str = ""
    """What is known of its signature."""
    chain: str = ""
    """What is known of its change log."""
    hit: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By damaged file, the artefact and the controls that rest on it."""
