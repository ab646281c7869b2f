"""The files behind the register: how far they are looked at, and what a look finds."""

from __future__ import annotations

from dataclasses import dataclass

from grcdesk.terms import BlobState


@dataclass(frozen=True, slots=True)
class Thoroughness:
    """How much of the vault is hashed. Size and presence of every file are looked at in any case."""

    quick: bool = False
    """Hash only what was written after it was recorded, and a sample that changes from day to day."""
    part: int = 1
    of: int = 1
    """The n-th of t slices; every file is in exactly one."""

    def __str__(self) -> str:
        return "quick" if self.quick else "full" if self.of == 1 else f"slice {self.part}/{self.of}"


@dataclass(frozen=True, slots=True)
class BlobLook:
    """What a look saw of one file of the vault."""

    sha256: str
    evidence: tuple[str, ...]
    """Artefacts whose bytes they are."""
    state: BlobState
    what: str
    """What is wrong with it; empty: nothing that this look could see."""
    hashed: bool
    """Whether every byte was read; else only that it is there, and its size."""

    @property
    def bad(self) -> bool:
        """Whether its bytes are not those that were taken in."""
        return self.state is not BlobState.OK


@dataclass(frozen=True, slots=True)
class VaultFinding:
    """One file of the vault or row of the register that is not as it should be."""

    state: BlobState
    where: str
    """Path in the vault, or the row."""
    what: str
    evidence: tuple[str, ...]
    controls: tuple[str, ...]
    """Controls it touches."""


@dataclass(frozen=True, slots=True)
class VaultReport:
    """What verifying found."""

    how: Thoroughness
    files: int
    """Files the register names."""
    hashed: int
    size: int
    """Bytes hashed."""
    found: tuple[VaultFinding, ...]
    unrecorded: str = ""
    """Why the desk did not take down what this look found; empty: it did."""

    @property
    def clean(self) -> bool:
        """Whether nothing is broken. The same bytes twice is no damage, nor is what a killed command has left."""
        return all(one.state.harmless for one in self.found)


@dataclass(frozen=True, slots=True)
class Orphan:
    """A file of the vault that no row names and the log has never seen: left when a command was killed."""

    path: str
    size: int
