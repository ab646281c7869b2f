"""Exports and answers of more makers, in their public form: who signs in, with what rights, whether all are there."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.errors import BadInput
from grcdesk.importers.reviews.accounts import read_accounts
from grcdesk.terms.reviews import AccountKind

SLACK_MEMBERS = (
    "username,email,status,billing-active,has-2fa,has-sso,userid,fullname,displayname,expiration-timestam"
    "p\n"
    "mroy,mara.roy@acme.example,Primary Owner,1,1,1,U01AAA,Mara Roy,mara,\n"
    "lchen,lin.chen@acme.example,Admin,1,1,1,U01BBB,Lin Chen,lin,\n"
    "aoka,ada.okafor@acme.example,Member,1,0,1,U01CCC,Ada Okafor,ada,\n"
    "deploybot,,Bot,0,0,0,U01DDD,Deploy Bot,deploybot,\n"
    "jwe,jonas.weil@acme.example,Deactivated,0,0,0,U01EEE,Jonas Weil,jonas,\n"
    "ext1,pat@partner.example,Single-Channel Guest,0,0,0,U01FFF,Pat Doe,pat,1798761600\n"
)
ATLASSIAN_USERS = (
    "User id,User name,email,User status,Added to org,Org role,Last seen in Jira - acme,Last seen in Conf"
    "luence - acme\n"
    "712020:aaa,Alex Kim,alex.kim@acme.example,Active,3 Jan 2024,Organization admin,28 Apr 2026,12 May 20"
    "26\n"
    "712020:bbb,Alex Kim,alex.kim2@acme.example,Active,9 Feb 2025,,Never accessed,Never accessed\n"
    "712020:ccc,Sofia Brandt,sofia.brandt@acme.example,Suspended,9 Feb 2025,User,1 Jun 2025,Never accesse"
    "d\n"
)
GITHUB_PEOPLE = (
    "GitHub com login,GitHub com name,GitHub com profile,GitHub com two-factor auth,GitHub com enterprise"
    " managed user,License type,acme-corp owner,acme-corp member,Total user accounts\n"
    "alin,Lin Chen,https://github.example/alin,TRUE,FALSE,Enterprise: User,TRUE,FALSE,1\n"
    "adao,Ada Okafor,https://github.example/adao,TRUE,FALSE,Enterprise: User,FALSE,TRUE,1\n"
)
GHES_ALL_USERS = (
    "created_at,id,login,email,role,suspended?,last_logged_ip,repos,ssh_keys,org_memberships,dormant?,las"
    "t_active,raw_login,2fa_enabled?\n"
    "2021-03-04 09:10:11 UTC,11,alin,lin.chen@acme.example,admin,active,10.0.0.1,4,1,2,active,2026-11-01 "
    "10:00:00 UTC,alin,true\n"
    "2022-03-04 09:10:11 UTC,12,jweil,jonas.weil@acme.example,user,suspended,10.0.0.2,0,0,0,dormant,2025-"
    "01-02 10:00:00 UTC,jweil,false\n"
)
AD_GET_ADUSER = (
    '"SamAccountName","DisplayName","EmailAddress","Enabled","LastLogonDate","PasswordLastSet","MemberOf"'
    ',"DistinguishedName","userAccountControl","whenCreated"\n'
    '"lchen","Lin Chen","lin.chen@acme.example","True","11/1/2026 9:12:44 AM","3/1/2026 9:12:44 AM","CN=D'
    'omain Admins,CN=Users,DC=acme","CN=Lin Chen,OU=Staff,DC=acme","512","1/2/2021 8:00:00 AM"\n'
    '"jweil","Jonas Weil","jonas.weil@acme.example","False","1/13/2025 9:12:44 AM","","","CN=Jonas Weil,O'
    'U=Left,DC=acme","514","1/2/2021 8:00:00 AM"\n'
)
POWERSHELL_TYPE_LINE = (
    "#TYPE Microsoft.Graph.PowerShell.Models.MicrosoftGraphUser\n"
    '"UserPrincipalName","DisplayName","AccountEnabled","Id"\n'
    '"lin.chen@acme.example","Lin Chen","True","1a"\n'
    '"ada.okafor@acme.example","Ada Okafor","False","1b"\n'
)
EXCEL_SEP_LINE = (
    "sep=;\n"
    "Username;Full name;Role;Last login\n"
    "lchen;Lin Chen;Admin;01.11.2026 10:00\n"
    "aoka;Ada Okafor;User;23.10.2026 09:00\n"
)
OPENAI_USERS_PAGE = (
    '{"object":"list","data":[\n'
    ' {"object":"organization.user","id":"user-1","name":"Lin Chen","email":"lin.chen@acme.example","role'
    '":"owner","added_at":1711471533},\n'
    ' {"object":"organization.user","id":"user-2","name":"Ada Okafor","email":"ada.okafor@acme.example","'
    'role":"reader","added_at":1711471599}],\n'
    ' "first_id":"user-1","last_id":"user-2","has_more":true}\n'
)
ANTHROPIC_USERS = (
    '{"data":[{"id":"user_1","type":"user","email":"lin.chen@acme.example","name":"Lin Chen","role":"admi'
    'n","added_at":"2026-01-30T23:58:27.427722Z"},{"id":"user_2","type":"user","email":"ada.okafor@acme.e'
    'xample","name":"Ada Okafor","role":"claude_code_user","added_at":"2026-01-30T23:58:27.427722Z"}],"fi'
    'rst_id":"user_1","has_more":true,"last_id":"user_2"}\n'
)
LITELLM_USER_LIST = (
    '{"users":[{"user_id":"u-1","user_alias":"lin","user_email":"lin.chen@acme.example","user_role":"prox'
    'y_admin","spend":1.2,"max_budget":null,"models":[],"created_at":"2026-01-01T00:00:00Z","updated_at":'
    '"2026-10-01T00:00:00Z","key_count":3},{"user_id":"u-2","user_alias":null,"user_email":"ada.okafor@ac'
    'me.example","user_role":"internal_user","spend":0,"models":["gpt-4o"],"created_at":"2026-01-01T00:00'
    ':00Z","key_count":0}],"total":61,"page":1,"page_size":2,"total_pages":31}\n'
)
GRAPH_USERS_PAGE = (
    '{"@odata.context":"https://graph.example/v1.0/$metadata#users","@odata.nextLink":"https://graph.exam'
    'ple/v1.0/users?$skiptoken=X","value":[\n'
    ' {"id":"1a","userPrincipalName":"lin.chen@acme.example","displayName":"Lin Chen","mail":"lin.chen@ac'
    'me.example","accountEnabled":true,"userType":"Member","signInActivity":{"lastSignInDateTime":"2026-1'
    '1-01T10:00:00Z"}},\n'
    ' {"id":"1b","userPrincipalName":"ada.okafor@acme.example","displayName":"Ada Okafor","mail":null,"ac'
    'countEnabled":false,"userType":"Member","signInActivity":{"lastSignInDateTime":"2025-01-01T10:00:00Z'
    '"}}]}\n'
)
AWS_LIST_USERS = (
    '{"Users":[{"Path":"/","UserName":"lchen","UserId":"AIDA1","Arn":"arn:aws:iam::111122223333:user/lche'
    'n","CreateDate":"2022-03-08T16:02:25+00:00","PasswordLastUsed":"2026-11-02T08:00:00+00:00"},{"Path":'
    '"/","UserName":"ci","UserId":"AIDA2","Arn":"arn:aws:iam::111122223333:user/ci","CreateDate":"2023-03'
    '-08T16:02:25+00:00"}],"IsTruncated":true,"Marker":"abc"}\n'
)
SCIM_USERS = (
    '{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":40,"startIndex":1,"'
    'itemsPerPage":2,"Resources":[\n'
    ' {"id":"1","userName":"lin.chen@acme.example","name":{"givenName":"Lin","familyName":"Chen"},"active'
    '":true,"emails":[{"value":"lin.chen@acme.example","primary":true}],"groups":[{"display":"admins","va'
    'lue":"g1"}]},\n'
    ' {"id":"2","userName":"jonas.weil@acme.example","name":{"givenName":"Jonas","familyName":"Weil"},"ac'
    'tive":false,"emails":[],"groups":[]}]}\n'
)


@pytest.fixture
def read(tmp_path):
    def go(text, name="accounts.csv", **told):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_accounts(path, columns=told)

    return go


def test_slack_tells_roles_and_kinds_in_its_status(read):
    found = {one.account: one for one in read(SLACK_MEMBERS).accounts}
    assert [name for name, one in found.items() if one.admin] == ["mroy", "lchen"]
    assert found["deploybot"].kind is AccountKind.SERVICE
    assert (found["ext1"].kind, found["jwe"].active) == (AccountKind.GUEST, False)
    assert (found["aoka"].kind, found["aoka"].role, found["mroy"].person) == (AccountKind.PERSON, "", "Mara Roy")


def test_two_people_of_one_name_are_two_accounts(read):
    found = read(ATLASSIAN_USERS)
    assert [one.account for one in found.accounts] == ["712020:aaa", "712020:bbb", "712020:ccc"]
    alex, other, sofia = found.accounts
    assert (alex.admin, alex.last_used, alex.person) == (True, date(2026, 5, 12), "Alex Kim")
    assert (other.last_used, other.use_known, sofia.active) == (None, True, False)
    text = "username,email\nAlex Kim,a@acme.example\nAlex Kim,b@acme.example\n"
    assert [one.account for one in read(text).accounts] == ["a@acme.example", "b@acme.example"]
    with pytest.raises(BadInput, match="tells no accounts apart"):
        read(text + "Ada,a@acme.example\n")


def test_github_people_and_enterprise_server(read):
    lin, ada = read(GITHUB_PEOPLE).accounts
    assert (lin.account, lin.admin, ada.admin, lin.person) == ("alin", True, False, "Lin Chen")
    alin, jonas = read(GHES_ALL_USERS).accounts
    assert (alin.active, alin.admin, alin.last_used) == (True, True, date(2026, 11, 1))
    assert (jonas.active, jonas.admin) == (False, False)


def test_active_directory_by_powershell(read):
    lin, jonas = read(AD_GET_ADUSER).accounts
    assert (lin.account, lin.admin, lin.active, lin.last_used) == ("lchen", True, True, date(2026, 11, 1))
    assert (jonas.active, jonas.last_used) == (False, date(2025, 1, 13))


def test_lines_before_the_heading_and_days_with_dots(read):
    lin, ada = read(POWERSHELL_TYPE_LINE).accounts
    assert (lin.account, lin.line, lin.active, ada.active) == ("lin.chen@acme.example", 3, True, False)
    found = read(EXCEL_SEP_LINE)
    assert [one.last_used for one in found.accounts] == [date(2026, 11, 1), date(2026, 10, 23)]
    assert (found.rows, found.lost, found.skipped) == (2, 0, ())


@pytest.mark.parametrize(
    ("text", "mark", "stated"),
    [
        (OPENAI_USERS_PAGE, "`has_more` says that more follow", 0),
        (ANTHROPIC_USERS, "`has_more` says that more follow", 0),
        (LITELLM_USER_LIST, "`total` says 61, 2 stand in it", 61),
        (GRAPH_USERS_PAGE, "`@odata.nextLink` names the next page", 0),
        (AWS_LIST_USERS, "`IsTruncated` says that more follow", 0),
        (SCIM_USERS, "`totalResults` says 40, 2 stand in it", 40),
    ],
    ids=["openai", "anthropic", "litellm", "graph", "aws", "scim"],
)
def test_pages_of_answers_are_told_as_pages(read, text, mark, stated):
    found = read(text, "users.json")
    assert mark in found.marks
    assert (found.stated, len(found.accounts), found.raw) == (stated, 2, b"")


def test_what_answers_tell_of_an_account_is_read(read):
    owner, reader = read(OPENAI_USERS_PAGE, "a.json").accounts
    assert (owner.admin, owner.aliases, reader.role, reader.admin) == (True, ("user-1",), "reader", False)
    lin, ada = read(GRAPH_USERS_PAGE, "a.json").accounts
    assert (lin.last_used, lin.active, ada.active) == (date(2026, 11, 1), True, False)
    lin, ci = read(AWS_LIST_USERS, "a.json").accounts
    assert (lin.account, lin.last_used, ci.last_used) == ("lchen", date(2026, 11, 2), None)
    lin, jonas = read(SCIM_USERS, "a.json").accounts
    assert (lin.person, lin.mail, lin.role, lin.admin) == ("Lin Chen", "lin.chen@acme.example", "admins", True)
    assert (jonas.active, jonas.role) == (False, "")
    proxy, user = read(LITELLM_USER_LIST, "a.json").accounts
    assert (proxy.account, proxy.admin, user.admin, user.mail) == ("u-1", True, False, "ada.okafor@acme.example")


def test_remembered_columns_that_are_not_there_are_passed_over(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("login,group\nada,writers\n", encoding="utf-8")
    found = read_accounts(path, columns={}, before={"account": "Key", "role": "group"})
    assert (found.accounts[0].account, found.accounts[0].role) == ("ada", "writers")
