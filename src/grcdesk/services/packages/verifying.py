"""A package held against itself, and against a key that was given in another way. No desk is needed for it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from grcdesk.errors import BadInput, DeskError
from grcdesk.importers.bags.check import MOST_TAG, check_bag, small
from grcdesk.importers.bags.places import UNREADABLE, BagPlace, opened
from grcdesk.reports.packages.tags import MAKER
from grcdesk.reports.packages.verify_text import CHECKPOINT_FOR, SIGNED_FOR
from grcdesk.schemas.packages.bags import BagFound, BagReport, BagWord
from grcdesk.schemas.packages.packages import PackageReport
from grcdesk.schemas.progress import Progress
from grcdesk.services.log import signing
from grcdesk.services.packages.sealing import CHECKPOINT, MANIFEST, TAGS
from grcdesk.store.journal import START
from grcdesk.store.verifying import checkpoint
from grcdesk.wording import count

_LOG = "data/audit/audit.jsonl"
_LINE = 16 << 20
"""Bytes of one line of a log that is read."""
_OWN = ("allowed_signers", "tsa-ca.pem", "chain.py")
"""What VERIFY.txt asks its reader to lay beside the package."""
_SMALL = 1 << 20

UNSIGNED = "is not signed"


def verify_package(
    path: Path, *, signers: str = "", identity: str = "", progress: Progress | None = None
) -> PackageReport:
    """Sums, lists and names of any bag; of one of ours also the chain of its log, its checkpoint and signature.

    Args:
        path: the folder, or the zip file; nothing is unpacked.
        signers: the list of those who may sign, as ssh-keygen reads it; it comes from elsewhere than the package.
        identity: by which name of that list it must be signed.
        progress: called with bytes read and to be read.

    Raises:
        BadInput: when there is no bag, or a name without a list.
    """
    if identity and not signers:
        raise BadInput("a name is looked for in a list", hint="--allowed-signers FILE gives it")
    bag = check_bag(path, progress=progress)
    ours = bag.said("Bagging-Software").startswith(f"{MAKER} ")
    report = PackageReport(path, bag, ours)
    with opened(path) as place:
        found = list(_signed(place, signers, identity)) if ours or signers else []
        if ours:
            found += [*_added(place, bag), *_chained(place, bag), *_stamped(place)]
        report = replace(report, hit=_hit(place, bag))
    return replace(
        report,
        bag=replace(bag, found=(*bag.found, *found)),
        chain=_remarks(found, _LOG),
        signature=_remarks(found, TAGS),
    )


def _remarks(found: Sequence[BagFound], where: str) -> str:
    return "; ".join(one.what for one in found if one.where == where and one.word is BagWord.REMARK)


def _added(place: BagPlace, bag: BagReport) -> Iterator[BagFound]:
    """Files beside the payload that nobody lists: a bag may hold them, a package of ours does not."""
    content = small(place, TAGS) or b""
    # 64 digits of a SHA-256, two blanks, the name; what is no such line lists nothing
    listed = {line[66:] for line in content.decode("utf-8", "replace").splitlines()}
    beside = {TAGS, f"{TAGS}.sig", *listed}
    for name in place.sizes:
        if not name.startswith("data/") and name not in beside:
            word = BagWord.REMARK if name in _OWN else BagWord.DAMAGED
            yield BagFound(word, name, "is not listed anywhere: it was added")
    for name in (MANIFEST, TAGS, CHECKPOINT):
        if name not in place.sizes:
            yield BagFound(BagWord.DAMAGED, name, "is missing")
    if "sha256" not in bag.algorithms:
        yield BagFound(BagWord.DAMAGED, MANIFEST, "cannot be read as ours")


def _signed(place: BagPlace, signers: str, identity: str) -> Iterator[BagFound]:
    """What the signature says; without a list of who may sign, only which key it was."""
    content, beside = small(place, TAGS), small(place, f"{TAGS}.sig", _SMALL)
    if content is None or beside is None:
        word = BagWord.DAMAGED if signers else BagWord.REMARK
        yield BagFound(word, TAGS, UNSIGNED)
        return
    with tempfile.TemporaryDirectory(prefix="grcdesk-") as folder:
        file = Path(folder) / TAGS
        file.write_bytes(content)
        signing.signature_of(file).write_bytes(beside)
        try:
            yield _judged(file, signers, identity)
        except DeskError as error:
            yield BagFound(BagWord.UNCHECKED, TAGS, f"its signature: {error}")
        yield from _checkpoint_signed(place, Path(folder))


def _judged(file: Path, signers: str, identity: str) -> BagFound:
    # whose key it is comes second: a signature of another text is damage, whoever made it
    key = signing.signed(file, SIGNED_FOR)
    if not key:
        return BagFound(BagWord.DAMAGED, TAGS, "its signature is not of this text, or not of a package")
    if not signers:
        told = (
            f"is signed by the key {key}; whose that is is not known: --allowed-signers FILE, from elsewhere, says it"
        )
        return BagFound(BagWord.REMARK, TAGS, told)
    if not Path(signers).expanduser().is_file():
        raise BadInput("there is no such file", file=signers, hint="give the list of those who may sign")
    names = [identity] if identity else signing.principals(file, signers)
    for name in names:
        if signing.allows(file, signers, name, SIGNED_FOR):
            return BagFound(BagWord.REMARK, TAGS, f"is signed by {name}, key {key}")
    told = (
        f"is signed by the key {key}, which {Path(signers).name} does not allow{f' to {identity}' if identity else ''}"
    )
    return BagFound(BagWord.DAMAGED, TAGS, told)


def _checkpoint_signed(place: BagPlace, folder: Path) -> Iterator[BagFound]:
    content, beside = small(place, CHECKPOINT), small(place, f"{CHECKPOINT}.sig", _SMALL)
    if content is None or beside is None:
        return
    file = folder / CHECKPOINT
    file.write_bytes(content)
    signing.signature_of(file).write_bytes(beside)
    try:
        if not signing.signed(file, CHECKPOINT_FOR):
            yield BagFound(BagWord.DAMAGED, CHECKPOINT, "its signature is not of this text, or not of a checkpoint")
    except DeskError as error:
        yield BagFound(BagWord.UNCHECKED, CHECKPOINT, f"its signature: {error}")


def _stamped(place: BagPlace) -> Iterator[BagFound]:
    content, reply = small(place, CHECKPOINT), small(place, f"{CHECKPOINT}.tsr", _SMALL)
    if content is None or reply is None:
        return
    if signing.speaks_of(reply, content):
        told = "has a time stamp of this text; VERIFY.txt says how to check who gave it"
        yield BagFound(BagWord.REMARK, CHECKPOINT, told)
    else:
        yield BagFound(BagWord.DAMAGED, CHECKPOINT, "its time stamp is of another text")


def _chained(place: BagPlace, bag: BagReport) -> Iterator[BagFound]:
    """The log from its first line on, and whether it ends where checkpoint and package say."""
    if _LOG not in place.sizes:
        yield BagFound(BagWord.DAMAGED, _LOG, "is missing")
        return
    head, number = START, 0
    try:
        with place.read(_LOG) as file:
            while line := file.readline(_LINE):
                number += 1
                entry = json.loads(line)
                if entry["prev"] != head or entry["seq"] != number:
                    told = f"line {number} does not follow from the line before it"
                    yield BagFound(BagWord.DAMAGED, _LOG, told)
                    return
                head = hashlib.sha256(line.removesuffix(b"\n")).hexdigest()
    except (*UNREADABLE, ValueError, KeyError, TypeError, RecursionError):
        yield BagFound(BagWord.DAMAGED, _LOG, f"line {number} cannot be read as an entry")
        return
    said = (bag.said("Log-Position"), bag.said("Log-Head"))
    if said != (str(number), head):
        yield BagFound(BagWord.DAMAGED, _LOG, f"ends at entry {number}, head {head[:12]}; bag-info.txt says otherwise")
    try:
        known = checkpoint.parse(small(place, CHECKPOINT, _SMALL) or b"", CHECKPOINT)
    except BadInput as error:
        yield BagFound(BagWord.DAMAGED, CHECKPOINT, error.message)
        return
    if (known.entries, known.head) != (number, head):
        yield BagFound(BagWord.DAMAGED, CHECKPOINT, "names another head than that of the log")
    yield BagFound(BagWord.REMARK, _LOG, f"is a whole chain: {count(number, 'entry', 'entries')}, head {head[:16]}")


def _hit(place: BagPlace, bag: BagReport) -> dict[str, tuple[str, ...]]:
    """By damaged file, the artefact and the controls that rest on it, as the list in the package tells it."""
    bad = {one.where for one in bag.damaged}
    content = small(place, "data/evidence.csv", MOST_TAG)
    if not bad or content is None:
        return {}
    try:
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error):  # the list itself is damaged, which is told already
        return {}
    return {str(row["path"]): _resting_on(row) for row in rows if row.get("path") in bad}


def _resting_on(row: Mapping[str, Any]) -> tuple[str, ...]:
    controls = str(row.get("controls") or "").split("; ")
    return (str(row.get("evidence") or ""), *filter(None, controls))
