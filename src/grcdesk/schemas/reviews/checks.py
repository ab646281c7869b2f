"""What speaks against signing an access review, and what is to be remarked over its signature."""

from __future__ import annotations

from dataclasses import dataclass

from grcdesk.terms.reviews import CampaignState, ReviewException


@dataclass(frozen=True, slots=True)
class Late:
    """A removal that took longer than the campaign allows. An exception, not a bar."""

    account: str
    business_days: int
    system: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """One exception over a signature. It bars nothing; it is named wherever the signature is."""

    kind: ReviewException
    system: str
    account: str
    text: str

    @property
    def line(self) -> str:
        """Where and what, in one line."""
        place = "/".join(part for part in (self.system, self.account) if part)
        return f"{place}: {self.text}" if place else self.text


@dataclass(frozen=True, slots=True)
class Blocking:
    """One thing that keeps a campaign from being signed."""

    kind: str
    system: str
    account: str
    text: str


@dataclass(frozen=True, slots=True)
class SignCheck:
    """Whether a campaign can be signed, and everything that speaks against it.

    Accounts are named by their id; where two systems of the campaign know the same id, as `system/id`.
    """

    campaign: str
    state: CampaignState
    no_population: tuple[str, ...]
    missing: tuple[str, ...]
    undecided: tuple[str, ...]
    self_reviewed: tuple[str, ...]
    unauthorised: tuple[str, ...]
    unproven: tuple[str, ...]
    still_present: tuple[str, ...]
    late: tuple[Late, ...]
    decisions: dict[str, int]
    signable: bool
    blocking: tuple[Blocking, ...]
    exceptions: tuple[Remark, ...]
    """What does not keep it from being signed, and stands over the signature by name."""

    @property
    def notes(self) -> tuple[str, ...]:
        """The exceptions beside late removals, in words."""
        return tuple(one.line for one in self.exceptions if one.kind is not ReviewException.LATE)
