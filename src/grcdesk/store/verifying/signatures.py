"""Every hash that a person put a name to, computed again from the rows it is about.

Who rewrites the rows of a signed review together with the log leaves the hash, the frozen rows in the vault and the
file of facts behind, or has to rewrite them as well: each of them is held against the others.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, text

from grcdesk.paths import DeskPaths
from grcdesk.schemas.log.log import Broken
from grcdesk.store import vault
from grcdesk.store.verifying.files import small_file
from grcdesk.terms.reviews import CampaignPhase

Stored = Mapping[str, Any]
_MOST = 64 << 20
"""No file of frozen rows or facts is as large as that."""
_ERASED = re.compile(r'\["\[erased\]"\]|\[erased(?: [0-9a-f]{8})?\]')
_SIGNED = ("keep", "revoke", "modify")
_LISTS = frozenset({"flags", "holidays", "marks", "systems"})
"""Stored as JSON, frozen as lists."""
_OTHERWISE = {"system": "system_name"}
"""Frozen under another name than the column."""


def compare(paths: DeskPaths, connection: Connection) -> Iterator[Broken]:
    """Everything signed, approved, drawn or run that is no longer what its hash was made of."""
    yield from _reviews(paths, connection)
    yield from _statements(connection)
    yield from _samples(connection)
    yield from _runs(connection)
    yield from _vendor_reviews(paths, connection)


def heads(paths: DeskPaths, connection: Connection) -> Iterator[tuple[str, int, str]]:
    """The places in the log that files of facts in the vault name: which artefact, position, head."""
    for row in _all(connection, "evidence"):
        if row["importer"] == "facts" and not row["rejected"]:
            named = _facts(paths, row["sha256"]).get("log", {})
            if isinstance(named, dict) and isinstance(named.get("entry"), int) and isinstance(named.get("head"), str):
                yield f"the file of facts of {row['id']}", named["entry"], named["head"]


def _all(connection: Connection, table: str) -> list[Stored]:
    return list(map(dict, connection.execute(text(f'SELECT * FROM "{table}"')).mappings()))  # noqa: S608  our names


def _bytes(paths: DeskPaths, sha256: str) -> bytes | None:
    """What lies in the vault under that hash, when it is that; the vault's own look names what is not."""
    found = small_file(vault.blob(paths, sha256), _MOST) if sha256 else None
    return found if found is not None and hashlib.sha256(found).hexdigest() == sha256 else None


