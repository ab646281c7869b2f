"""The formats that are read, and which of them a file is."""

from __future__ import annotations

from importlib import import_module

from grcdesk.importers.reading.head import FileHead
from grcdesk.importers.reading.job import Importer

MODULES = {
    "gateway": "gateways.reading",
    "evaluation": "evaluations",
    "promptfoo": "evaluations",
    "inspect": "inspect_logs",
    "deepeval": "evaluations",
    "junit": "junit",
    "redactions": "series",
    "metrics": "series",
    "keys": "lists",
    "tickets": "lists",
    "changes": "lists",
    "findings": "findings",
    "manifest": "documents",
    "model-card": "documents",
    "audit-log": "audit_logs",
    "cloudtrail": "audit_logs",
    "github": "audit_logs",
    "okta": "audit_logs",
    "openai": "audit_logs",
    "anthropic": "audit_logs",
    "bedrock": "audit_logs",
    "population": "populations",
}
"""Importer → the module that holds it."""
LISTS = frozenset({"changes", "findings", "keys", "metrics", "population", "redactions", "tickets"})
"""Those that read workbooks as well."""


def names() -> tuple[str, ...]:
    """Every importer there is."""
    return tuple(MODULES)


def get(name: str) -> Importer:
    """The importer of that name.

    Raises:
        KeyError: when there is none.
    """
    module = import_module(f"grcdesk.importers.evidence.{MODULES[name]}")
    found: dict[str, Importer] = getattr(module, "IMPORTERS", None) or {module.IMPORTER.name: module.IMPORTER}
    return found[name]


def detect(data: bytes, name: str, sheet: tuple[str, ...] = ()) -> tuple[str, str]:
    """The importer for a file, and what gave it away; two empty texts when nothing did.

    Args:
        data: its first bytes, unpacked.
        name: what it is called.
        sheet: of a workbook, its columns; such a file is one of the `LISTS`.
    """
    from grcdesk.importers.evidence.signs import SIGNS  # noqa: PLC0415  they look at heads

    head = FileHead(data, name, sheet)
    for importer, sign in SIGNS:
        if sheet and importer not in LISTS:
            continue
        if reason := sign(head):
            return importer, reason
    return "", ""
