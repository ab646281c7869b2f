"""Doors to records and lists: what a screen asks the app for, which alone knows the screens behind them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grcdesk.schemas.desk.records import RecordName
    from grcdesk.terms.readiness import WorkPlace


class RecordDoors:
    """Records, and lists of them."""

    def show_controls(self, where: str) -> None:
        """The controls, filtered."""
        raise NotImplementedError

    def show_control(self, control: str, among: Sequence[str] = ()) -> None:
        """One control, over the screen shown; `among` are those that are stepped through from it."""
        raise NotImplementedError

    def show_feature(self, feature: str, among: Sequence[str] = ()) -> None:
        """One AI feature, over the screen shown."""
        raise NotImplementedError

    def show_vendor(self, vendor: str, among: Sequence[str] = ()) -> None:
        """One vendor, over the screen shown."""
        raise NotImplementedError

    def show_review(self, campaign: str, where: str = "") -> None:
        """One access review, over the screen shown, its accounts filtered."""
        raise NotImplementedError

    def show_due(self, where: str) -> None:
        """What is due, filtered, over the screen shown."""
        raise NotImplementedError

    def show_engagement(self, engagement: str, among: Sequence[str] = (), *, tab: str = "") -> None:
        """One engagement, over the screen shown; `among` are those that are stepped through from it."""
        raise NotImplementedError

    def show_found(self, record: RecordName) -> None:
        """A record that was found, on the screen that shows it."""
        raise NotImplementedError

    def show_detail(self, noun: str, record: str, *among: Sequence[str]) -> None:
        """One record, over the screen shown."""
        raise NotImplementedError

    def places(self) -> Collection[str]:
        """Names of the screens that `action_go` knows."""
        raise NotImplementedError

    def show_list(self, place: str) -> None:
        """Another list in the place of the one shown."""
        raise NotImplementedError

    def show_finding(self, finding: str, among: Sequence[str] = ()) -> None:
        """One finding, over the screen shown."""
        raise NotImplementedError

    def show_incident(self, incident: str, among: Sequence[str] = ()) -> None:
        """One incident, over the screen shown."""
        raise NotImplementedError

    def show_request(self, request: str, among: Sequence[str] = ()) -> None:
        """One request of the auditor, over the screen shown."""
        raise NotImplementedError

    def show_walkthrough(self, walkthrough: str, among: Sequence[str] = ()) -> None:
        """One walkthrough, over the screen shown."""
        raise NotImplementedError

    def show_sheet(self, control: str, among: Sequence[str] = ()) -> None:
        """The work sheet of one control, over the screen shown."""
        raise NotImplementedError

    def show_deviations(self, where: str) -> None:
        """Deviations, filtered, over the screen shown."""
        raise NotImplementedError

    def show_lacks(self, place: WorkPlace, record: str = "") -> None:
        """What lacks at a place of work, each row a door, over the screen shown."""
        raise NotImplementedError

    def show_filtered(self, place: str, where: str) -> None:
        """A list, filtered; back from it is where one came from."""
        raise NotImplementedError

    def show_record(self, noun: str, record: str, among: Sequence[str] = ()) -> None:
        """One record of any noun, over the screen shown."""
        raise NotImplementedError

    def go_where_one_was(self) -> None:
        """The place and the record that were open when the desk was left."""
        raise NotImplementedError
