"""What a list prints with --csv is read by its own importer, with the same values."""

from __future__ import annotations

import csv
import io
import shutil
from contextlib import closing

import pytest

from grcdesk.clock import today
from grcdesk.paths import DeskPaths
from grcdesk.schemas.requests.requests import RequestFacts
from grcdesk.schemas.reviews.reviews import CampaignPlan, ListFacts
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Via
from grcdesk.terms.vendors import Tier

ODD = ["=1+3 Ltd", "'Quoted' & Sons", "Zoë; Müller, GmbH", '"Best" | Co', "-5 GmbH", "@home", "Total", "N/A Services"]


@pytest.fixture
def another(tmp_path_factory, _desk_template):
    """A second desk that holds nothing yet."""
    return shutil.copytree(_desk_template, tmp_path_factory.mktemp("other") / "desk")


def filled(root, **facts):
    with closing(open_desk(DeskPaths(root), via=Via.CLI)) as desk:
        for place, name in enumerate(ODD):
            desk.vendors.add(name, VendorFacts(tier=list(Tier)[place % 2], **facts))


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


VENDORS = "name,tier,service,owner,last_review,model_provider,in_scope,method,region,onboarded,offboarded"


@pytest.mark.slow
def test_vendors(run, desk_root, another, tmp_path):
    facts = {"owner": "=Lin", "service": "a, b; c", "region": "EU"}
    filled(desk_root, model_provider=True, onboarded=today(), last_review=today(), **facts)
    for keys in (VENDORS, "name,tier,service,owner,last_review"):
        printed = run("--desk", desk_root, "vendors", "list", "--csv", "--columns", keys)
        assert (printed.code, len(rows(printed.out))) == (0, len(ODD))
        (tmp_path / "v.csv").write_text(printed.out, encoding="utf-8")
        again = run("--desk", desk_root, "vendors", "import", "v.csv")
        assert again.err.startswith(f"grcdesk: 0 vendors added, 0 changed, {len(ODD)} as before"), again.err
    plain = run("--desk", desk_root, "vendors", "list", "--csv").out
    (tmp_path / "plain.csv").write_text(plain, encoding="utf-8")
    assert f"0 changed, {len(ODD)} as before" in run("--desk", desk_root, "vendors", "import", "plain.csv").err
    (tmp_path / "v.csv").write_text(
        run("--desk", desk_root, "vendors", "list", "--csv", "--columns", VENDORS).out, encoding="utf-8"
    )
    assert run("--desk", another, "vendors", "import", "v.csv").code == 0
    there = run("--desk", another, "vendors", "list", "--csv", "--columns", VENDORS).out
    here = run("--desk", desk_root, "vendors", "list", "--csv", "--columns", VENDORS).out
    assert sorted(map(str, rows(there))) == sorted(map(str, rows(here)))


ACCOUNTS = "account,person,mail,kind,role,admin,active,status,last_used"


@pytest.mark.slow
def test_accounts(run, desk_root, tmp_path):
    people = ["Zoë Müller", "=1+3", "@lin", "Ann O'Neil", ""]
    lines = [
        f'u{n},"{person}",u{n}@acme.example,{role},{state},{used}'
        for n, (person, role, state, used) in enumerate(
            zip(
                people, ("admin", "Viewer; Editor", "", "-x", "user"), ("active", "suspended", "", "", "active"),
                ("2026-06-01", "", "Never", "2026-05-31", ""), strict=True,
            )
        )
    ]  # fmt: skip
    (tmp_path / "a.csv").write_text("\n".join(["login,name,email,role,status,last login", *lines]), encoding="utf-8")
    with closing(open_desk(DeskPaths(desk_root), via=Via.CLI)) as desk:
        desk.reviews.open(CampaignPlan(slot="2026Q2", systems=("One", "Two")))
        desk.accounts.load("AR-1", "One", tmp_path / "a.csv", ListFacts("2026-06-30"))
    shown = ("reviews", "accounts", "AR-1", "--csv", "--columns", ACCOUNTS, "--where")
    printed = run("--desk", desk_root, *shown, "system:One").out
    (tmp_path / "own.csv").write_text(printed, encoding="utf-8")
    said = run(
        "--desk", desk_root, "reviews", "load", "AR-1", "own.csv", "--system", "Two", "--pulled-at", "2026-06-30"
    )
    assert said.code == 0, said.err
    assert rows(run("--desk", desk_root, *shown, "system:Two").out) == rows(printed)


def test_requests(run, desk_root, tmp_path):
    with closing(open_desk(DeskPaths(desk_root), via=Via.CLI)) as desk:
        for place, name in enumerate(ODD):
            desk.requests.add(RequestFacts(f"{name} please", f"R-{place}", due=today()))
    keys = "ref,asks,kind,owner,due,status,auditor_status"
    before = run("--desk", desk_root, "requests", "list", "--csv", "--columns", keys).out
    (tmp_path / "r.csv").write_text(before, encoding="utf-8")
    done = run("--desk", desk_root, "requests", "import", "r.csv", "--firm", "Marsh", "--yes")
    assert done.code == 0, done.err
    assert rows(run("--desk", desk_root, "requests", "list", "--csv", "--columns", keys).out) == rows(before)


def test_evidence_as_a_population(run, desk_root, tmp_path):
    for name in ("=1+3", "Zoë; a, b"):
        said = ("--title", name, "--as-of", "2026-06-01", "--kind", "report")
        assert run("--desk", desk_root, "evidence", "add", "https://acme.example/x", *said).code == 0
    printed = run("--desk", desk_root, "evidence", "list", "--csv").out
    (tmp_path / "e.csv").write_text(printed, encoding="utf-8")
    done = run(
        "--desk", desk_root, "evidence", "import", "e.csv", "--as", "population", "--key", "id", "--as-of",
        "2026-06-30", "--json",
    )  # fmt: skip
    assert done.json["report"]["used"] == len(rows(printed)) == 2
