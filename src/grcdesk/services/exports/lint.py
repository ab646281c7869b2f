"""The names a desk knows, against which the texts of a workbook are held; and names that a person releases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput
from grcdesk.importers.reading.strict_yaml import load
from grcdesk.models.audits import Engagement
from grcdesk.models.base import col
from grcdesk.models.remembered import RememberedColumns
from grcdesk.models.requests import RequestWord
from grcdesk.paths import COMPANY
from grcdesk.rules.lint.lint import flaws
from grcdesk.rules.lint.reading import written
from grcdesk.rules.lint.words import bare_name, stem
from grcdesk.schemas.exports.lint import KnownNames
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.outcomes import Outcome
from grcdesk.services.common.context import Context
from grcdesk.store.work import Store
from grcdesk.terms import Verb
from grcdesk.text import clean

RELEASED = "names in texts"
"""Under which `remembered` lists the names that were released."""
_PARTIES = frozenset({"organisation", "legal_name", "issuer", "auditor", "firm", "vendor", "systems"})
"""Fields that name a party: what stands there is known by that."""


def linted(context: Context, matrix: Matrix) -> Matrix:
    """The same, with what is to be mended in it."""
    with context.store.read() as session:
        return replace(matrix, flaws=flaws(matrix, known(session, matrix)))


def known(session: Session, matrix: Matrix) -> KnownNames:
    """The names this desk knows, and those it should not have."""
    ours = {one.text for one in written(matrix) if one.field in _PARTIES}
    for judged in matrix.vendors:
        ours |= {judged.file.detail.row.name, *(one.name for one in judged.file.subprocessors)}
    ours |= set(session.scalars(select(col(Engagement.firm))))
    ours |= set(session.scalars(select(col(RequestWord.firm))))
    ours |= {one.firm for one in matrix.handovers}
    company, names = sample_names()
    in_sample = matrix.scope.organisation == company
    return KnownNames(frozenset(ours), frozenset(released(session)), frozenset() if in_sample else names)


def released(session: Session) -> dict[str, str]:
    """Names a person said belong here, each with the reason."""
    row = session.get(RememberedColumns, RELEASED)
    found = {}
    for entry in row.words if row is not None else ():
        name, _, reason = entry.removeprefix("name: ").partition(" = ")
        found[name] = reason
    return found


@cache
def sample_names() -> tuple[str, frozenset[str]]:
    """The sample company, and everybody in it: read from its own files, so that nobody is forgotten."""
    files = [load((COMPANY / name).read_text(encoding="utf-8"), name) for name in ("desk.yaml", "vendors.yaml")]
    company = str(files[0]["organisation"])
    found = {company, str(files[0]["keeper"]), str(files[0]["reviewer"]), _domain(str(files[0]["mail"]))}
    found |= {str(one["owner"]) for one in files[0]["controls"].values()}
    for vendor in files[1]["vendors"]:
        found |= _around(vendor)
    found |= {bare for name in found if len((bare := bare_name(name)).split()) > 1}
    # one word alone may be anybody's; a domain is told by its dot
    return company, frozenset(name for name in found if len(name.split()) > 1 or "." in name)


def _around(vendor: Mapping[str, Any]) -> set[str]:
    """Names of a vendor, and of the firms that its papers speak of."""
    found = {str(vendor["name"]), *_said(vendor.get("facts", {}), "legal_name")}
    for part in ("contacts", "documents", "reports", "subprocessors"):
        for one in vendor.get(part, ()):
            found.update(_said(one, "auditor"))
    for one in vendor.get("subprocessors", ()):
        found.update(_said(one, "name"))
    return found


def _domain(mail: str) -> str:
    return mail.partition("@")[2]


def _said(entry: Any, name: str) -> tuple[str, ...]:
    return (str(entry[name]),) if entry.get(name) else ()


def release(store: Store, name: str, reason: str) -> Outcome:
    """Keep that the name of a firm belongs into the texts of this desk.

    Raises:
        BadInput: without a name or a reason.
    """
    said = clean(" ".join(name.split()), "name")
    why = clean(" ".join(reason.split()), "reason")
    if not stem(said) or " = " in said:
        raise BadInput(f"{name!r} is no name of a firm", hint="give it as it stands in the text")
    if not why:
        raise BadInput(f"releasing {said} needs a reason", hint="--reason 'our landlord'")
    with store.work(Verb.EXPORT_NAME, why) as work:
        row = work.session.get(RememberedColumns, RELEASED)
        if row is None:
            row = RememberedColumns(source=RELEASED)
            work.session.add(row)
        held = {**released(work.session), said: why}
        row.words = [f"name: {one} = {reason}" for one, reason in sorted(held.items())]
    return work.outcome(f"{said} may stand in texts: {why}")
