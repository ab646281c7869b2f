"""A quarter's access review by command line: from the exports of four systems to the signed memo and its evidence."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from grcdesk.cli.main import call

ENTRA = (
    "userPrincipalName,displayName,surname,mail,givenName,id,userType,jobTitle,accountEnabled,streetAddress,mobilePhone,"
    "createdDateTime"
)
GOOGLE = (
    "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Org Unit Path [Required],"
    "Status [READ ONLY],Last Sign In [READ ONLY],Recovery Phone [MUST BE IN THE E.164 FORMAT]"
)
AWS = (
    "user,arn,user_creation_time,password_enabled,password_last_used,mfa_active,access_key_1_active,"
    "access_key_1_last_used_date"
)
SYSTEMS = ("Directory", "Prompt log store", "Model account", "Tool gateway")


def exports(folder: Path, *, later: bool) -> dict[str, Path]:
    """What each system gives out; later the leaver is gone, the key disabled, and the admin a reader."""
    entra = [
        ENTRA,
        "ada@acme.example,=1+3,Okafor,ada@acme.example,Ada,7f,Member,Engineer,True,Hill 2,+49 1,8/19/2021 1:25:31 PM",
        "lin@acme.example,Lin Chen,Chen,lin@acme.example,Lin,8a,Member,Lead,True,,,",
    ]
    entra += [] if later else ["bo@acme.example,Bo Ny,Ny,bo@acme.example,Bo,9b,Member,Analyst,True,,,"]
    google = [
        GOOGLE,
        "Jürgen,Alm,alm@acme.example,****,/,Active,2016/04/04 00:24:13,+49 2",
        "Ada,Okafor,ada@acme.example,****,/,Active,2026/09/20 08:00:00,",
    ]
    aws = [AWS, "<root_account>,arn:aws:iam::1:root,,not_supported,2026-01-02T10:00:00+00:00,true,false,N/A"]
    aws += [f"svc-chat,arn:aws:iam::1:user/svc-chat,,false,N/A,false,{'false' if later else 'true'},no_information"]
    tools = ["Kennung;Art;Rechte", f"mcp-files;MCP server;{'reader' if later else 'admin'}", "key-7;API key;reader"]
    texts = {
        "Directory": ("entra.csv", "\ufeff" + "\n".join(entra), "utf-8"),
        "Prompt log store": ("google.csv", "\n".join(google), "cp1252"),
        "Model account": ("aws.csv", "\n".join(aws), "utf-8"),
        "Tool gateway": ("tools.csv", "\n".join(tools), "utf-8"),
    }
    folder.mkdir()
    for name, text, encoding in texts.values():
        (folder / name).write_bytes((text + "\n").encode(encoding))
    return {system: folder / name for system, (name, _, _) in texts.items()}


@pytest.fixture
def on(desk_root, capsys):
    """One command line on the desk; stdout and stderr."""

    def go(*arguments: object, code: int = 0) -> tuple[str, str]:
        capsys.readouterr()
        got = call(["--desk", str(desk_root), *map(str, arguments)])
        out, err = capsys.readouterr()
        assert got == code, err
        return out, err

    return go


def load(on, files: dict[str, Path], verb: str, at: str) -> None:
    for system, file in files.items():
        more = () if system != "Tool gateway" or verb == "prove" else (
            *("--column", "account=Kennung", "--column", "kind=Art", "--column", "role=Rechte"),
        )  # fmt: skip
        on("reviews", verb, "2026Q3", "--system", system, file, "--pulled-at", at, "--query", "all accounts", *more)


def decide(book: Path) -> None:
    """The reviewer at his own computer."""
    opened = openpyxl.load_workbook(book)
    sheet = opened["Decisions"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    wanted = {
        "alm@acme.example": ("revoke", "left in August", "OPS-1"),
        "svc-chat": ("revoke", "key never used", "OPS-2"),
        "mcp-files": ("modify", "reads only", "OPS-3"),
        "<root_account>": ("keep", "break glass, sealed", ""),
        "bo@acme.example": ("revoke", "moved to sales", "OPS-4"),
    }
    for row in range(2, sheet.max_row + 1):
        said = wanted.get(sheet.cell(row, heads["Account ID"]).value, ("keep", "", ""))
        for name, value in zip(("Decision", "Reason", "Ticket"), said, strict=True):
            sheet.cell(row, heads[name]).value = value or None
        sheet.cell(row, heads["Decided on"]).value = "2026-10-05"
    opened.save(book)


def test_from_export_files_to_the_signed_memo(on, tmp_path):
    people = tmp_path / "people.csv"
    people.write_text(
        "name,email,end_date\nAda Okafor,ada@acme.example,\nLin Chen,lin@acme.example,\nBo Ny,bo@acme.example,\n"
        "Jürgen Alm,alm@acme.example,2026-08-31\n",
        encoding="utf-8",
    )
    owners = [part for system in SYSTEMS for part in ("--system", system, "--owner", f"{system}=Lin Chen")]
    on("reviews", "open", "--slot", "2026Q3", *owners, "--due", "2026-10-31", "--holiday", "2026-10-06",
       "--started", "2026-10-01")  # fmt: skip
    on("reviews", "roster", people, "--source", "HR system", "--pulled-at", "2026-10-01", "--pulled-by", "Mara Roy")
    load(on, exports(tmp_path / "october", later=False), "load", "2026-10-01T09:00Z")
    told = json.loads(on("reviews", "show", "AR-1", "--json")[0])
    lists = {one["name"]: one["population"] for one in told["systems"]}
    assert set(lists["Directory"]["dropped"]) == {"streetAddress", "mobilePhone"}
    assert "Password [Required]" in lists["Prompt log store"]["dropped"]
    odd = json.loads(on("reviews", "accounts", "AR-1", "--where", "is:leaver,dormant,admin", "--json")[0])
    assert {row["account"] for row in odd} == {"alm@acme.example", "<root_account>", "mcp-files"}

    # the reviewer decides in his workbook; his own account is left to somebody else
    on("reviews", "export", "AR-1", "--reviewer", "Lin Chen", "-o", tmp_path / "lin.xlsx")
    decide(tmp_path / "lin.xlsx")
    diff, _ = on("reviews", "import", "AR-1", tmp_path / "lin.xlsx", "--dry-run")
    assert "svc-chat" in diff
    on("reviews", "import", "AR-1", tmp_path / "lin.xlsx", code=1)
    on("reviews", "import", "AR-1", tmp_path / "lin.xlsx", "--yes")
    _, refused = on("reviews", "sign", "AR-1", "--role", "GRC lead", code=1)
    assert "5 reasons" in refused
    on("reviews", "assign", "AR-1", "--system", "Directory", "--delegate", "Ada Okafor")
    on("reviews", "decide", "AR-1", "lin@acme.example", "--decision", "keep", "--reviewer", "Ada Okafor",
       "--on", "2026-10-05")  # fmt: skip

    # the tickets are worked off, and the next exports prove it
    on("reviews", "removals", "AR-1", "-o", tmp_path / "tickets.csv")
    with (tmp_path / "tickets.csv").open(encoding="utf-8-sig", newline="") as file:
        tickets = {row["account"]: row for row in csv.DictReader(file)}
    assert {row["due"] for row in tickets.values()} == {"2026-10-13"}, "five business days, one of them a holiday"
    for account, done in (("svc-chat", "2026-10-08"), ("mcp-files", "2026-10-08"), ("bo@acme.example", "2026-10-20")):
        word = tickets[account]["decision"]
        on("reviews", "decide", "AR-1", account, "--decision", word, "--done-on", done, "--ticket", "OPS-9")
    load(on, exports(tmp_path / "november", later=True), "prove", "2026-10-21T09:00Z")
    found = json.loads(on("reviews", "check", "AR-1", "--json")[0])
    assert (found["still_present"], found["unproven"]) == (["alm@acme.example"], [])
    assert found["late"] == [{"account": "bo@acme.example", "business_days": 10}]
    last = tmp_path / "last.csv"
    last.write_text(GOOGLE + "\nAda,Okafor,ada@acme.example,****,/,Active,2026/09/20 08:00:00,\n")
    on("reviews", "prove", "AR-1", "--system", "Prompt", last, "--pulled-at", "2026-10-22T09:00Z")

    _, signed = on("reviews", "sign", "AR-1", "--name", "Mara Roy", "--role", "GRC lead", "--on", "2026-10-23")
    assert "9 accounts, 2 late removals" in signed
    on("reviews", "memo", "AR-1", "-o", tmp_path / "memo.docx")
    memo = Document(tmp_path / "memo.docx")
    text = "\n".join(cell.text for table in memo.tables for row in table.rows for cell in row.cells)
    for what in (*SYSTEMS, "OPS-9", "10 late", "Mara Roy", "break glass, sealed", "disabled in", "changed in"):
        assert what in text, what
    slots = json.loads(on("coverage", "--json")[0])
    mine = next(row for row in slots if row["id"] == "AI-SEC-05")
    assert next(slot for slot in mine["slots"] if slot["slot"] == "2026Q3")["evidence"]
    on("export", "matrix", "-o", tmp_path / "m.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "m.xlsx")["Access reviews"]
    person = next(cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value == "=1+3")
    assert (person.data_type, person.quotePrefix) == ("s", True)
    assert "+49" not in "".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    on("log", "verify")
