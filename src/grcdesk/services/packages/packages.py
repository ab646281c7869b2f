"""Packages for auditors: built from one state of the desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.reports.packages import lists
from grcdesk.reports.packages.index_page import index_page
from grcdesk.reports.packages.letter import letter
from grcdesk.rules.packages.choosing import LABELS, shifted
from grcdesk.schemas.log.log import LoggedAct
from grcdesk.schemas.outcomes import FileOutcome
from grcdesk.schemas.packages.packages import PackageContent, PackagePlan, PackedDocument, PackedItem
from grcdesk.schemas.progress import Progress
from grcdesk.services.common.context import Service
from grcdesk.services.common.handing_out import Handed, Outgoing, hand_out, hand_out_folder
from grcdesk.services.exports import going_out
from grcdesk.services.exports.built import slug
from grcdesk.services.log import signing
from grcdesk.services.packages.documents import APPROVED_APART, documents
from grcdesk.services.packages.gathering import PackageState, gather
from grcdesk.services.packages.parts import PackagePart, into_folder, into_zip, kept, made
from grcdesk.services.packages.sealing import TAGS, closed, sealing
from grcdesk.services.packages.since import earlier
from grcdesk.store.journal import Value
from grcdesk.terms import Confidentiality, Verb
from grcdesk.terms.documents import DOCUMENTS
from grcdesk.terms.packages import OVERRIDE, Shift
from grcdesk.text import clean
from grcdesk.wording import count, join

_SHOWN = 8
_LISTS = (
    PackedDocument("data/controls.csv", "Controls as CSV", "one row per control, with the files behind it"),
    PackedDocument("data/evidence.csv", "Evidence as CSV", "one row per artefact, with original name, sum and place"),
)


class Packages(Service):
    """Verbs on packages."""

    def build(
        self,
        path: Path | None = None,
        plan: PackagePlan | None = None,
        *,
        force: bool = False,
        progress: Progress | None = None,
    ) -> FileOutcome:
        """One package: a zip file, or a folder when the path does not end in .zip.

        Args:
            path: where to; None: a zip file in the desk's exports folder.
            plan: what is asked of it.
            force: replace an existing zip file; a folder is never replaced.
            progress: called with bytes written and to be written.

        Raises:
            Refused: when it exists, for a day still to come, or when it is to be final and something stands against it.
            NotFound: when no package was handed to the firm named, or an override names no artefact.
            BadInput: for a time stamp of something else.
            Damaged: when a file of the vault is not what was taken in.
            Unwritable: when it cannot be signed or written; nothing half is left.
        """
        asked = _checked(plan or PackagePlan())
        if path is not None:
            _refuse_taken(path, force=force)
        held = gather(self._context, asked)
        _refuse_unknown(held.items, asked.overrides)
        content = self._content(held, asked)
        built = list(documents(self._context, replace(held, items=content.items)))
        content = replace(content, documents=(*(told for told, _ in built), *_LISTS))
        with sealing(self._context, asked.sign_with, asked.timestamp) as seal:
            content = replace(content, signed_by=seal.fingerprint)
            payload = [*_lists(content), *(part for _, part in built), *self._evidence(content)]
            parts = closed(content, payload, seal.checkpoint(held.checkpoint), seal)
            target = path or self._context.paths.exports / f"{content.folder}.zip"
            done = self._hand(target, content, parts, force=force, progress=progress)
        return _told(target, content, parts, done)

    def _content(self, held: PackageState, asked: PackagePlan) -> PackageContent:
        matrix, items, delta = held.matrix, list(held.items), None
        if asked.since:
            before, since = earlier(self._context, asked.since, matrix.dates.entry)
            items, delta = shifted(items, before, since)
        kind = "delta" if delta else "evidence"
        return PackageContent(
            matrix=matrix,
            items=tuple(items),
            requests=held.requests,
            documents=(),
            store=held.store,
            folder=f"{slug(matrix.scope.name)[:40]}_{kind}_{matrix.as_of}",
            stamped=_stamped(asked.timestamp),
            delta=delta,
            firm=asked.handover,
            review_files=held.review_files,
        )

    def _evidence(self, content: PackageContent) -> list[PackagePart]:
        """Files of the vault; in a package of what moved, only those that did."""
        paths = self._context.paths
        moved = (one for one in content.packed if one.shift is not Shift.KEPT)
        return [part for one in moved for part in kept(paths, one)]

    def _hand(
        self,
        target: Path,
        content: PackageContent,
        parts: Sequence[PackagePart],
        *,
        force: bool,
        progress: Progress | None,
    ) -> Handed:
        sealed = next(part for part in parts if part.path == TAGS)
        going = Outgoing(Verb.EXPORT_PACKAGE, target, facts=_facts(content, sealed), also=_also(target, content))
        if _is_zip(target):
            return hand_out(self._store, going, into_zip(parts, content.folder, progress), force=force)
        whole = Handed(sealed.sha256, sum(part.size for part in parts))
        return hand_out_folder(self._store, going, whole, into_folder(parts, progress))


def _is_zip(path: Path) -> bool:
    return path.suffix.casefold() == ".zip"


def _refuse_taken(path: Path, *, force: bool) -> None:
    """Refuse at once what would be refused once everything is made.

    Raises:
        Refused: when there is something of that name.
    """
    if path.exists() and not (force and _is_zip(path)):
        hint = "--force replaces it" if _is_zip(path) else "a folder is never replaced: name another, or remove it"
        raise Refused(f"{path} exists already", hint=hint)


def _checked(plan: PackagePlan) -> PackagePlan:
    """The plan with its texts as they are stored.

    Raises:
        BadInput: for an override without a reason.
    """
    overrides = {name.strip(): clean(" ".join(why.split()), "reason") for name, why in plan.overrides.items()}
    for name, why in overrides.items():
        if not name or not why:
            hint = "write EV-3=REASON, nda=REASON or internal=REASON"
            raise BadInput(f"{name or 'an override'} has no reason why it goes out", hint=hint)
    firm = clean(" ".join(plan.handover.split()), "handover")
    return replace(plan, overrides=overrides, handover=firm, since=plan.since.strip())


def _stamped(reply: Path | None) -> str:
    """What is known of a time stamp before anybody has checked who gave it."""
    if reply is None:
        return ""
    at = signing.stamped_at(reply)
    told = f"that says {at}" if at else "not read here, for there is no openssl"
    return f"a time stamp of checkpoint.txt {told}; who gave it is not checked"


def _refuse_unknown(items: Sequence[PackedItem], overrides: Mapping[str, str]) -> None:
    known = {one.row.id for one in items} | {one.value for one in Confidentiality}
    for name in overrides:
        if name not in known:
            raise NotFound.of("artefact or label", name, tuple(known))


def _lists(content: PackageContent) -> list[PackagePart]:
    parts = [
        made("data/index.html", index_page(content)),
        made("data/controls.csv", lists.controls_csv(content)),
        made("data/evidence.csv", lists.evidence_csv(content)),
    ]
    parts += [made(path, data) for path, data in lists.folder_lists(content).items()]
    return [*parts, made("data/letter.txt", letter(content, content.delta))] if content.delta else parts


def _facts(content: PackageContent, sealed: PackagePart) -> dict[str, Value]:
    said: dict[str, Value] = {
        "as_of": content.matrix.as_of.isoformat(),
        "position": content.matrix.dates.entry,
        "engagement": content.matrix.scope.engagement,
        "standing": content.standing,
        "tagmanifest": sealed.sha256,
        "evidence": len([one for one in content.packed if one.shift is not Shift.KEPT]),
        "left_out": len(content.left_out),
        "signed_by": content.signed_by,
        "firm": content.firm,
    }
    return said | ({"since": content.delta.position} if content.delta else {})


def _also(target: Path, content: PackageContent) -> tuple[LoggedAct, ...]:
    """What else the log is told: what went out against its label and why, and to whom it was handed."""
    acts = [
        LoggedAct(
            Verb.EXPORT_PACKAGE, OVERRIDE, one.row.id, {"label": one.row.confidentiality.value, "reason": one.override}
        )
        for one in content.overridden
    ]
    if content.firm:
        said: dict[str, Value] = {
            "file": target.name,
            "as_of": content.matrix.as_of.isoformat(),
            "position": content.matrix.dates.entry,
        }
        acts.append(LoggedAct(Verb.EXPORT_HANDOVER, "handover", content.firm, said))
    return tuple(acts)


def _told(target: Path, content: PackageContent, parts: Sequence[PackagePart], done: Handed) -> FileOutcome:
    sealed = next(part for part in parts if part.path == TAGS)
    here = sum(one.shift is not Shift.KEPT for one in content.packed)
    against = join([one.row.id for one in content.overridden], _SHOWN)
    notes = (
        *content.matrix.dates.notices,
        *_left_out(content),
        f"handed over against their labels: {against}" if against else "",
        content.stamped,
        "" if content.signed_by else "NOT SIGNED: --sign-with signs it",
        # whoever can swap the package can swap every sum in it: this one goes to the auditor by mail or by phone
        f"SHA-256 of {TAGS}, to be told in another way: {sealed.sha256}",
    )
    signed = f", signed by {content.signed_by}" if content.signed_by else ""
    firm = f", handed over to {content.firm}" if content.firm else ""
    written = f"{target} written, {content.standing}, {count(here, 'file')} of evidence, {content.matrix.dates.told}"
    mend = going_out.told(content.matrix)
    return FileOutcome(
        target, done.size, done.sha256, f"{written}{signed}{firm}", tuple(filter(None, notes)), mend=mend
    )


def _left_out(content: PackageContent) -> Iterator[str]:
    """What is not in it, by the reason; and how what a label holds back is released."""
    held: dict[str, list[str]] = {}
    for one in content.left_out:
        held.setdefault(one.left_out, []).append(one.row.id)
    for why, names in held.items():
        yield f"left out: {join(names, _SHOWN)}: {why}"
    if content.final:
        here = {one.title for one in content.documents}
        papers = [DOCUMENTS[one].title for one in APPROVED_APART if DOCUMENTS[one].title not in here]
        if papers:
            yield f"left out: {join(papers)}: nobody has approved or signed them"
    if set(held) & set(LABELS.values()):
        yield "grcdesk evidence set ID --confidentiality auditor releases one for good"
