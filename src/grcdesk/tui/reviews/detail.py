"""One access review: its accounts, a decision by one key, and what keeps it from being signed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.widget import Widget

from grcdesk.rules.fields.accounts import ACCOUNT_FIELDS
from grcdesk.rules.reviews.reviews import is_ordinary, needs_reason
from grcdesk.schemas.review_checks import SignCheck
from grcdesk.schemas.reviews import AccountRow, CampaignDetail, Ruling
from grcdesk.terms.reviews import CampaignState, Decision
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.frame.filtering import FilteringScreen
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.tui.reviews import forms
from grcdesk.tui.reviews.columns import account_columns, bars_text, facts_text, strip_text
from grcdesk.tui.reviews.file_actions import ReviewOut
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.filter_bar import FilterBar
from grcdesk.tui.widgets.pages import PAGE, ServiceRows
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import count, word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

AccountsAnswer = tuple[str, Sequence[str], Sequence[AccountRow], CampaignDetail]


class ReviewScreen(FilteringScreen, ReviewOut):
    """The accounts of one campaign."""

    PLACE = "review"
    HELP = "reviews"
    SHOWS = frozenset(
        {"campaign", "campaign_system", "account_list", "account", "sign_off", "roster_person", "kept_file"}
    )

    def __init__(self, campaign: str) -> None:
        super().__init__()
        self.campaign = campaign
        self.detail: CampaignDetail | None = None

    def content(self) -> list[Widget]:
        """Filter, what is in the way, list, strip."""
        table = Table(account_columns(self.glyphs), glyphs=self.glyphs, marks=True, id="list")
        return [FilterBar(ACCOUNT_FIELDS), Text(id="above"), table, Text(id="empty", classes="empty"), Text(id="strip")]

    def on_mount(self) -> None:
        """The list takes the keys."""
        super().on_mount()
        self.query_one(Table).focus()

    def reload(self) -> None:
        """Ask for keys, the first page, and how the campaign stands."""
        where, campaign = self.where, self.campaign

        def question(desk: Desk) -> AccountsAnswer:
            keys = desk.accounts.keys(campaign, where)
            return where, keys, desk.accounts.rows(keys[:PAGE]), desk.reviews.show(campaign)

        self.ask("keys", question, self._show)

    def _show(self, answer: AccountsAnswer) -> None:
        where, keys, first, self.detail = answer
        desk = self.desk_app.desk
        if desk is None or where != self.where:
            return
        table = self.query_one(Table)
        table.set_rows(keys, ServiceRows(desk.accounts.rows), first)
        table.display = bool(keys)
        if not self.query_one(FilterBar).display:
            # a hidden list would hand the keys to the hidden filter
            self.set_focus(table if keys else None)
        self.query_one("#above", Text).say(bars_text(self.detail, self.glyphs))
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
        marked = len(table.marks.keys) if table.marks else 0
        where = f"  / {self.where}" if self.where else ""
        left = line(f"{detail.id} {detail.slot}  {word(detail.state)}, due {detail.due}", Cell(where, "muted"))
        told = f"{marked:,} marked  " if marked else ""
        self.title_bar(left, line(Cell(told, "warning"), f"{detail.tally.decided:,} of {detail.tally.accounts:,}"))

    @on(Table.Moved)
    def _moved(self) -> None:
        row: AccountRow | None = self.query_one(Table).row
        self.query_one("#strip", Text).say(strip_text(row) if row else text(""))

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
        odd = [row for row in rows if row is None or _asks(row)]
        if not meant:
            return
        if odd:
            why = "why it stays: an admin, dormant, inactive, without its person or second factor, or of one who left"
            forms.decide(self.desk_app, self.campaign, meant, Decision.KEEP, why)
        else:
            self._decide(meant, Ruling(Decision.KEEP))

    def action_revoke(self) -> None:
        """Revoke, with the reason."""
        if self.meant():
            forms.decide(self.desk_app, self.campaign, self.meant(), Decision.REVOKE, "why it must go")

    def action_modify(self) -> None:
        """Another role, with the reason."""
        if self.meant():
            forms.decide(self.desk_app, self.campaign, self.meant(), Decision.MODIFY, "to what, and why")

    def action_open_again(self) -> None:
        """Take the decision back."""
        if self.meant():
            self._decide(self.meant(), Ruling(None))

    def _decide(self, keys: Sequence[str], ruling: Ruling) -> None:
        table = self.query_one(Table)
        campaign = self.campaign
        if len(keys) == 1 and keys[0] == table.key:
            table.cursor += 1  # the next account is before the eyes while this one is written
        table.clear_marks()
        self.desk_app.with_desk("decide", lambda desk: desk.accounts.decide(campaign, list(keys), ruling))

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
        campaign = self.campaign
        self.ask_first("check", lambda desk: desk.reviews.check(campaign), self._tell_check)

    def _tell_check(self, found: SignCheck) -> None:
        rows = [
            line(
                Cell(f"{one.kind.replace('_', ' ')}  ", "error"),
                "/".join(filter(None, (one.system, one.account))),
                f" {one.text}",
            )
            for one in found.blocking
        ]
        rows += [
            line(Cell(f"{one.kind.value.replace('_', ' ')}  ", "warning"), f"{one.line}: an exception, no bar")
            for one in found.exceptions
        ]
        title = f"{found.campaign}: " + (
            "nothing is in the way" if found.signable else count(len(found.blocking), "reason")
        )
        title += f", {count(len(found.exceptions), 'exception')}" if found.exceptions else ""
        self.app.push_screen(LinesDialog(title, rows or [text("S signs it.")]))

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
        from grcdesk.schemas.findings import FindingOrigin  # noqa: PLC0415
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
        if self.detail.state in (CampaignState.SIGNED, CampaignState.SIGNED_WITH_EXCEPTIONS):
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


def _asks(row: AccountRow) -> bool:
    ordinary = is_ordinary(active=row.active, admin=row.admin, kind=row.kind, flags=row.flags)
    return needs_reason(Decision.KEEP, ordinary=ordinary)
