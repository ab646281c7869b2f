"""The accounts of an access review: taking in lists, deciding, proving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import Refused
from grcdesk.importers.reading.apart.process import JobControl
from grcdesk.models.base import col
from grcdesk.models.reviews import AccountList, Campaign, CampaignSystem
from grcdesk.models.rosters import RosterPerson
from grcdesk.schemas.keys import Keys
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.progress import Progress, Stop
from grcdesk.schemas.registers.tables import TableWay
from grcdesk.schemas.reviews.accounts import AccountsFile
from grcdesk.schemas.reviews.reviews import AccountRow, ListFacts, RosterFacts, Ruling
from grcdesk.services.common import column_maps
from grcdesk.services.common.context import Service
from grcdesk.services.reviews import (
    account_keys,
    account_lists,
    account_rulings,
    kept,
    reading,
    roster,
    ruling_files,
    sync,
)
from grcdesk.services.reviews.account_lists import DrawnAt
from grcdesk.services.reviews.account_rulings import Decider
from grcdesk.services.reviews.signing import require_open
from grcdesk.store.running.command import Work
from grcdesk.terms import Verb
from grcdesk.terms.reviews import CampaignPhase, ListPurpose
from grcdesk.wording import count


class Accounts(Service):
    """Verbs on the accounts of campaigns."""

    def keys(self, campaign: str, where: str = "", *, sort: str = "") -> Keys:
        """Ids of the accounts a filter leaves, in order.

        Raises:
            NotFound: when there is no such campaign.
            FilterError: when the filter cannot be understood.
        """
        with self._store.read() as session:
            row = reading.require(session, campaign)
            return account_keys.keys(session, row.id, where, sort, self._today(), me=self._store.signer.name)

    def rows(self, keys: Sequence[str]) -> list[AccountRow]:
        """Those accounts in that order."""
        with self._store.read() as session:
            return reading.account_rows(session, keys)

    def load(
        self, campaign: str, system: str, file: Path | Sequence[Path], facts: ListFacts, *, dry_run: bool = False,
        progress: Progress | None = None, stop: Stop | None = None,
    ) -> Outcome:  # fmt: skip
        """Take in the list of accounts of a system, to be reviewed. The same list again changes nothing.

        Args:
            campaign: id or slot.
            system: its name.
            file: the export, or all its pages.
            facts: when and how it was made.
            dry_run: say what would be read; change nothing.
            progress: called with done and total.
            stop: asked often; true ends it, and nothing is changed.

        Raises:
            NotFound: when there is no such campaign or system.
            BadInput: when the file, its columns or the time cannot be understood.
            Refused: when the campaign is signed, a decided account would vanish, or it was stopped.
        """
        files = _each(file)
        read, at, way = self._read(campaign, system, files, facts, stop)
        name = _named(files)
        with self._store.work(Verb.REVIEW_LOAD, dry_run=dry_run) as work:
            row, one = self._place(work.session, campaign, system)
            known = work.session.get(AccountList, one.population) if one.population else None
            again = known is not None and (known.sha256, known.pulled_at) == (read.sha256, at.moment)
            if again and known is not None and account_lists.same_told(known, read, facts):
                return replace(work.outcome(f"{name} is the list of {one.name} already"), changed=(known.id,))
            facts = account_lists.as_before(known, facts) if again and known is not None else facts
            added = account_lists.add_list(
                work.session, row, one, read, facts, name=name, at=at, purpose=ListPurpose.REVIEW, by=self._me
            )
            # before there are rows: it flushes, and each of them is to be written, and logged, once
            column_maps.remember(work.session, one.name, way, facts.zone)
            numbers, rows = account_lists.take_population(work.session, row, one, read, _heeding(progress, stop))
            one.population = added.id
            sync.flag_rows(work.session, row, one, rows, at.day)
            work.session.flush()
            # aliases may be new, and with them who is whom; and the proof is judged by the list it is compared with
            sync.refresh_reviewers(work.session, row)
            sync.refresh_proofs(work.session, [one])
            self._keep(work, kept.of_accounts(read, name), about=added.id, campaign=row.id)
            new = f"; a new version, read in another way: {added.id} in place of {known.id}" if again and known else ""
            said = _said(one.name, read, numbers) + new
        return replace(work.outcome(said, warnings=account_lists.told(read, facts)), changed=(one.population,))

    def prove(
        self, campaign: str, system: str, file: Path | Sequence[Path], facts: ListFacts, *, dry_run: bool = False,
        stop: Stop | None = None,
    ) -> Outcome:  # fmt: skip
        """Take in a later list of a system and see which removals it proves. Accounts still there are named.

        Raises:
            NotFound, BadInput: as `load`.
            Refused: when the campaign is signed, or the system has no list to compare with.
        """
        files = _each(file)
        read, at, way = self._read(campaign, system, files, facts, stop)
        name = _named(files)
        with self._store.work(Verb.REVIEW_PROVE, dry_run=dry_run) as work:
            row, one = self._place(work.session, campaign, system)
            account_rulings.require_later(work.session, one, at)
            added = account_lists.add_list(
                work.session, row, one, read, facts, name=name, at=at, purpose=ListPurpose.PROOF, by=self._me
            )
            one.proof = added.id
            column_maps.remember(work.session, one.name, way, facts.zone)
            work.session.flush()
            sync.refresh_proofs(work.session, [one])
            work.session.flush()
            said, still = account_rulings.shown(work.session, one)
            self._keep(work, kept.of_accounts(read, name), about=added.id, campaign=row.id)
        return replace(work.outcome(said, warnings=(*still, *account_lists.told(read, facts))), changed=(one.proof,))

    def roster(
        self, file: Path, facts: RosterFacts | None = None, *, dry_run: bool = False, stop: Stop | None = None
    ) -> Outcome:
        """Take in the list of people (joiners, movers, leavers); it replaces the one before. Open campaigns follow it.

        Args:
            file: the list.
            facts: where it comes from and when it was drawn.
            dry_run: say what would be read; change nothing.
            stop: asked often while the file is read; true ends it, and nothing is changed.

        Raises:
            BadInput: when the file or its columns cannot be understood, or it holds nobody.
            Refused: when it is dated ahead, or more than half of the people are gone by it and nobody says why.
        """
        from grcdesk.importers.reviews.apart import read_roster  # noqa: PLC0415

        facts = facts or RosterFacts()
        with self._store.read() as session:
            before = column_maps.remembered(session, column_maps.ROSTER)
        table = replace(facts.table, columns={**facts.table.columns, **facts.columns})
        way = column_maps.way(table, before)
        read = read_roster(file, way, job=JobControl(stop=stop))
        with self._store.work(Verb.REVIEW_ROSTER, facts.confirm, dry_run=dry_run) as work:
            column_maps.remember(work.session, column_maps.ROSTER, way)
            gone = roster.require_people(work.session, read, facts, self._today())
            numbers = roster.take(work.session, read)
            added = roster.add_list(work.session, read, facts, name=file.name, gone=gone, by=self._me)
            work.session.flush()
            self._keep(work, kept.of_roster(read, file.name), about=added.id, campaign="")
            for row in work.session.scalars(select(Campaign).where(col(Campaign.phase) != CampaignPhase.SIGNED)):
                sync.refresh_flags(work.session, row, reading.systems_of(work.session, row.id))
                sync.refresh_reviewers(work.session, row)
            total = len(work.session.scalars(select(col(RosterPerson.id))).all())
            moved = f"{numbers[0]} new, {numbers[1]} changed, {numbers[2]} gone"
            said = f"{count(total, 'person', 'people')} on the roster: {moved}"
        return replace(work.outcome(said, warnings=roster.told(read)), changed=())

    def decide(
        self, campaign: str, accounts: Sequence[str], ruling: Ruling, *, system: str = "", dry_run: bool = False
    ) -> Outcome:
        """Decide on accounts: by id, alias, or `system/id`.

        Args:
            campaign: id or slot.
            accounts: which; keeping more than a page of them at once is refused.
            ruling: the decision. Without a reviewer it is the person at the desk, who cannot decide on himself.
            system: only accounts of that system.
            dry_run: say what would happen, change nothing.

        Raises:
            NotFound: when an account does not exist.
            BadInput: when a name fits several.
            Refused: when a reason lacks, the campaign is signed, or the reviewer would decide on himself.
        """
        with self._store.work(Verb.REVIEW_DECIDE, ruling.reason, dry_run=dry_run) as work:
            row = require_open(work.session, campaign)
            found = account_keys.find(work.session, row.id, accounts, system)
            work.about(*account_keys.called(found))
            me = (self._store.signer.name, self._context.settings.mail)
            done = account_rulings.decide(work.session, row, found, ruling, me=me, today=self._today())
        return work.outcome(done.sentence, warnings=done.warnings)

    def barred(self, campaign: str, accounts: Sequence[str], reviewer: str = "") -> tuple[str, ...]:
        """Why decisions of a reviewer on these accounts would keep the campaign from being signed; empty: they do not.

        Raises:
            NotFound: when an account does not exist.
        """
        with self._store.read() as session:
            row = reading.require(session, campaign)
            found = account_keys.find(session, row.id, accounts, "")
            return account_rulings.barred(session, row, found, reviewer.strip(), self._store.signer.name)

    def decide_file(
        self, campaign: str, file: Path, *, dry_run: bool = False, progress: Progress | None = None,
        stop: Stop | None = None,
    ) -> Outcome:  # fmt: skip
        """Take in decisions made elsewhere, one line an account, with the columns of `importers.reviews.rulings`.

        The file is the reviewer's whole list of a system it names: accounts it leaves out count as missing.
        Progress is called with done and total; when `stop` answers true, it ends and nothing is changed.

        Raises:
            BadInput: naming every line that cannot be understood or names an unknown account; nothing is changed.
            Refused: when the campaign is signed, reasons lack (every one is listed), or it was stopped.
        """
        from grcdesk.importers.reviews.apart import read_rulings  # noqa: PLC0415

        # read before the desk is locked: a large file takes seconds, and others may want to write
        read = read_rulings(file, job=JobControl(stop=stop))
        with self._store.work(Verb.REVIEW_DECIDE, dry_run=dry_run) as work:
            row = require_open(work.session, campaign)
            step = _heeding(progress, stop)
            ours = kept.of_rulings(read, file.name)
            name = kept.note(work.session, ours, about=row.id, campaign=row.id, by=self._me)
            act = Decider("", self._today(), by=self._me, file=name)
            done = ruling_files.take_file(work.session, row, read.lines, file.name, act, progress=step)
            if not dry_run:
                kept.store(self._store.paths, [ours])
        return work.outcome(done.sentence, warnings=done.warnings)

    def _place(self, session: Session, campaign: str, system: str) -> tuple[Campaign, CampaignSystem]:
        row = require_open(session, campaign)
        return row, reading.require_system(session, row.id, system)

    def _read(
        self, campaign: str, system: str, files: Sequence[Path], facts: ListFacts, stop: Stop | None
    ) -> tuple[AccountsFile, DrawnAt, TableWay]:
        """The list as the system's lists are read, and when it was drawn; no other command waits for it."""
        from grcdesk.importers.reviews.apart import read_accounts  # noqa: PLC0415

        with self._store.read() as session:
            one = reading.require_system(session, reading.require(session, campaign).id, system)
            before = column_maps.remembered(session, one.name)
            home = reading.zone(session)
        used = facts.zone or before.zone
        way = column_maps.way(replace(facts.table, columns={**facts.table.columns, **facts.columns}), before)
        read = read_accounts(
            files, way, zone=used, admins=self._context.settings.admin_roles,
            makers=str(self._store.paths.makers), job=JobControl(stop=stop),
        )  # fmt: skip
        return read, account_lists.pulled(facts.pulled_at, used, home, self._today()), way

    @property
    def _me(self) -> str:
        return self._store.signer.name

    def _keep(self, work: Work, file: kept.FileToKeep, *, about: str, campaign: str) -> None:
        kept.note(work.session, file, about=about, campaign=campaign, by=self._me)
        if not work.dry_run:
            kept.store(self._store.paths, [file])


def _each(file: Path | Sequence[Path]) -> Sequence[Path]:
    return [file] if isinstance(file, Path) else file


def _named(files: Sequence[Path]) -> str:
    return files[0].name if len(files) == 1 else f"{files[0].name} and {count(len(files) - 1, 'further page')}"


def _heeding(progress: Progress | None, stop: Stop | None) -> Progress:
    """Tells how far it is, unless it is to stop: leaving the unit of work so takes everything back."""

    def step(done: int, total: int) -> None:
        if stop and stop():
            raise Refused("stopped: nothing was changed", hint="run it again to take all of it")
        if progress:
            progress(done, total)

    return step


def _said(system: str, read: AccountsFile, numbers: tuple[int, int, int]) -> str:
    added, changed, gone = numbers
    parts = [f"{added} new"] if changed or gone else []
    parts += [f"{changed} changed"] if changed else []
    parts += [f"{gone} gone"] if gone else []
    told = f" ({', '.join(parts)})" if parts else ""
    skipped = f", {count(read.lost, 'row')} not used" if read.lost else ""
    return f"{system}: {count(len(read.accounts), 'account')} from {count(read.rows, 'row')}{skipped}{told}"