def _facts(paths: DeskPaths, sha256: str) -> dict[str, Any]:
    try:
        found = json.loads(_bytes(paths, sha256) or b"{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) and found.get("format") == "grcdesk facts 1" else {}


def _reviews(paths: DeskPaths, connection: Connection) -> Iterator[Broken]:
    campaigns = {row["id"]: row for row in _all(connection, "campaign")}
    signed = _all(connection, "sign_off")
    yield from _phases(campaigns, signed)
    if not signed:
        return
    hashes = {row["id"]: row["sha256"] for row in _all(connection, "evidence")}
    erased = vault.erased(connection)
    for row in signed:
        where = f"sign_off {row['id']}"
        content = _bytes(paths, row["sha256"])
        if content is None:
            # who erased them, when and why stands with the file
            if row["sha256"] not in erased:
                yield Broken(where, "the rows that were signed do not lie in the vault under the hash of the signature")
            continue
        stands = row["reopened_on"] is None
        yield from _content(connection, row, content, campaigns.get(row["campaign"]) if stands else None)
        facts = _facts(paths, hashes.get(row["evidence"], "")).get("facts", {})
        yield from (Broken(where, what) for what in _facts_of(row, facts))


def _phases(campaigns: Mapping[str, Stored], signed: list[Stored]) -> Iterator[Broken]:
    """A campaign is signed exactly while a signature on it stands."""
    standing = {row["campaign"] for row in signed if row["reopened_on"] is None}
    for name, row in campaigns.items():
        if (row["phase"] == CampaignPhase.SIGNED) != (name in standing):
            yield Broken(f"campaign {name}", "its phase is not what its signatures say")


def _content(connection: Connection, row: Stored, content: bytes, campaign: Stored | None) -> Iterator[Broken]:
    """The rows that were signed against the counts of the signature, and while it stands against the campaign."""
    where = f"sign_off {row['id']}"
    try:
        head, *rows = map(json.loads, content.splitlines())
        yield from (Broken(where, what) for what in _signature(row, rows))
        if campaign is not None:
            yield from _rows_now(connection, campaign, head, rows)
    except (ValueError, TypeError, AttributeError, RecursionError):
        yield Broken(where, "the rows that were signed cannot be read")


def _signature(row: Stored, rows: list[Any]) -> Iterator[str]:
    """Counts of the signature against the rows it signs."""
    counted = dict.fromkeys(_SIGNED, 0)
    for one in rows:
        if one.get("decision") in counted:
            counted[one["decision"]] += 1
    if any(counted[name] != row[name] for name in _SIGNED):
        yield "does not count the decisions that were signed"
    if row["rows"] != sum(counted.values()):
        yield "does not count the accounts that were signed"


def _rows_now(connection: Connection, campaign: Stored, head: Any, rows: list[Any]) -> Iterator[Broken]:
    """The rows of the campaign against those that were signed."""
    query = text("SELECT * FROM account WHERE campaign = :name")
    now = {
        (row["system_name"], row["account"]): dict(row)
        for row in connection.execute(query, {"name": campaign["id"]}).mappings()
    }
    for one in rows:
        row = now.pop((one["system"], one["account"]), None)
        where = f"account {campaign['id']}, {one['system']}/{one['account']}"
        yield from (Broken(where, what) for what in _account_now(one, row))
    for system, account in now:
        yield Broken(f"account {campaign['id']}, {system}/{account}", "is not among the rows that were signed")
    for key in ("slot", "removal_days", "holidays"):
        if key in head and not _same(key, campaign[key], head[key]):
            yield Broken(f"campaign {campaign['id']}", f"{key} is not what was signed")
    yield from _systems_now(connection, campaign, head)


def _account_now(signed: Mapping[str, Any], row: Stored | None) -> Iterator[str]:
    if row is None:
        yield "was signed and is gone"
        return
    for key, value in signed.items():
        column = _OTHERWISE.get(key, key)
        if column in row and not _same(key, row[column], value):
            yield f"{column} is not what was signed"


def _systems_now(connection: Connection, campaign: Stored, head: Any) -> Iterator[Broken]:
    lists = {row["id"]: row for row in _all(connection, "account_list")}
    now = {row["name"]: row for row in _all(connection, "campaign_system") if row["campaign"] == campaign["id"]}
    signed = {one["system"]: one for one in head.get("systems", ())}
    if now.keys() != signed.keys():
        yield Broken(f"campaign {campaign['id']}", "its systems are not those that were signed")
    for name in sorted(now.keys() & signed.keys()):
        where = f"campaign_system {now[name]['id']}"
        yield from (Broken(where, what) for what in _system_now(signed[name], now[name], lists))


def _system_now(signed: Mapping[str, Any], row: Stored, lists: Mapping[str, Stored]) -> Iterator[str]:
    if any(row[key] != signed[key] for key in ("owner", "delegate") if key in signed):
        yield "its owner is not who was signed"
    for role, column in (("list", "population"), ("proof", "proof")):
        told = signed.get(role) or {}
        listed = lists.get(row[column], {})
        if bool(told) != bool(listed) or _moved(told, listed):
            yield f"its {role} of accounts is not the one that was signed"


def _moved(told: Mapping[str, Any], listed: Stored) -> bool:
    """Whether a list of accounts says otherwise than it did when it was signed."""
    return any(key in listed and not _same(key, listed[key], value) for key, value in told.items())


def _same(key: str, stored: Any, frozen: Any) -> bool:
    if isinstance(stored, str) and _ERASED.fullmatch(stored):
        return True  # a text that was erased: only the log can say whether it may be gone, and is asked
    if key in _LISTS and isinstance(stored, str):
        return bool(json.loads(stored) == frozen)
    return bool(stored == frozen)


def _facts_of(row: Stored, facts: Any) -> Iterator[str]:
    """A signature against the file of facts that was made with it."""
    if not isinstance(facts, dict) or "signed" not in facts:
        return  # signed before there were such files
    said = facts["signed"]
    if (said.get("name"), said.get("role"), said.get("on")) != (row["name"], row["role"], row["signed_on"]):
        yield "does not name who signed, as the file of facts does"
    if facts.get("rows", {}).get("sha256") != row["sha256"]:
        yield "does not sign the rows that its file of facts names"
    if len(facts.get("exceptions_at", ())) != len(json.loads(row["exceptions"])):
        yield "does not list the exceptions that its file of facts does"


def _statements(connection: Connection) -> Iterator[Broken]:
    for row in _all(connection, "soa_approval"):
        where = f"soa_approval {row['id']}"
        if hashlib.sha256(row["frozen"].encode()).hexdigest() != row["sha256"]:
            yield Broken(where, "its rows are not those that were approved")
            continue
        rows = json.loads(row["frozen"])
        counted = (len(rows), sum(bool(one.get("applicable")) for one in rows))
        if counted != (row["rows"], row["applicable"]):
            yield Broken(where, "does not count the rows that were approved")


def _samples(connection: Connection) -> Iterator[Broken]:
    for row in _all(connection, "sample"):
        items = json.loads(row["items"])
        named = hashlib.sha256("".join(f"{item}\n" for item in items).encode()).hexdigest()
        if items and (named != row["items_sha256"] or len(items) != row["size"]):
            yield Broken(f"sample {row['id']}", "its items are not those that were drawn")


def _runs(connection: Connection) -> Iterator[Broken]:
    for row in _all(connection, "test_run"):
        facts = json.loads(row["facts"])
        # so many that not all of them are kept: the digest was made of all
        if any(one["undecided_count"] != len(one["undecided"]) for one in facts["tests"]):
            continue
        told = ("test", "n", "tested", "sql_sha256", "rows_sha256")
        results = [[*(one[key] for key in told), [key for key, _ in one["undecided"]]] for one in facts["tests"]]
        measured = {
            "control": row["control"],
            "judged_on": row["judged_on"],
            "parameters": dict(sorted(one.split("=", 1) for one in json.loads(row["parameters"]))),
            "lists": [[one["name"], one["sha256"], one["rows_sha256"]] for one in facts["lists"]],
            "results": results,
        }
        again = json.dumps(measured, sort_keys=True, separators=(",", ":")).encode()
        if hashlib.sha256(again).hexdigest() != row["digest"]:
            yield Broken(f"test_run {row['id']}", "is not the run that its digest names")


def _vendor_reviews(paths: DeskPaths, connection: Connection) -> Iterator[Broken]:
    """A concluded review against the file of facts that stands for it."""
    made = [row for row in _all(connection, "evidence") if row["importer"] == "facts"]
    # of the newest alone; one that was taken out of force stands for nothing
    held = {row["source"]: "" if row["rejected"] else row["sha256"] for row in made}
    for row in _all(connection, "vendor_review"):
        file = _facts(paths, held.get(f"vendor review {row['id']}", ""))
        if file and row["facts"] and not _says_so(file, row):
            yield Broken(f"vendor_review {row['id']}", "is not what its file of facts says")


def _says_so(file: Mapping[str, Any], row: Stored) -> bool:
    """Whether the file tells the same of a review; it may tell more, as of the other vendors of the cycle."""
    told = file.get("facts", {})
    moved = [key for key, value in json.loads(row["facts"]).items() if key in told and told[key] != value]
    return not moved and file.get("by") == (row["approver"] or row["reviewer"])
