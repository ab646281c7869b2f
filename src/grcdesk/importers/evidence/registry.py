"""The formats that are read, and which of them a file is."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from grcdesk.importers.reading.head import FileHead
from grcdesk.importers.reading.job import Importer
from grcdesk.importers.reading.makers.signs import maker_of
from grcdesk.schemas.catalogs.makers import MakerFile

MODULES = {
    "gateway": "gateways.reading",
    "evaluation": "evaluations.plain",
    "promptfoo": "evaluations.promptfoo",
    "inspect": "inspect_logs",
    "deepeval": "evaluations.deepeval",
    "garak": "benchmarks.garak",
    "lm-eval": "benchmarks.lm_eval",
    "junit": "test_results.junit",
    "nunit": "test_results.nunit",
    "xunit": "test_results.xunit",
    "trx": "test_results.trx",
    "policy-tests": "gateways.policy_tests",
    "redactions": "series",
    "metrics": "series",
    "keys": "lists",
    "tickets": "lists",
    "changes": "lists",
    "findings": "scans.findings",
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


def detect(head: FileHead, makers: Sequence[MakerFile] = ()) -> tuple[str, str, MakerFile | None]:
    """The importer for a file, what gave it away, and the maker where one is known; empty texts when nothing did.

    Args:
        head: its beginning; that of a workbook is one of the `LISTS`.
        makers: those whose signs are looked for, before the signs of the formats.
    """
    from grcdesk.importers.evidence.signs import SIGNS  # noqa: PLC0415  they look at heads

    if found := maker_of(head, (one for one in makers if one.reads in MODULES)):
        maker, reason = found
        return maker.reads, reason, maker
    for importer, sign in SIGNS:
        if head.sheet and importer not in LISTS:
            continue
        if reason := sign(head):
            return importer, reason, None
    return "", "", None
