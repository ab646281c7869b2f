"""One door by which files leave the desk: whoever writes a file elsewhere must say here why that hands out nothing."""

from __future__ import annotations

import ast
from pathlib import Path

import grcdesk
from grcdesk.verbs import HANDED_OUT
from helpers.parsed import modules, nodes

PACKAGE = Path(grcdesk.__file__).parent
DOOR = "services/common/handing_out.py"
INTO_THE_DESK = {
    "services/log/copies.py": "texts beside a log in the exports folder, without those that were erased",
    "services/catalogs/catalogs.py": "a catalog is taken into the desk",
    "services/catalogs/skeletons.py": "an empty catalog to begin with; no desk is read",
    "services/log/log.py": "the program's own checker is laid beside a log",
}
"""Who writes whole files without handing anything out."""
WRITES = {"write_bytes", "write_text", "copyfile", "copy2", "copytree", "copyfileobj"}
NO_FILE_OUT = {
    "cli/frame/tell.py": "a report of a crash, into the state folder",
    "services/common/office.py": "a document, into a temporary folder, for LibreOffice",
    "services/desk/demo_evidence.py": "files of the sample company, into a temporary folder",
    "services/desk/demo_reviews.py": "likewise",
    "services/evidence/facts.py": "a facts file, on its way into the vault",
    "services/evidence/import_files.py": "a report of an import, on its way into the vault",
    "services/evidence/vault.py": "what the door calls to fill a copy of an artefact",
    "services/testing/freezing.py": "a list, into a temporary folder on its way into the vault",
    "services/testing/trial_files.py": "rows a check is tried over, into a temporary folder",
    "services/reviews/kept.py": "a file of a review, on its way into the vault",
    "tui/kit/clipboard.py": "what was copied, into the state folder",
    "tui/kit/drafts.py": "a draft of a text, into the state folder",
    "tui/kit/remembering.py": "how screens were left, into the state folder",
    "tui/kit/editor.py": "a draft of a text, for the person's own editor",
    "tui/kit/quirks.py": "a report of a crash, into the state folder",
}
"""Who writes or copies by hand, and where to."""
TOLD_BY_HAND = {"services/incidents/incidents.py": {"EXPORT_INCIDENTS"}}
"""Rows that go to stdout; the log is told before they are given back."""


def rooms(*names: str) -> list[tuple[str, Path]]:
    return [(path.relative_to(PACKAGE).as_posix(), path) for name in names for path in modules(PACKAGE / name)]


def test_only_the_door_saves_files():
    found = {
        name
        for name, path in rooms("services", "cli", "tui")
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom)
        and (node.module == "grcdesk.reports.files" or any(one.name == "files" for one in node.names))
        and (node.module or "").startswith("grcdesk.reports")
    }
    assert found - {DOOR} == set(INTO_THE_DESK), "hand it to grcdesk.services.common.handing_out"


def test_nobody_writes_a_file_by_hand_unless_it_stays_here():
    found = {
        name
        for name, path in rooms("services", "cli", "tui")
        for node in nodes(path)
        if isinstance(node, ast.Call) and written(node)
    }
    assert found == set(NO_FILE_OUT)


def written(call: ast.Call) -> bool:
    """Whether a call writes a file: by its name, or because it opens one so."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in ("open", "fdopen"):
        values = [*call.args, *(one.value for one in call.keywords)]
        modes = [one.value for one in values if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        return any(mode and set(mode) <= set("wxab+t") and set(mode) & set("wxa") for mode in modes)
    if name in ("copy", "move"):
        return isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "shutil"
    return name in WRITES


def test_only_the_door_tells_the_log_of_a_file():
    names = {verb.name for verb in HANDED_OUT} | {"EXPORT_CALENDAR", "DESK_BACKUP"}
    told: dict[str, set[str]] = {}
    for name, path in rooms("services"):
        for node in nodes(path):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("note", "tell"):
                verbs = {one.attr for arg in node.args for one in ast.walk(arg) if isinstance(one, ast.Attribute)}
                if verbs & names:
                    told[name] = verbs & names
    assert told == TOLD_BY_HAND
