"""One access review: its accounts, a decision by one key, and what keeps it from being signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widget import Widget

from grcdesk.rules.fields.accounts import ACCOUNT_FIELDS
from grcdesk.rules.filters.fields import Field
from grcdesk.schemas.reviews.reviews import AccountRow, CampaignDetail, Ruling
from grcdesk.terms.readiness import WorkPlace
from grcdesk.terms.reviews import CampaignState, Decision
from grcdesk.tui.actions.registry import UiAction, at
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.frame.bulk import act_on
from grcdesk.tui.frame.filtering import AskedScreen
from grcdesk.tui.kit.looks import Cell, line, lines, text
from grcdesk.tui.reviews import deciding, forms
from grcdesk.tui.reviews.account_list import SIGNED, asks_keeping, decide_each
from grcdesk.tui.reviews.columns import account_columns, bars_text, facts_text, strip_text
from grcdesk.tui.reviews.file_actions import ReviewOut
from grcdesk.tui.widgets.bars import KeyBar, Text
from grcdesk.tui.widgets.filter_bar import FilterBar
from grcdesk.tui.widgets.pages import PAGE, ServiceRows
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import count, word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

AccountsAnswer = tuple[str, Sequence[str], Sequence[AccountRow], Sequence[str], CampaignDetail]
"""The filter, the keys it leaves, the first rows, all keys there are, and how the campaign stands."""


_AFTER = frozenset(f"review.{act}" for act in ("systems", "finding", "removals", "memo", "reopen"))
"""What can be done with a signed review."""


class ReviewScreen(AskedScreen, ReviewOut):
    """The accounts of one campaign."""

    PLACE = "review"
    KEEPS_FILTER = False
    HELP = "reviews"
    BOARD = WorkPlace.REVIEW
    BARRED = False
    SIDE = "Account"
    SHOWS = frozenset(
        {"campaign", "campaign_system", "account_list", "account", "sign_off", "roster_person", "kept_file"}
    )

    def __init__(self, campaign: str, where: str = "") -> None:
        super().__init__()
        self.campaign = campaign
        self.where = where
        self.detail: CampaignDetail | None = None

    def content(self) -> list[Widget]:
        """Filter, what is in the way, list, strip."""
        table = Table(account_columns(self.glyphs), glyphs=self.glyphs, marks=True, id="list")
        empty, strip = Text(id="empty", classes="empty"), Text(id="strip")
        return [FilterBar(ACCOUNT_FIELDS), Text(id="above"), self.body(table), empty, strip]

    def fields(self) -> Mapping[str, Field]:
        """Those of an account."""
        return ACCOUNT_FIELDS

    def on_mount(self) -> None:
        """The list takes the keys."""
        super().on_mount()
        self.query_one(Table).focus()

    def key_actions(self) -> tuple[UiAction, ...]:
        """Once all is decided the list to take in is the later one; of a signed review only what still works."""
        state = self.detail.state if self.detail is not None else None
        if state in SIGNED:
            return tuple(one for one in at(self.PLACE) if one.id in _AFTER)
        if state is not CampaignState.REMOVALS:
            return super().key_actions()
        (proves,) = (one for one in at(self.PLACE) if one.id == "review.prove")
        return tuple(proves if one.id == "review.load" else one for one in super().key_actions())

    def reload(self) -> None:
        """Ask for keys, the first page, and how the campaign stands."""
        where, order, campaign = self.where, self.ordered(self.where), self.campaign

        def question(desk: Desk) -> AccountsAnswer:
            keys = desk.accounts.keys(campaign, order)
            known = desk.accounts.keys(campaign) if where else keys
            return where, keys, desk.accounts.rows(keys[:PAGE]), known, desk.reviews.show(campaign)

        self.ask("keys", question, self._show)

    def _show(self, answer: AccountsAnswer) -> None:
        where, keys, first, known, self.detail = answer
        desk = self.desk_app.desk
        if desk is None or where != self.where:
            return
        table = self.query_one(Table)
        table.keep_marks(known)
        table.set_rows(keys, ServiceRows(desk.accounts.rows), first)
        self.query_one("#body").display = bool(keys)
        if not self.query_one(FilterBar).display:
            # a hidden list would hand the keys to the hidden filter
            self.set_focus(table if keys else None)
        self.query_one("#above", Text).say(bars_text(self.detail, self.glyphs))
        self.query_one(KeyBar).show(self.key_actions())
        empty = self.query_one("#empty", Text)
        empty.display = not keys
        if not keys and not self.detail.tally.accounts:
            empty.say(line("No accounts yet. ", Cell("i", "accent"), " takes in the list of a system."))
        elif not keys:
            total = f"0 of {self.detail.tally.accounts:,} match `{where}`; "
            empty.say(line(total, Cell("esc", "accent"), " shows all."))
        self._say_title()

    def _say_title(self) -> None:
        detail, table = self.detail, self.query_one(Table)
        if detail is None:
            return
        where = f"  / {self.where}" if self.where else ""
        left = line(f"{detail.id} {detail.slot}  {word(detail.state)}, due {detail.due}", Cell(where, "muted"))
        told = f"{table.marked}  " if table.marked else ""
        self.title_bar(left, line(Cell(told, "warning"), f"{detail.tally.decided:,} of {detail.tally.accounts:,}"))

    def about(self, row: AccountRow) -> Content:
        """Whose it is, and what was decided."""
        return strip_text(row)

    def side(self, row: AccountRow) -> Content:
        """And all that its list told."""
        return lines([self.about(row), text(""), *facts_text(row)])

    @on(Table.Marked)
    def _marked(self) -> None:
        self._say_title()

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        row: AccountRow | None = event.table.row
        if row is not None:
            self.app.push_screen(LinesDialog(f"{row.system}/{row.account}", facts_text(row)))

    # deciding

    def meant(self) -> tuple[str, ...]:
        """Marked accounts, else the one under the cursor."""
        return self.query_one(Table).meant

    def page(self) -> tuple[str, ...]:
        """The accounts before the eyes."""
        table = self.query_one(Table)
        top = table.scroll_offset.y
        return tuple(table.pages.keys[top : top + max(1, table.size.height - 1)])

    def action_keep(self) -> None:
        """Keep at once what is ordinary and on this page; ask for the reason of what is not."""
        table = self.query_one(Table)
        seen = set(self.page())
        meant = [key for key in self.meant() if key in seen]
        if len(meant) < len(self.meant()):
            left = len(self.meant()) - len(meant)
            self.desk_app.tell(
                f"{count(left, 'marked account')} not on this page: only what is shown is kept", "warning"
            )
        rows = [table.pages.row(place) for key in meant if (place := table.pages.find(key)) is not None]
        odd = [row for row in rows if row is None or asks_keeping(row)]
        if not meant:
            return
        if odd:
            why = "why it stays: an admin, dormant, inactive, without its person or second factor, or of one who left"
            self._ask(meant, Decision.KEEP, why)
        else:
            self._decide(meant, Ruling(Decision.KEEP))

    def action_revoke(self) -> None:
        """Revoke, with the reason."""
        if self.meant():
            self._ask(self.meant(), Decision.REVOKE, "why it must go")

    def action_modify(self) -> None:
        """Another role, with the reason."""
        if self.meant():
            self._ask(self.meant(), Decision.MODIFY, "to what, and why")

    def action_open_again(self) -> None:
        """Take the decision back."""
        if self.meant():
            self._decide(self.meant(), Ruling(None))

    def _ask(self, keys: Sequence[str], decision: Decision, why: str) -> None:
        """Ask for the reason; then the next account is before the eyes, as after a decision without one."""

        def go_on() -> None:
            table = self.query_one(Table)
            if len(keys) == 1 and keys[0] == table.key:
                table.cursor += 1

        deciding.decide(self.desk_app, self.campaign, keys, Ruling(decision), why=why, then=go_on)

    def _decide(self, keys: Sequence[str], ruling: Ruling) -> None:
        table = self.query_one(Table)
        if len(keys) == 1 and keys[0] == table.key:
            table.cursor += 1  # the next account is before the eyes while this one is written
        act_on(self.desk_app, keys, deciding.ruled(self.campaign, list(keys), ruling))

    def action_each(self) -> None:
        """Decide one after the other: the marked ones, else what the filter leaves; without a decision first."""
        table = self.query_one(Table)
        marked = tuple(table.marks.keys) if table.marks else ()
        keys = marked or table.pages.keys
        desk, campaign, where = self.desk_app.desk, self.campaign, "" if marked else self.where
        if desk is None or not keys:
            return

        def question(desk: Desk) -> Sequence[str]:
            open_ = desk.accounts.keys(campaign, f"{where} decision:none".strip())
            meant, known = set(keys), set(open_)
            return [*(key for key in open_ if key in meant), *(key for key in keys if key not in known)]

        self.ask_first("each", question, lambda found: decide_each(self.desk_app, campaign, found, self.action_sign))

    def action_done(self) -> None:
        """When the removal was done."""
        row: AccountRow | None = self.query_one(Table).row
        if row is None or row.decision in (None, Decision.KEEP):
            self.desk_app.tell("only a removal that was decided can be done", "warning")
        elif row.decision is not None:
            given = (row.ticket, str(row.done_on or ""))
            forms.done(self.desk_app, self.campaign, row.id, row.decision, given)

    # the campaign

    def action_check(self) -> None:
        """Everything in the way, by name."""
        self.desk_app.show_lacks(WorkPlace.REVIEW, self.campaign)

    def board_record(self) -> str:
        """This one."""
        return self.campaign

    def action_facts(self) -> None:
        """Systems, lists, pace, signatures."""
        if self.detail is not None:
            from grcdesk.tui.reviews.columns import campaign_text  # noqa: PLC0415

            self.app.push_screen(LinesDialog(f"{self.detail.id} for {self.detail.slot}", campaign_text(self.detail)))

    def _system(self) -> str:
        row: AccountRow | None = self.query_one(Table).row
        return row.system if row else ""

    def action_load(self) -> None:
        """The list of a system without one, else of the system under the cursor."""
        if self.detail is not None:
            empty = next((one.name for one in self.detail.systems if one.population is None), "")
            forms.load(self.desk_app, self.detail, empty or self._system(), proof=False)

    def action_prove(self) -> None:
        """A later list."""
        if self.detail is not None:
            forms.load(self.desk_app, self.detail, self._system(), proof=True)

    def action_from_file(self) -> None:
        """Decisions made elsewhere."""
        forms.from_file(self.desk_app, self.campaign)

    def action_raise_finding(self) -> None:
        """A finding from the review."""
        from grcdesk.schemas.findings.findings import FindingOrigin  # noqa: PLC0415
        from grcdesk.tui.findings.forms import draft  # noqa: PLC0415

        draft(self.desk_app, FindingOrigin(review=self.campaign))

    def action_assign(self) -> None:
        """Owner and delegate."""
        if self.detail is not None and self.detail.systems:
            forms.assign(self.desk_app, self.detail, self._system())

    def action_sign(self) -> None:
        """Sign, or say what is in the way."""
        if self.detail is None:
            return
        if self.detail.state in SIGNED:
            self.desk_app.tell(f"{self.detail.id} is signed already; R opens it again")
        elif self.detail.tally.blocking:
            self.action_check()
        else:
            detail, campaign = self.detail, self.campaign
            self.ask_first(
                "check",
                lambda desk: desk.reviews.check(campaign),
                lambda found: forms.sign(self.desk_app, detail, [one.line for one in found.exceptions]),
            )

    def action_reopen(self) -> None:
        """Open a signed one again."""
        forms.reopen(self.desk_app, self.campaign)
