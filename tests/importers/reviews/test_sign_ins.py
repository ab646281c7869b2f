"""Whether an account can sign in, when it did last, whether a second factor is asked: under the names makers use."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.importers.reviews.accounts import read_accounts
from grcdesk.terms.reviews import AccountKind, Mfa


@pytest.fixture
def read(tmp_path):
    def go(heading, *rows, **told):
        path = tmp_path / "accounts.csv"
        path.write_text("\n".join([heading, *rows]), encoding="utf-8")
        return read_accounts(path, columns={}, **told)

    return go


def one(found):
    (account,) = found.accounts
    return account


@pytest.mark.parametrize(
    ("column", "cell", "day"),
    [
        ("lastLogonTimestamp", "134064972000000000", date(2025, 11, 1)),
        ("lastLogon", "133485408000000000", date(2024, 1, 1)),
        ("last_used_at", "1762000000", date(2025, 11, 1)),
        ("lastActive", "1762000000000", date(2025, 11, 1)),
        ("lastLoginTime", "2026-10-02T10:30:03.325Z", date(2026, 10, 2)),
        ("Last login (UTC)", "2026-10-02 10:30:03", date(2026, 10, 2)),
        ("last_activity_on", "2026-10-02", date(2026, 10, 2)),
        ("LAST_SUCCESS_LOGIN", "2026-10-02 10:30:03.325 +0200", date(2026, 10, 2)),
    ],
)
def test_the_last_use_under_its_many_names(read, column, cell, day):
    account = one(read(f"login,{column}", f"ada,{cell}"))
    assert (account.last_used, account.use_known) == (day, True)


@pytest.mark.parametrize(
    "cell",
    ["Never logged in", "never", "(never)", "Never accessed", "0", "1970-01-01T00:00:00.000Z", "0001-01-01T00:00:00Z",
     "1/1/1601 12:00:00 AM", "no_information"],
)  # fmt: skip
def test_never_is_known_and_no_day(read, cell):
    account = one(read("login,last login", f"ada,{cell}"))
    assert (account.last_used, account.use_known) == (None, True)


def test_an_empty_cell_tells_nothing_of_the_last_use(read):
    assert not one(read("login,last login", "ada,")).use_known


@pytest.mark.parametrize(
    ("heading", "row", "mfa"),
    [
        ("login,has-2fa", "ada,1", Mfa.ON),
        ("login,2fa_enabled?", "ada,false", Mfa.OFF),
        ("login,mfa_active", "ada,TRUE", Mfa.ON),
        ("login,MFA Status", "ada,Enforced", Mfa.ON),
        ("login,MFA Status", "ada,Not enrolled", Mfa.OFF),
        ("login,isMfaRegistered", "ada,False", Mfa.OFF),
        ("login,two_factor_enabled", "ada,true", Mfa.ON),
        ("login,factors", "ada,", Mfa.OFF),
        ("login,factors", "ada,push;totp", Mfa.ON),
        ("login,mfa", "ada,", None),
        ("login,mfa", "ada,perhaps", None),
        ("login,role", "ada,reader", None),
        ("login,2sv Enrolled,2sv Enforced", "ada,False,True", Mfa.OFF),
    ],
)
def test_the_second_factor_under_its_many_names(read, heading, row, mfa):
    found = read(heading, row)
    assert one(found).mfa is mfa
    assert any("not understood whether a second factor" in told for told in found.assumed) == row.endswith("perhaps")


@pytest.mark.parametrize(
    ("heading", "row", "active", "known"),
    [
        ("login,enabled", "ada,True", True, True),
        ("login,enabled", "ada,perhaps", True, False),
        ("login,status", "ada,limbo", True, False),
        ("login,status,enabled", "ada,limbo,false", False, True),
        ("login,deleted,suspended", "ada,false,true", False, True),
        ("login,deactivated_at", "ada,2026-01-01", False, True),
        ("login,deactivated_at", "ada,", True, True),
        ("login,deactivated_at", "ada,null", True, True),
        ("login,locked", "ada,true", True, True),
        ("login,status", "ada,", True, True),
        ("login,userAccountControl", "ada,514", False, True),
        ("login,userAccountControl", "ada,66048", True, True),
        ("login,userAccountControl", "ada,528", True, True),
        ("login,userAccountControl", 'ada,"ACCOUNTDISABLE, NORMAL_ACCOUNT"', False, True),
    ],
)
def test_a_word_that_is_not_known_counts_as_active_and_is_marked(read, heading, row, active, known):
    account = one(read(heading, row))
    assert (account.active, account.status_unknown) == (active, not known)


def test_a_word_that_is_not_known_is_told_until_somebody_says_what_it_means(read):
    rows = ("login,status", "ada,limbo", "ben,limbo", "cem,active")
    found = read(*rows)
    assert "the status 'limbo' of 2 accounts is not known: it counts as active, and is marked" in found.assumed
    found = read(*rows, words={"status": {"Limbo": "inactive"}})
    assert [(one.active, one.status_unknown) for one in found.accounts] == [(False, False)] * 2 + [(True, False)]
    assert not any("limbo" in told for told in found.assumed)


def test_roles_that_powershell_did_not_write_are_told_and_not_taken_for_roles(read):
    name = "Microsoft.ActiveDirectory.Management.ADPropertyValueCollection"
    found = read("SamAccountName,MemberOf", f"ada,{name}", "ben,CN=Domain Admins;CN=Staff")
    ada, ben = found.accounts
    assert (ada.role, ada.admin, ben.admin) == ("(text)", False, True)
    assert any("roles were not exported, only the name of a type" in told for told in found.assumed)


def test_levels_of_gitlab_are_roles(read):
    found = read("username,access_level", "ada,50", "ben,40")
    assert [(one.role, one.admin) for one in found.accounts] == [("Owner", True), ("Maintainer", False)]


def test_flags_of_slack_tell_admins_guests_and_bots(read):
    found = read(
        "id,deleted,is_admin,is_owner,is_primary_owner,is_restricted,is_bot,has_2fa",
        "U1,false,true,true,true,false,false,true",
        "U2,false,false,false,false,true,false,false",
        "U3,false,false,false,false,false,true,false",
        "U4,true,false,false,false,false,false,false",
    )
    kinds = [AccountKind.PERSON, AccountKind.GUEST, AccountKind.SERVICE, AccountKind.PERSON]
    assert [one.kind for one in found.accounts] == kinds
    assert [one.admin for one in found.accounts] == [True, False, False, False]
    assert [one.active for one in found.accounts] == [True, True, True, False]


def test_roles_that_settings_name_make_admins_and_are_told(read):
    rows = ("login,role", "ada,Key holder", "ben,reader")
    assert [one.admin for one in read(*rows).accounts] == [False, False]
    found = read(*rows, admins="key holder; other")
    assert [one.admin for one in found.accounts] == [True, False]
    assert "counted as admins too, by the settings: key holder, other" in found.assumed
    (ada,) = read("username,status", "ada,Steward", admins="steward").accounts
    assert (ada.role, ada.admin) == ("Steward", True), "a role may stand in the status"
