"""Real headings of real exports: what is read, what is dropped by name, what is told of every row that is left out."""

from __future__ import annotations

import json
from datetime import date

import openpyxl
import pytest

from grcdesk.errors import BadInput
from grcdesk.importers.reviews.accounts import moment, read_accounts
from grcdesk.importers.reviews.columns import is_private
from grcdesk.importers.reviews.roster import read_roster
from grcdesk.importers.reviews.rulings import read_rulings
from grcdesk.terms.reviews import AccountKind, AccountSource

ENTRA = (
    "userPrincipalName,displayName,surname,mail,givenName,id,userType,jobTitle,department,accountEnabled,usageLocation,"
    "streetAddress,state,country,officeLocation,city,postalCode,telephoneNumber,mobilePhone,alternateEmailAddress,"
    "ageGroup,consentProvidedForMinor,legalAgeGroupClassification,companyName,creationType,directorySynced,"
    "invitationState,identityIssuer,createdDateTime"
)
ENTRA_OLD = (
    ENTRA.replace(",id,", ",objectId,")
    .replace("officeLocation", "physicalDeliveryOfficeName")
    .replace("mobilePhone", "mobile")
)
GOOGLE = (
    "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],"
    "Password Hash Function [UPLOAD ONLY],Org Unit Path [Required],New Primary Email [UPLOAD ONLY],Status [READ ONLY],"
    "Last Sign In [READ ONLY],Recovery Email,Home Secondary Email,Work Secondary Email,"
    "Recovery Phone [MUST BE IN THE E.164 FORMAT],Work Phone,Home Phone,Mobile Phone,Work Address,Home Address,"
    "Employee ID,Employee Type,Employee Title,Manager Email,Department,Cost Center,2sv Enrolled [READ ONLY],"
    "2sv Enforced [READ ONLY],Email Usage [READ ONLY],Drive Usage [READ ONLY],Total Storage [READ ONLY],"
    "Change Password at Next Sign-In,New Status [UPLOAD ONLY]"
)
GOOGLE_NEW = GOOGLE.replace(
    "Total Storage [READ ONLY]",
    "Photos Usage [READ ONLY],Storage limit [READ ONLY],Storage Used [READ ONLY],Licenses [READ ONLY],"
    "Gemini Limit Status [READ ONLY]",
)
AWS = (
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,"
    "mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,"
    "access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,"
    "access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,"
    "cert_2_last_rotated"
)


def row(header, **values):
    """A line under a header; values by the header's words without brackets and blanks."""
    cells = []
    for name in header.split(","):
        key = "".join(letter for letter in name.split("[")[0] if letter.isalnum()).casefold()
        cells.append(values.get(key, ""))
    return ",".join(f'"{cell}"' if "," in cell else cell for cell in cells)


