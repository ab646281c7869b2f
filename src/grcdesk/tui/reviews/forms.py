"""Forms of access reviews: opening, owners, lists, decisions, the signature."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from grcdesk.errors import BadInput
from grcdesk.paths import typed_path
from grcdesk.schemas.reviews.reviews import CampaignDetail, CampaignPlan, ListFacts, RosterFacts, Ruling
from grcdesk.terms.bounds import MOST_COUNT, MOST_DAYS
from grcdesk.terms.reviews import Decision, ReviewSplit
from grcdesk.text import whole_number
from grcdesk.tui.dialogs.answers import pairs
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import DAY, FILE, FILES, MOMENT, PERSON, term, words
from grcdesk.tui.dialogs.tables import MEANING, PLACE, plan_of
from grcdesk.tui.dialogs.values import one_of, optional_date
from grcdesk.tui.frame.ask import Act, LongAct, ask_and_do, ask_and_work
from grcdesk.tui.kit.drafts import Texts
from grcdesk.wording import count, join

if TYPE_CHECKING:
    from grcdesk.schemas.outcomes import Outcome
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell

_LIST = (
    Ask("file", "File", hint="CSV, XLSX or JSON, as exported; all pages of it", needed=True, kind=FILES),
    Ask("pulled_at", "Pulled at", hint="today, 2026-10-01 or 2026-10-01T09:00Z", needed=True, kind=MOMENT),
    Ask("puller", "Pulled by", hint="who drew it from the system", kind=PERSON),
    Ask("query", "Query", hint="how it was drawn from the system"),
    Ask("completeness", "Completeness", hint="how it was checked that none is missing"),
    Ask("expected", "Counted", hint="how many accounts the system itself counts"),
    Ask("columns", "Columns", hint="account=Key name, role=Rights; empty: by the headings"),
    Ask("zone", "Zone", hint="of times without one: Europe/Berlin; empty: UTC"),
    *PLACE,
    *MEANING,
)


def open_now(app: Shell) -> None:
    """A new campaign for the quarter of today, over the systems in scope."""
    app.ask_first(
        app.screen,
        "systems",
        lambda desk: (_free_slot(desk, app.today), desk.scope.show().systems),
        lambda found: open_review(app, found[0], found[1], ", ".join(found[1])),
    )


def list_accounts(app: Shell, system: str) -> None:
    """The account list of a system no list was ever read of: into the open campaign that holds it, else a new one."""

    def question(desk: Desk) -> tuple[CampaignDetail | None, str, Sequence[str]]:
        held = next((one for one in desk.reviews.list() if system in one.systems and one.signed_on is None), None)
        return desk.reviews.show(held.id) if held else None, _free_slot(desk, app.today), desk.scope.show().systems

    def opened(found: tuple[CampaignDetail | None, str, Sequence[str]]) -> None:
        held, slot, systems = found
        if held is not None:
            load(app, held, system, proof=False)
        else:
            note = f"No open review holds {system}: open one of it, then its list is asked for."
            open_review(app, slot, systems, system, note=note, then=lambda _done: list_accounts(app, system))

    app.ask_first(app.screen, "reviews", question, opened)


def _free_slot(desk: Desk, today: date) -> str:
    """The quarter of today, or its month where the quarter has its campaign already: a slot has but one."""
    quarter = f"{today.year}Q{(today.month + 2) // 3}"
    return f"{today:%Y-%m}" if any(one.slot == quarter for one in desk.reviews.list()) else quarter


def open_review(
    app: Shell, slot: str, systems: Sequence[str], chosen: str, *,
    note: str = "", then: Callable[[Outcome], None] | None = None,
) -> None:  # fmt: skip
    """A new campaign over the chosen ones of the systems in scope."""
    fields = [
        Ask("slot", "Slot", slot, "2026Q4, 2026H2, 2026-11 or 2026", needed=True),
        Ask(
            "systems",
            "Systems",
            chosen,
            "commas between; empty: all in scope",
            kind=words(tuple(systems), any_word=True, apart=", "),
        ),
        Ask("owners", "Owners", "", "Gateway=Lin Chen, commas between; empty: as before"),
        Ask("started", "Began", "", "empty: today; when it began before it was opened here", kind=DAY),
        Ask("due", "Due", "", "empty: the last day of the slot", kind=DAY),
        Ask("removal_days", "Business days for a removal", "5"),
        Ask("holidays", "Holidays", "", "2026-12-25, commas between; or a file, one date a line"),
        Ask("split", "Who decides", "owner", kind=term(ReviewSplit)),
    ]

    def build(texts: Texts) -> Act:
        told = texts["holidays"].strip()
        listed = file_of(told) if told and not told[0].isdigit() else None
        days = [] if listed else [optional_date(part.strip()) for part in told.split(",") if part.strip()]
        plan = CampaignPlan(
            slot=texts["slot"],
            systems=tuple(part.strip() for part in texts["systems"].split(",") if part.strip()),
            due=optional_date(texts["due"]),
            removal_days=whole_number(texts["removal_days"], MOST_DAYS, "business days"),
            holidays=tuple(day for day in days if day),
            holiday_file=listed,
            split=ReviewSplit(one_of(texts["split"], list(ReviewSplit), "split") or ReviewSplit.OWNER),
            owners=pairs(texts["owners"], "owners"),
            started=optional_date(texts["started"]),
        )
        return lambda desk: desk.reviews.open(plan)

    ask_and_do(app, "Open a review", fields, build, note, then=then)


def roster(app: Shell) -> None:
    """The list of people."""

    def build(texts: Texts) -> LongAct:
        file = file_of(texts["file"])
        facts = RosterFacts(
            texts["source"], optional_date(texts["pulled_on"]), texts["puller"], confirm=texts["confirm"],
            table=plan_of(texts),
        )  # fmt: skip
        return lambda desk, job: desk.accounts.roster(file, facts, stop=job.stop)

    fields = [
        Ask("file", "File", hint="CSV or XLSX", needed=True, kind=FILE),
        Ask("source", "Source", hint="the system or department it comes from"),
        Ask("pulled_on", "Drawn on", kind=DAY),
        Ask("puller", "Drawn by", hint="who drew it", kind=PERSON),
        Ask("columns", "Columns", hint="left=Last day; beside what the headings say"),
        *PLACE,
        *MEANING,
        Ask("confirm", "Confirm", hint="only when asked: why more than half of the people are gone by it"),
    ]
    ask_and_work(app, "List of people", fields, build)


def load(app: Shell, detail: CampaignDetail, system: str, *, proof: bool) -> None:
    """A list of accounts, under review or as proof."""
    title = "Later list, as proof" if proof else "List of accounts"

    def build(texts: Texts) -> LongAct:
        file, system, counted = files_of(texts["file"]), texts["system"], texts["expected"]
        expected = whole_number(counted, MOST_COUNT, "accounts") if counted else None
        facts = ListFacts(
            texts["pulled_at"], texts["query"], texts["completeness"], zone=texts["zone"], expected=expected,
            puller=texts["puller"], confirm=texts.get("confirm", ""), table=plan_of(texts),
        )  # fmt: skip
        if proof:
            return lambda desk, job: desk.accounts.prove(detail.id, system, file, facts, stop=job.stop)
        return lambda desk, job: desk.accounts.load(
            detail.id, system, file, facts, progress=job.progress, stop=job.stop
        )

    sure = Ask("confirm", "Confirm", hint="only when asked: why it is whole although kept accounts are not in it")
    _push_job(app, title, [_system(detail, system), *_LIST, *([sure] if proof else [])], build)


def from_file(app: Shell, campaign: str) -> None:
    """Decisions made elsewhere."""

    def build(texts: Texts) -> LongAct:
        file = file_of(texts["file"])
        return lambda desk, job: desk.accounts.decide_file(campaign, file, progress=job.progress, stop=job.stop)

    title, note = (
        "Decisions from a file",
        "account_id, system, reviewer, decision, decided_on, reason, ticket, done_on.",
    )
    _push_job(app, title, [Ask("file", "File", hint="CSV or XLSX", needed=True, kind=FILE)], build, f"Columns: {note}")


def assign(app: Shell, detail: CampaignDetail, system: str) -> None:
    """Owner and delegate of a system."""
    row = next((one for one in detail.systems if one.name == system), detail.systems[0])
    fields = [
        _system(detail, row.name),
        Ask("owner", "Owner", row.owner, kind=PERSON),
        Ask("delegate", "Delegate", row.delegate, "who stands in; empty: nobody", kind=PERSON),
    ]

    def build(texts: Texts) -> Act:
        owner, delegate = texts["owner"], texts["delegate"]
        return lambda desk: desk.reviews.assign(detail.id, texts["system"], owner=owner, delegate=delegate)

    ask_and_do(app, "Who decides", fields, build)


def done(app: Shell, campaign: str, key: str, decision: Decision, given: tuple[str, str]) -> None:
    """When a removal was done."""
    fields = [
        Ask("done_on", "Done on", given[1], needed=True, kind=DAY),
        Ask("ticket", "Ticket", given[0]),
    ]

    def build(texts: Texts) -> Act:
        ruling = Ruling(decision, ticket=texts["ticket"], done_on=optional_date(texts["done_on"]))
        return lambda desk: desk.accounts.decide(campaign, [key], ruling)

    ask_and_do(app, f"{decision.value.capitalize()} done", fields, build)


def sign(app: Shell, detail: CampaignDetail, exceptions: Sequence[str]) -> None:
    """The signature, over those exceptions."""
    tally = detail.tally
    note = (
        f"{tally.accounts} accounts: keep {tally.keep}, revoke {tally.revoke}, modify {tally.modify}. Rows are frozen."
    )
    if exceptions:
        note += f" Signed with {count(len(exceptions), 'exception')}, b lists them: {join(list(exceptions), 2)}"
    fields = [
        Ask("name", "Name", hint="empty: you", kind=PERSON),
        Ask("role", "Role", needed=True),
        Ask("on", "Signed on", hint="empty: today", kind=DAY),
        Ask("statement", "Statement", hint="empty: the usual sentence"),
    ]

    def build(texts: Texts) -> Act:
        on = optional_date(texts["on"])
        return lambda desk: desk.reviews.sign(
            detail.id, name=texts["name"], role=texts["role"], statement=texts["statement"], on=on
        )

    ask_and_do(app, f"Sign {detail.id} for {detail.slot}", fields, build, note, back="R opens it again")


def reopen(app: Shell, campaign: str) -> None:
    """Open a signed review again."""

    def build(texts: Texts) -> Act:
        return lambda desk: desk.reviews.reopen(campaign, reason=texts["reason"])

    ask_and_do(app, f"Reopen {campaign}", [Ask("reason", "Why", needed=True)], build, back="A signs it again")


def _push_job(app: Shell, title: str, fields: Sequence[Ask], build: Callable[[Texts], LongAct], note: str = "") -> None:
    """Ask, and run it as a job."""
    app.push_screen(
        Form(title, fields, build, note=note), lambda act: app.with_job(title, act) if act is not None else None
    )


def _system(detail: CampaignDetail, system: str) -> Ask:
    names = tuple(one.name for one in detail.systems)
    return Ask("system", "System", system or (names[0] if names else ""), needed=True, kind=words(names))


def files_of(given: str) -> list[Path]:
    """The paths of files that are there: one, or several with ; between.

    Raises:
        BadInput: when one is not there.
    """
    parts = [part.strip() for part in given.split(";") if part.strip()]
    return [file_of(given)] if len(parts) < 2 or typed_path(given).is_file() else [file_of(part) for part in parts]  # noqa: PLR2004


def file_of(given: str) -> Path:
    """The path of a file that is there.

    Raises:
        BadInput: when there is none.
    """
    path = typed_path(given)
    if not path.is_file():
        raise BadInput(f"{given} is no file", hint="the path of a file")
    return path
