"""`grcdesk package`: everything for an auditor in one folder, and its check."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_file
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import DAY, as_json
from grcdesk.cli.frame.run import opened, unlogged
from grcdesk.errors import BadInput, Damaged, Unwritable
from grcdesk.schemas.packages.packages import PackagePlan
from grcdesk.wording import count

package = Noun(
    "package",
    help="Everything for an auditor in one zip file or folder: documents, evidence by control, the change log, sums.",
    examples=(
        "grcdesk package build -o package.zip --sign-with ~/.ssh/id_ed25519.pub",
        "grcdesk package verify package.zip",
    ),
)


@verb(
    "build",
    "grcdesk package build",
    "grcdesk --engagement ENG-1 package build -o package.zip --sign-with ~/.ssh/id_ed25519.pub",
    "grcdesk package build -o folder --as-of 2026-11-21",
    "grcdesk package build --handover 'Audit Firm LLP' --final",
    "grcdesk package build --since 'Audit Firm LLP' -o delta.zip",
    "grcdesk package build --override-label 'EV-3=The vendor agreed by mail of 2026-10-02'",
    noun=package,
)
@click.option(
    "-o",
    "--output",
    "file",
    metavar="FILE.zip|DIR",
    type=click.Path(path_type=Path),
    help="Where to; without .zip a folder. Default: a zip file in the desk's exports folder.",
)
@click.option(
    "--as-of",
    metavar="DATE",
    type=DAY,
    help="The day dates are judged on; default: today. For the records of then: grcdesk --at.",
)
@click.option(
    "--sign-with",
    metavar="KEY.pub|agent",
    default="",
    help="Sign with this key of OpenSSH: its public half when an agent or hardware holds it; agent: its one key.",
)
@click.option(
    "--override-label",
    "overrides",
    metavar="EV|LABEL=REASON",
    multiple=True,
    help="Hand out against its label, with the reason; logged. Of one artefact, or of all labelled nda or internal.",
)
@click.option("--final", is_flag=True, help="Not a draft; refused while anything stands against it.")
@click.option(
    "--since", metavar="FIRM|ENTRY", default="", help="Only evidence that moved since that hand-over, with a letter."
)
@click.option("--handover", metavar="FIRM", default="", help="Record to whom it is handed; changes count from there.")
@click.option(
    "--timestamp",
    "stamp",
    metavar="FILE.tsr",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The reply of a time stamp service about this package's checkpoint.txt.",
)
@click.option("--force", is_flag=True, help="Replace an existing zip file.")
@unlogged
@as_json
def build(
    *,
    file: Path | None,
    as_of: date | None,
    sign_with: str,
    overrides: tuple[str, ...],
    final: bool,
    since: str,
    handover: str,
    stamp: Path | None,
    force: bool,
    as_json: bool,
) -> None:
    """Write the package: index page, workbook, documents, evidence by control, log, manifests, how to check it.

    What is labelled internal or NDA stays out and is named with the reason. Same data and same day: same bytes.
    """
    plan = PackagePlan(as_of, sign_with, dict(map(_override, overrides)), final, since, handover, stamp)
    with opened() as desk:
        done = desk.packages.build(file, plan, force=force, progress=tell.progress("bytes written"))
    show_file(done, as_json=as_json)


def _override(said: str) -> tuple[str, str]:
    name, equals, why = said.partition("=")
    if not equals:
        hint = "write EV-3=REASON, nda=REASON or internal=REASON"
        raise BadInput(f"--override-label {said!r} has no reason", hint=hint)
    return name, why


@verb(
    "verify",
    "grcdesk package verify package.zip",
    "grcdesk package verify package.zip --allowed-signers allowed_signers --identity compliance@example.com",
    noun=package,
)
@click.argument("path", metavar="FILE|DIR", type=click.Path(path_type=Path))
@click.option(
    "--allowed-signers",
    "signers",
    metavar="FILE",
    default="",
    help="Who may sign, as ssh-keygen reads it; from elsewhere than the package.",
)
@click.option("--identity", metavar="NAME", default="", help="By which name of that list it must be signed.")
@as_json
def verify(*, path: Path, signers: str, identity: str, as_json: bool) -> None:
    """Check a package, or a BagIt bag of any maker: exit 0 whole, 5 damaged, 3 something cannot be checked.

    Needs no desk, unpacks nothing, follows no link, fetches nothing.
    """
    from grcdesk.services.packages.verifying import verify_package  # noqa: PLC0415  --help does not need it

    report = verify_package(path, signers=signers, identity=identity, progress=tell.progress("bytes read"))
    bag = report.bag
    if as_json:
        output.document(output.value(report))
    for one in bag.remarks:
        tell.say(one.told)
    if bag.damaged:
        reasons = tuple(_told(one.told, report.hit.get(one.where, ())) for one in bag.damaged)
        hint = "ask for the package once more, in another way; do not rely on what is named"
        raise Damaged(f"{path}: {count(len(bag.damaged), 'thing')} damaged", reasons=reasons, hint=hint)
    if bag.unchecked:
        reasons = tuple(one.told for one in bag.unchecked)
        hint = "nothing is known to be damaged; what is named could not be looked at"
        raise Unwritable(f"{path}: {count(len(bag.unchecked), 'thing')} cannot be checked", reasons=reasons, hint=hint)
    if not as_json:
        tell.say(f"{path} is whole: {count(bag.files, 'file')}, {count(bag.size, 'byte')}, {'/'.join(bag.algorithms)}")


def _told(what: str, hit: tuple[str, ...]) -> str:
    """What is damaged, with the artefact and the controls that rest on it."""
    evidence, *controls = hit or ("",)
    behind = f" ({', '.join(controls)})" if controls else ""
    return f"{what}; it is {evidence}{behind}" if evidence else what