@pytest.fixture
def file(tmp_path):
    def write(text, name="accounts.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return write


@pytest.fixture
def read(file):
    def go(text, name="accounts.csv", encoding="utf-8", **told):
        return read_accounts(file(text, name, encoding), columns=told.pop("columns", {}), **told)

    return go


@pytest.mark.parametrize("header", [ENTRA, ENTRA_OLD], ids=["new", "old"])
def test_both_generations_of_entra(read, header):
    ident = "id" if header is ENTRA else "objectid"
    guest = "pat_partner.example#EXT#@acme.onmicrosoft.com"
    found = read(
        "\n".join(
            [
                header,
                row(header, userprincipalname="dana@acme.example", displayname="=1+3", mail="dana@acme.example",
                    **{ident: "7f"}, usertype="Member", accountenabled="True", telephonenumber="+49 30 1",
                    streetaddress="Home 1", createddatetime="8/19/2021 1:25:31 PM"),
                row(header, userprincipalname=guest, displayname="Pat", mail="pat@partner.example", usertype="Guest",
                    accountenabled="False"),
                row(header, displayname="No Id"),
            ]
        )
    )  # fmt: skip
    dana, pat = found.accounts
    assert found.source is AccountSource.ENTRA
    assert (dana.account, dana.person, dana.aliases, dana.active) == ("dana@acme.example", "=1+3", ("7f",), True)
    assert dana.created == date(2021, 8, 19)
    assert not dana.use_known, "this export tells no last sign-in"
    assert (pat.kind, pat.active, pat.mail) == (AccountKind.GUEST, False, "pat@partner.example")
    assert {"telephoneNumber", "streetAddress", "city", "postalCode"} <= set(found.dropped)
    assert {"mobilePhone", "mobile"} & set(found.dropped)
    assert not {"+49 30 1", "Home 1"} & {value for one in found.accounts for value in map(str, vars_of(one))}
    assert found.skipped == ("line 4: no account id",)
    assert found.rows == 3
    assert any("last sign-in" in told for told in found.assumed)


def vars_of(one):
    return [getattr(one, name) for name in one.__slots__]


@pytest.mark.parametrize("header", [GOOGLE, GOOGLE_NEW], ids=["older", "drifted"])
def test_google_with_drifted_columns(read, header):
    found = read(
        "\n".join(
            [
                header,
                row(header, firstname="Ada", lastname="Okafor", emailaddress="ada@acme.example",
                    passwordhashfunction="MD5", status="Active", lastsignin="2016/04/04 00:24:13", homeaddress="Hill 2",
                    manageremail="lin@acme.example"),
                row(header, firstname="Bo", lastname="Ny", emailaddress="bo@acme.example", status="Suspended",
                    lastsignin="Never logged in"),
            ]
        )
    )  # fmt: skip
    ada, bo = found.accounts
    assert found.source is AccountSource.GOOGLE
    assert (ada.person, ada.last_used, ada.manager, ada.use_known) == (
        "Ada Okafor", date(2016, 4, 4), "lin@acme.example", True,
    )  # fmt: skip
    assert (bo.active, bo.last_used, bo.use_known) == (False, None, True)
    assert {"Password [Required]", "Home Address", "Mobile Phone", "Recovery Email"} <= set(found.dropped)
    assert any("without a zone" in told for told in found.assumed)


def test_aws_with_root_and_words_in_place_of_times(read):
    found = read(
        "\n".join(
            [
                AWS,
                row(AWS, user="<root_account>", arn="arn:aws:iam::1:root", passwordenabled="not_supported",
                    passwordlastused="2026-01-02T10:00:00+00:00", mfaactive="true", accesskey1active="false",
                    accesskey2active="false"),
                row(AWS, user="lin", arn="arn:aws:iam::1:user/lin", passwordenabled="TRUE",
                    passwordlastused="no_information", accesskey1active="true", accesskey1lastuseddate="N/A",
                    accesskey2active="false", accesskey2lastuseddate="N/A"),
                row(AWS, user="svc-chat", arn="a", passwordenabled="false", passwordlastused="N/A",
                    accesskey1active="true", accesskey1lastuseddate="2026-06-01T00:00:00+00:00",
                    accesskey2active="true", accesskey2lastuseddate="2026-06-03T00:00:00+00:00"),
                row(AWS, user="old", arn="b", passwordenabled="false", passwordlastused="N/A",
                    accesskey1active="false", accesskey2active="false"),
            ]
        )
    )  # fmt: skip
    root, lin, chat, old = found.accounts
    assert found.source is AccountSource.AWS
    assert "password_enabled" not in found.unknown, "an account is judged by it"
    assert (root.kind, root.admin, root.active) == (AccountKind.ROOT, True, True)
    assert (lin.kind, lin.role, lin.last_used, lin.use_known) == (AccountKind.PERSON, "console, key 1", None, True)
    assert (chat.kind, chat.role, chat.last_used) == (AccountKind.SERVICE, "key 1, key 2", date(2026, 6, 3))
    assert (old.active, old.status) == (False, "no password, no key")
    assert not set(found.dropped) & {"password_enabled", "password_last_used"}, "these tell, and hold no password"


def test_a_cut_aws_report(read):
    found = read("user,arn,password_enabled,mfa_active\nlin,arn:x,true,true\n")
    assert (found.accounts[0].active, found.accounts[0].use_known) == (True, False)


def test_okta_as_the_api_gives_it_and_as_a_table(read):
    user = {
        "id": "00u1", "status": "SUSPENDED", "created": "2024-01-01T00:00:00.000Z",
        "lastLogin": "2026-05-01T08:00:00.000Z",
        "profile": {"login": "ada@acme.example", "email": "ada@acme.example", "firstName": "Ada", "lastName": "Okafor",
                    "mobilePhone": "+1", "secondEmail": "x@home.example"},
        "credentials": {"password": {}}, "_links": {"self": {"href": "https://x"}},
    }  # fmt: skip
    found = read(json.dumps([user, {"status": "ACTIVE", "profile": {"email": "y@x"}}, 3]), "users.json")
    ada = found.accounts[0]
    assert found.source is AccountSource.OKTA
    assert (ada.account, ada.person, ada.active, ada.last_used) == (
        "ada@acme.example", "Ada Okafor", False, date(2026, 5, 1),
    )  # fmt: skip
    assert ada.aliases == ("00u1",)
    assert set(found.dropped) == {"profile.mobilePhone", "profile.secondEmail"}
    assert set(found.skipped) == {"entry 3: is no object", "line 2: no account id"}
    assert found.rows == 3
    table = read("id,status,created,statusChanged,lastLogin,login,email,firstName,lastName,mobilePhone\n"
                 "00u1,ACTIVE,2024-01-01,,2026-05-01T08:00:00Z,ada,ada@acme.example,Ada,Okafor,+1\n")  # fmt: skip
    assert (table.source, table.accounts[0].account, table.dropped) == (AccountSource.OKTA, "ada", ("mobilePhone",))


@pytest.mark.parametrize("text", ['[{"a": 1, "a": 2}]', '[{"a": NaN}]', "[" * 100_000, '"x"', '[{"login": "\\ud800"}]'])
def test_json_that_is_not_clean_is_refused(read, text):
    with pytest.raises(BadInput):
        read(text if text != '"x"' else "[1]", "users.json")


def test_github_members_from_the_api_and_from_the_people_page(read):
    api = [{"login": "ada", "id": 7, "node_id": "x", "type": "User", "site_admin": False, "role_name": "admin"},
           {"login": "ci-bot", "id": 8, "node_id": "y", "type": "Bot", "site_admin": False}]  # fmt: skip
    ada, bot = read(json.dumps(api), "members.json").accounts
    assert (ada.admin, ada.kind, bot.kind, bot.admin) == (True, AccountKind.PERSON, AccountKind.SERVICE, False)
    page = "login,name,tfa_enabled,is_public,role,last_active,saml_name_id"
    one = read(f"{page}\nada,Ada,true,false,Owner,2026-06-01,ada@acme.example\n").accounts[0]
    assert (one.admin, one.mail, one.last_used) == (True, "ada@acme.example", date(2026, 6, 1))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("\ufeffaccount_id,display_name\nj.alm,Jürgen Alm\n", "utf-8"),
        ("account_id;display_name;role\nj.alm;Jürgen Alm;reader, writer\n", "utf-8"),
        ("account_id;display_name\nj.alm;Jürgen Alm\n", "cp1252"),
        ("account_id\tdisplay_name\nj.alm\tJürgen Alm\n", "utf-16"),
    ],
    ids=["bom", "semicolon", "cp1252", "utf-16"],
)
def test_marks_delimiters_and_encodings_are_found_and_told(read, text, encoding):
    found = read(text, encoding=encoding)
    assert (found.accounts[0].account, found.accounts[0].person) == ("j.alm", "Jürgen Alm")
    assert found.assumed[0].startswith("read as ")


