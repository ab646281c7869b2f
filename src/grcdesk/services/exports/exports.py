"""Files for auditors, gathered from one state of the desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from grcdesk import __version__
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.exports.provenance import Handover
from grcdesk.schemas.exports.two_dates import TwoDates
from grcdesk.schemas.features.inventory import BomContent
from grcdesk.schemas.log.log import LoggedAct
from grcdesk.schemas.outcomes import FileOutcome, Outcome
from grcdesk.schemas.progress import Progress
from grcdesk.services.common.context import Service
from grcdesk.services.common.dates import two_dates
from grcdesk.services.common.handing_out import Handed, Outgoing, hand_bytes, hand_out
from grcdesk.services.exports import going_out, handovers, lint, oscal
from grcdesk.services.exports.built import broken, slug
from grcdesk.services.exports.gathering import gathered
from grcdesk.services.features import reading as feature_reading
from grcdesk.services.programme import reading as programme_reading
from grcdesk.store.journal import Value
from grcdesk.terms import Verb
from grcdesk.terms.interchange import OscalModel
from grcdesk.text import clean
from grcdesk.wording import count


class Exports(Service):
    """Verbs that write files for others."""

    def matrix(
        self,
        path: Path | None,
        *,
        as_of: date | None = None,
        force: bool = False,
        handover: str = "",
        final: bool = False,
        paper: str = "",
        progress: Progress | None = None,
    ) -> FileOutcome:
        """The control-matrix workbook. None: into the desk's exports folder.

        Args:
            path: the file; its folder must exist.
            as_of: the day dates are counted from; today when not given. The records are those of the desk.
            force: replace an existing file.
            handover: to whom it is handed; recorded, and the next workbook lists what changed since.
            final: whether it is called final; else it says that it is a draft.
            paper: `letter` or `a4`; empty: as the settings say.
            progress: called with done and total.

        Raises:
            Refused: when the file exists and `force` is not set, or for a day still to come; handed over or called
                final while a placeholder or the name of another firm stands in it; called final without a finalised
                assessment, or when a control changed since.
            Unwritable: when it cannot be written; an older file stays as it was.
        """
        from grcdesk.reports.workbook.build import matrix_workbook  # noqa: PLC0415  openpyxl: 226 ms
        from grcdesk.reports.workbook.recheck import check_workbook  # noqa: PLC0415  openpyxl: 226 ms

        firm = clean(" ".join(handover.split()), "handover")
        content = going_out.checked(self._content(as_of), firm, final=final)
        data, notes = matrix_workbook(content, paper=paper or self._context.settings.paper, progress=progress)
        target = path or self._context.paths.exports / f"{slug(content.scope.name)}_control_matrix_{content.as_of}.xlsx"
        going = _going(Verb.EXPORT_MATRIX, target, content.dates)
        if firm:
            said: dict[str, Value] = {
                "file": target.name,
                "as_of": content.as_of.isoformat(),
                "position": content.dates.entry,
            }
            going = replace(going, also=(LoggedAct(Verb.EXPORT_HANDOVER, "handover", firm, said),))
        handed = hand_out(self._store, going, data, force=force, check=check_workbook)
        done = _done(going, handed, content.dates, (*broken(content), *notes))
        done = replace(done, mend=going_out.told(content))
        return replace(done, sentence=f"{done.sentence}, handed over to {firm}") if firm else done

    def handovers(self) -> list[Handover]:
        """To whom a workbook was handed by name, the newest first."""
        with self._context.store.read() as session:
            return handovers.listed(session)

    def release_name(self, name: str, *, reason: str) -> Outcome:
        """Say that the name of a firm belongs into the texts of this desk; `remembered forget` takes it back.

        Raises:
            BadInput: without a name or a reason.
        """
        return lint.release(self._store, name, reason)

    def matrix_bytes(self, as_of: date | None = None, *, final: bool = False, paper: str = "") -> bytes:
        """The same workbook, for writing elsewhere. Errors as `matrix`."""
        from grcdesk.reports.workbook.build import matrix_workbook  # noqa: PLC0415

        content = going_out.checked(self._content(as_of), "", final=final)
        data, _ = matrix_workbook(content, paper=paper or self._context.settings.paper)
        return hand_bytes(self._store, _going(Verb.EXPORT_MATRIX, Path("-"), content.dates), data)

    def mlbom(self, path: Path | None = None, *, force: bool = False) -> FileOutcome:
        """The AI inventory as a CycloneDX bill of materials. Arguments and errors like `matrix`."""
        from grcdesk.reports.mlbom import bom_file  # noqa: PLC0415

        with self._context.store.read() as session:
            cards = tuple(feature_reading.cards(session))
            details = feature_reading.details(session, cards)
            held = programme_reading.programme(session)
            dates = two_dates(self._context, session, self._context.today())
            data = bom_file(BomContent(held.organisation, held.name, details, cards, __version__, dates))
        target = path or self._context.paths.exports / f"{slug(held.name)}_mlbom.cdx.json"
        done = hand_out(self._store, _going(Verb.EXPORT_MLBOM, target, dates), data, force=force)
        told = f"{target} written, {count(len(details), 'AI feature')}, {count(len(cards), 'model card')}"
        return FileOutcome(target, done.size, done.sha256, told, dates.marks)

    def oscal(
        self, model: OscalModel, path: Path | None = None, *, catalog: str = "", force: bool = False
    ) -> FileOutcome:
        """Catalogs, mappings, or features and vendors, as OSCAL. Arguments and errors like `matrix`.

        Args:
            model: which document.
            path: the file; its folder must exist.
            catalog: the one that is written; empty: all that are in force.
            force: replace an existing file.

        Raises:
            NotFound: when there is no such catalog in the desk.
        """
        from grcdesk.reports.oscal.write import oscal_file  # noqa: PLC0415

        with self._context.store.read() as session:
            content = oscal.gathered(self._context, session, model, catalog)
        data = oscal_file(model, content)
        target = path or self._context.paths.exports / f"{catalog or slug(content.programme)}_{model}.oscal.json"
        done = hand_out(self._store, _going(Verb.EXPORT_OSCAL, target, content.dates), data, force=force)
        told = f"{target} written, {oscal.told(content, model)}"
        return FileOutcome(target, done.size, done.sha256, told, content.dates.marks)

    def _content(self, as_of: date | None) -> Matrix:
        return lint.linted(self._context, gathered(self._context, as_of))


def _going(verb: Verb, target: Path, dates: TwoDates) -> Outgoing:
    return Outgoing(verb, target, facts={"as_of": dates.judged.isoformat()})


def _done(going: Outgoing, handed: Handed, dates: TwoDates, notes: tuple[str, ...]) -> FileOutcome:
    told = f"{going.path} written, {dates.told}"
    return FileOutcome(going.path, handed.size, handed.sha256, told, (*dates.notices, *notes))
