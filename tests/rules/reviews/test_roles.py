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

# AWS, Google Cloud, Entra, Snowflake, MongoDB, SQL Server, PostgreSQL, Oracle, Linux, Slack, GitHub, Atlassian, Okta …
OF_MAKERS = (
    *("AdministratorAccess", "IAMFullAccess", "PowerUserAccess", "arn:aws:iam::aws:policy/AdministratorAccess"),
    *("AWSOrganizationsFullAccess", "roles/owner", "roles/editor", "roles/resourcemanager.organizationAdmin"),
    *("roles/iam.securityAdmin", "Global Administrator", "Privileged Role Administrator"),
    *("User Access Administrator", "Company Administrator", "ACCOUNTADMIN", "SECURITYADMIN", "ORGADMIN"),
    *("USERADMIN", "ORG_OWNER", "GROUP_OWNER", "atlasAdmin", "userAdminAnyDatabase", "readWriteAnyDatabase"),
    *("dbOwner", "sysadmin", "securityadmin", "db_owner", "db_securityadmin", "db_ddladmin", "serveradmin"),
    *("Superuser", "rds_superuser", "Create role", "ALL PRIVILEGES", "SUPER", "DBA", "SYSDBA", "sudo", "wheel"),
    *("root", "(ALL : ALL) ALL", "NOPASSWD: ALL", "Primary Owner", "Workspace Admin", "Org Owner", "admin"),
    *("owner", "enterprise_owner", "site admin", "Owner", "SUPER_ADMIN", "ORG_ADMIN", "HELP_DESK_ADMIN"),
    *("API_ACCESS_MANAGEMENT_ADMIN", "Organization admin", "site-admins", "jira-administrators"),
    *("_SEED_ADMIN_ROLE", "Super Admin", "workspace_admin", "proxy_admin", "org_admin", "Domain Admins"),
    *("Enterprise Admins", "Account Operators", "CN=Domain Admins,CN=Users,DC=acme"),
    *("CN=Sales,OU=Staff,DC=a;CN=Schema Admins,CN=Users,DC=a", "Group Policy Creator Owners", "cluster-admin"),
    *("system:masters admin", "azure_pg_admin", "admin: true", "Eigentümer", "Administrateur", "Full Access"),
    *("Non-production admin",),
)
DENIED = (
    *("non-admin", "nonadmin", "Non Admin", "not an admin", "not an organization admin", "no admin rights"),
    *("admin: false", "is_admin=0", "admin=no", "Administrative Assistant", "Admin Assistant"),
    *("administrative officer", "Product Owner", "former owner", "Former Owner", "ex-admin", "without admin"),
    *("member", "maintainer", "viewer", "Global Reader", "Contributor", "billing_manager", "reader", "developer"),
    *("internal_user", "roles/viewer", "roles/bigquery.dataViewer", "db_datareader", "Domain Users"),
    *("CN=Sales,OU=Administrators,DC=acme", "CN=All\\, Staff,OU=Admin Groups,DC=acme", "ReadOnlyAccess", "PUBLIC"),
    *("Root Cause Analyst", "nonadministrators", "isNotAdmin", "READ_ONLY", "Enterprise: User", "admin: False"),
    *("Not Admin",),
)


@pytest.mark.parametrize("role", [*ADMIN, *OF_MAKERS])
def test_roles_with_special_rights(role):
    assert roles.is_admin(role)


@pytest.mark.parametrize("role", [*ORDINARY, *DENIED])
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


def test_roles_that_settings_name_count_too():
    also = ["Key holder", "ops-lead"]
    assert roles.is_admin("reader; Ops Lead", also)
    assert roles.is_admin("KEY_HOLDER", also)
    assert not roles.is_admin("ops leader", also)


def test_the_unit_an_entry_of_a_directory_lies_in_gives_no_right():
    assert roles.parts(r"CN=Key\, Staff,OU=Admins,DC=acme;CN=Sales,OU=Owners,DC=acme") == ["Key, Staff", "Sales"]
    told = "{CN=Help Desk,OU=Admins,DC=acme, CN=Staff,CN=Users,DC=acme}"
    assert (roles.parts(told), roles.is_admin(told)) == (["Help Desk", "Staff"], False)