def test_every_row_that_is_left_out_or_joined_is_named(read):
    found = read(
        "account_id,role,last_login\na,reader,2026-06-01\n,writer,\nA,admin,2026-06-05\nb,x,y,z\nc,writer,soon\n"
    )
    assert [one.account for one in found.accounts] == ["a", "c"]
    assert (found.accounts[0].role, found.accounts[0].admin) == ("reader; admin", True)
    assert found.accounts[0].last_used == date(2026, 6, 5)
    told = "\n".join(found.skipped)
    assert found.rows == 5
    for what in ("line 3: no account id", "line 4: A again", "line 5: 4 fields", "line 6: last_login left empty"):
        assert what in told


def test_columns_are_asked_for_when_headings_say_nothing_and_what_is_told_goes_first(read):
    text = "Schlüssel,Rechte\nk-1,lesen\n"
    with pytest.raises(BadInput, match="no column is known as the account id") as refused:
        read(text)
    assert "--column account=" in refused.value.hint
    found = read(text, columns={"account": "Schlüssel", "role": "Rechte"})
    assert (found.accounts[0].account, found.accounts[0].role) == ("k-1", "lesen")
    more = read("Kennung,email,role\nk-1,k@acme.example,admin\n", columns={"account": "Kennung"}).accounts[0]
    assert (more.mail, more.admin) == ("k@acme.example", True), "what is not told goes by the headings"
    with pytest.raises(BadInput, match="has no column"):
        read(text, columns={"account": "Key"})
    with pytest.raises(BadInput, match="cannot mean"):
        read(text, columns={"akkount": "Rechte"})


