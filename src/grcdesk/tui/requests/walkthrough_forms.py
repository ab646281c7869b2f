"""Forms about walkthroughs: planned, recorded, and what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grcdesk.errors import BadInput
from grcdesk.schemas.requests.walkthroughs import DepartureRow, WalkthroughDetail, WalkthroughFacts, WalkthroughPlan
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.kinds import CONTROLS, DAY, PEOPLE, PERSON, YES_NO
from grcdesk.tui.dialogs.values import day_of, one_of, optional_date
from grcdesk.tui.frame.ask import Act, ask_and_do
from grcdesk.tui.kit.drafts import Texts

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell

_PEOPLE = "several with ; between"


def people(given: str) -> tuple[str, ...]:
    """Names with a semicolon between."""
    return tuple(part.strip() for part in given.split(";") if part.strip())


def add(app: Shell) -> None:
    """Plan walkthroughs."""

    def build(texts: Texts) -> Act:
        plan = WalkthroughPlan(optional_date(texts["planned_on"]), people(texts["people"]), texts["led_by"])
        controls = texts["controls"].replace(",", " ").split()
        return lambda desk: desk.walkthroughs.add(controls, plan)

    fields = [
        Ask("controls", "Controls", needed=True, kind=CONTROLS),
        Ask("planned_on", "On", "", "empty: no day yet", kind=DAY),
        Ask("people", "Who of us", "", _PEOPLE, kind=PEOPLE),
        Ask("led_by", "Who walks through it", "", "the auditor", kind=PERSON),
    ]
    ask_and_do(app, "Plan a walkthrough", fields, build, "With the questions of the catalog as they are today.")


def plan(app: Shell, detail: WalkthroughDetail) -> None:
    """Day and people."""
    row = detail.row

    def build(texts: Texts) -> Act:
        made = WalkthroughPlan(optional_date(texts["planned_on"]), people(texts["people"]), texts["led_by"])
        return lambda desk: desk.walkthroughs.set([row.id], made)

    fields = [
        Ask("planned_on", "On", str(row.planned_on or ""), "empty: no day", kind=DAY),
        Ask("people", "Who of us", "; ".join(row.people), _PEOPLE, kind=PEOPLE),
        Ask("led_by", "Who walks through it", row.led_by, "the auditor", kind=PERSON),
    ]
    ask_and_do(app, f"{row.id}  {row.control}", fields, build)


def record(app: Shell, detail: WalkthroughDetail) -> None:
    """What it was."""
    row = detail.row
    was = {
        "held_on": str(row.held_on or ""),
        "people": "; ".join(row.people),
        "led_by": row.led_by,
        "item": row.item,
        "shown": detail.shown,
        "followed": detail.followed,
        # said outright, for that no difference is written down does not say that none was seen
        "no_difference": "yes" if detail.no_difference else "",
    }

    def build(texts: Texts) -> Act:
        said: dict[str, Any] = {name: given for name, given in texts.items() if given != was[name]}
        if "held_on" in said:
            said["held_on"] = day_of(said["held_on"])
        if "people" in said:
            said["people"] = people(said["people"])
        if "no_difference" in said:
            said["no_difference"] = one_of(said["no_difference"], ("yes", "no"), "as written") == "yes"
        if not said:
            raise BadInput("nothing was changed")
        return lambda desk: desk.walkthroughs.record(row.id, WalkthroughFacts(**said))

    fields = [
        Ask("held_on", "Held on", was["held_on"], kind=DAY),
        Ask("people", "Who of us", was["people"], _PEOPLE, kind=PEOPLE),
        Ask("led_by", "Who walked through it", was["led_by"], kind=PERSON),
        Ask("item", "The item followed end to end", was["item"], "its id"),
        Ask("no_difference", "Seen as written", was["no_difference"], "yes says so outright", kind=YES_NO),
        Ask("shown", "What was shown", was["shown"], long=True),
        Ask("followed", "The steps it took", was["followed"], long=True),
    ]
    note = f"it lacks {'; '.join(row.lacking)}" if row.lacking else ""
    ask_and_do(app, f"Record {row.id}  {row.control}", fields, build, note)


def differ(app: Shell, walkthrough: str, statement: str) -> None:
    """What was seen otherwise than written."""

    def build(texts: Texts) -> Act:
        return lambda desk: desk.walkthroughs.differ(walkthrough, texts["what"])

    fields = [Ask("what", "What was seen", "", "in a sentence", needed=True)]
    ask_and_do(app, f"Difference of {walkthrough}", fields, build, f"Written: {statement}")


def settle(app: Shell, one: DepartureRow) -> None:
    """What became of a difference."""

    def build(texts: Texts) -> Act:
        on = optional_date(texts["on"])
        return lambda desk: desk.walkthroughs.settle(one.id, texts["how"], by=texts["by"], on=on)

    fields = [
        Ask("how", "What became of it", "", "control rewritten, deviation raised, or none after all", needed=True),
        Ask("by", "By", "", "empty: you", kind=PERSON),
        Ask("on", "On", "", "empty: today", kind=DAY),
    ]
    ask_and_do(app, f"Settle {one.id}", fields, build, one.what)
