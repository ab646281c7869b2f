"""Special rights by the words makers use; who is denied them is no admin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.reviews import roles
from grcdesk.terms.reviews import AccountKind

ADMIN = (
    *("AdministratorAccess", "roles/owner", "Primary Owner", "Organization owner", "OrgAdmin", "Super Admin", "sudo"),
    *("System Administrator", "rolsuper", "cluster-admin", "db_owner", "SYSADMIN", "ACCOUNTADMIN", "proxy_admin"),
    *("ADMIN", "Global Administrator", "CN=Domain Admins,CN=Users,DC=acme", "root", "Workspace Owner"),
)
ORDINARY = (
    *("read-only non-admin", "not an admin", "no admin rights", "maintainer", "member", "internal_user", "reader", ""),
    *("claude_code_user", "service role", "Administrative Assistant", "Enterprise: User"),
)


@pytest.mark.parametrize("role", ADMIN)
def test_roles_with_special_rights(role):
    assert roles.is_admin(role)


@pytest.mark.parametrize("role", ORDINARY)
def test_roles_without(role):
    assert not roles.is_admin(role)


@given(st.lists(st.sampled_from(ORDINARY)), st.sampled_from(ADMIN), st.sampled_from([";", "|", " , "]))
def test_one_such_role_among_others_is_enough(others, role, between):
    assert roles.is_admin(between.join([*others, role]))


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Bot", AccountKind.SERVICE), ("Single-Channel Guest", AccountKind.GUEST), ("Member", None), ("Robotics", None)],
)
def test_kinds_by_word(text, kind):
    assert roles.kind_by_word(text) is kind