def test_service_accounts_keys_and_tools_are_accounts(read):
    text = "account_id,type\nsvc,service account\nk1,API key\nmcp-files,MCP server\nada,user\n"
    kinds = [one.kind for one in read(text).accounts]
    assert kinds == [AccountKind.SERVICE, AccountKind.API_KEY, AccountKind.TOOL, AccountKind.PERSON]


def test_a_workbook_is_read_like_a_table(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["account_id", "display_name", "last_login", "phone"])
    book.active.append(["a", "'=1+3", date(2026, 6, 1), 49])
    book.active.append([None, "x", None, None])
    book.save(tmp_path / "a.xlsx")
    found = read_accounts(tmp_path / "a.xlsx", columns={})
    assert (found.accounts[0].last_used, found.dropped, found.rows) == (date(2026, 6, 1), ("phone",), 2)
    assert found.skipped == ("line 3: no account id",)


@pytest.mark.parametrize("content", [b"PK\x03\x04 no zip", b"", b"account_id\n"])
def test_damaged_and_empty_files_are_refused(read, content):
    with pytest.raises(BadInput):
        read(content, "a.xlsx")


def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "a.csv").write_text("account_id\na\n")
    (tmp_path / "b.csv").symlink_to(tmp_path / "a.csv")
    with pytest.raises(BadInput):
        read_accounts(tmp_path / "b.csv", columns={})


@pytest.mark.parametrize(
    ("heading", "private"),
    [("Home Address", True), ("streetAddress", True), ("Mobile Phone", True), ("Password", True), ("birth_date", True),
     ("Email Address [Required]", False), ("email_address", False), ("password_enabled", False), ("role", False)],
)  # fmt: skip
def test_private_columns_are_known_by_their_heading(heading, private):
    assert is_private(heading) is private


@pytest.mark.parametrize(
    ("text", "at"),
    [("2026-07-01", "2026-07-01T00:00:00.000Z"), ("2026-07-01T09:00Z", "2026-07-01T09:00:00.000Z"),
     ("2026-07-01T09:00:00+02:00", "2026-07-01T07:00:00.000Z"), ("1702857600", "2023-12-18T00:00:00.000Z")],
)  # fmt: skip
def test_when_a_list_was_pulled(text, at):
    assert moment(text) == at


@pytest.mark.parametrize("text", ["", "soon", "07/08/2026", "2026-02-30"])
def test_when_it_was_pulled_is_never_guessed(text):
    with pytest.raises(BadInput):
        moment(text)


def test_a_roster_by_person_and_by_event(file):
    people = file("Employee ID,Name,Work Email,Aliases,Manager,Start Date,End Date,Home Phone\n"
                  "E1,Lin Chen,Lin@acme.example,lchen;lin.c@acme.example,Mara Roy,2020-01-01,2026-05-01,1\n"
                  ",,,,,,,\n,,,x,,,,\n")  # fmt: skip
    found = read_roster(people, columns={})
    lin = found.people[0]
    assert (lin.id, lin.mail, lin.aliases, lin.left_on) == (
        "E1", "lin@acme.example", ("lchen", "lin.c@acme.example"), date(2026, 5, 1),
    )  # fmt: skip
    assert found.dropped == ("Home Phone",)
    assert found.skipped == ("line 4: names no person",)
    events = file(
        "email,event,date\na@x.example,joiner,2026-04-02\na@x.example,leaver,2026-06-01\nb@x.example,mover,2026-05-01\n"
    )
    first, second = read_roster(events, columns={}).people
    assert (first.started, first.left_on, second.moved) == (date(2026, 4, 2), date(2026, 6, 1), date(2026, 5, 1))


def test_a_reviewers_list(file):
    text = "account_id,system,reviewer,decision,decided_on,reason,ticket,done_on\na,S,r,keep,2026-07-01T10:00Z,,,\n"
    lines = read_rulings(file(text)).lines
    assert (lines[0].line, lines[0].account, lines[0].decided_on, lines[0].done_on) == (2, "a", "2026-07-01", "")
    with pytest.raises(BadInput, match="no column decision"):
        read_rulings(file("account_id,reviewer\na,r\n"))
