"""The sample of each maker of lists of accounts is read as a person counts it."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.importers.reviews.accounts import read_accounts
from grcdesk.paths import CATALOGS, MAKERS, SAMPLES
from grcdesk.terms.reviews import AccountKind, Mfa

FOLDER = SAMPLES / MAKERS / "accounts"
# counted by hand: accounts, then by name admins, switched off, without a second factor, and kinds that are no person
COUNTS = {
    "active-directory.csv": (3, "lchen", "jweil", "", {}),
    "anthropic-api-keys.json": (3, "", "apikey_2 apikey_3", "", {"api_key": 3}),
    "anthropic-users.json": (3, "lin.chen@acme.example", "", "", {}),
    "anthropic-workspace-members.json": (2, "user_1", "", "", {}),
    "atlassian-managed.json": (3, "", "712020:ccc", "", {"service": 1}),
    "atlassian-users.csv": (3, "712020:aaa", "712020:ccc", "", {}),
    "aws-credential-report.csv": (4, "<root_account>", "old", "lchen", {"root": 1, "service": 1}),
    "aws-iam-users.json": (3, "lchen ada", "", "", {}),
    "aws-identity-center.json": (2, "", "jweil", "", {}),
    "azure-role-assignments.json": (3, "lin.chen@acme.example ci-deploy", "", "", {"service": 1}),
    "entra-directory-roles.json": (3, "lin.chen@acme.example 0a-9", "", "", {"service": 1}),
    "entra-registration.json": (
        3, "lin.chen@acme.example mara.roy@acme.example", "", "jonas.weil@acme.example mara.roy@acme.example", {},
    ),
    "entra-users.json": (3, "", "jonas.weil@acme.example", "", {"guest": 1}),
    "github-enterprise-server.csv": (3, "alin", "jweil", "jweil adao", {}),
    "github-org-members.json": (3, "alin", "", "adao deploy-bot", {"service": 1}),
    "github-people.csv": (2, "alin", "", "adao", {}),
    "gitlab-members.json": (3, "alin", "jweil", "", {}),
    "gitlab-members-csv.csv": (2, "alin adao", "", "", {}),
    "gitlab-users.json": (4, "alin", "jweil", "pdoe project_1_bot jweil", {"guest": 1, "service": 1}),
    "google-cloud-iam.json": (
        4, "lin.chen@acme.example serviceAccount:ci@acme.iam.gserviceaccount.com", "", "", {"service": 1},
    ),
    "google-directory.json": (
        3, "lin.chen@acme.example ada.okafor@acme.example", "jonas.weil@acme.example",
        "ada.okafor@acme.example jonas.weil@acme.example", {},
    ),
    "google-users.csv": (
        3, "", "jonas.weil@acme.example", "ada.okafor@acme.example jonas.weil@acme.example", {},
    ),
    "litellm-keys.json": (
        2, "", "99dc28d0f030c55ed4ab77ed8faf098196cb1c05df778539800c9f1243fe6b4b", "", {"api_key": 2},
    ),
    "litellm-users.json": (3, "u-1 u-3", "", "", {}),
    "mongodb-atlas-users.json": (2, "lin.chen@acme.example", "", "", {}),
    "okta-users.json": (
        3, "lin.chen@acme.example", "jonas.weil@acme.example", "ada.okafor@acme.example jonas.weil@acme.example", {},
    ),
    "okta-users-csv.csv": (2, "", "cem.roy@acme.example", "", {}),
    "openai-admin-keys.json": (1, "key_abc", "", "", {"api_key": 1}),
    "openai-api-keys.json": (2, "key_1", "", "", {"api_key": 2}),
    "openai-project-users.json": (2, "lin.chen@acme.example", "", "", {}),
    "openai-service-accounts.json": (2, "svc_1", "", "", {"service": 2}),
    "openai-users.json": (2, "lin.chen@acme.example", "", "", {}),
    "postgresql-roles.csv": (3, "postgres", "readers", "", {}),
    "scim-groups.json": (2, "1", "", "", {}),
    "scim-users.json": (3, "lin.chen@acme.example", "jonas.weil@acme.example", "", {}),
    "slack-members.csv": (5, "mroy", "jwe", "aoka deploybot jwe ext1", {"service": 1, "guest": 1}),
    "slack-users.json": (5, "U01AAA", "U01EEE", "U01CCC U01FFF", {"service": 1, "guest": 1}),
    "snowflake-grants.csv": (2, "LCHEN", "", "", {}),
    "snowflake-users.csv": (4, "LCHEN", "JWEIL", "AOKA LOADER JWEIL", {"service": 1}),
    "sql-server-principals.csv": (3, r"sa ACME\lchen", "sa", "", {}),
}  # fmt: skip
USED = {
    "active-directory.csv": {"lchen": date(2025, 11, 1), "aoka": None},
    "aws-credential-report.csv": {"ci": date(2026, 11, 20)},
    "entra-users.json": {"lin.chen@acme.example": date(2026, 11, 20)},
    "gitlab-users.json": {"alin": date(2026, 11, 3)},
    "google-directory.json": {"lin.chen@acme.example": date(2026, 11, 1), "ada.okafor@acme.example": None},
    "google-users.csv": {"ada.okafor@acme.example": None},
    "okta-users.json": {"ada.okafor@acme.example": None},
    "openai-api-keys.json": {"key_1": date(2025, 11, 1), "key_2": None},
    "snowflake-users.csv": {"AOKA": None, "LCHEN": date(2026, 11, 1)},
}
"""Days of the last use; None: known to be never."""


def names(found, which):
    return " ".join(one.account for one in found.accounts if which(one))


@pytest.mark.parametrize("file", COUNTS)
def test_it_is_read_as_counted(file):
    number, admins, off, without, kinds = COUNTS[file]
    found = read_accounts(FOLDER / file, columns={})
    assert len(found.accounts) == number
    assert names(found, lambda one: one.admin) == admins
    assert names(found, lambda one: not one.active) == off
    assert names(found, lambda one: one.mfa is Mfa.OFF) == without
    told = {kind.value: sum(one.kind is kind for one in found.accounts) for kind in AccountKind}
    assert {kind: number for kind, number in told.items() if number and kind != "person"} == kinds
    assert not any(one.status_unknown for one in found.accounts)
    assert (found.lost, found.marks, found.unsure) == (0, (), "")
    assert any(one.startswith("read as ") and " as " in one for one in found.assumed), "its maker is told"


@pytest.mark.parametrize("file", USED)
def test_the_last_use_is_read(file):
    found = {one.account: one for one in read_accounts(FOLDER / file, columns={}).accounts}
    for account, day in USED[file].items():
        assert (found[account].last_used, found[account].use_known) == (day, True)


def test_every_maker_is_counted():
    assert {file.partition(".")[0] for file in COUNTS} == {
        path.stem for path in (CATALOGS / MAKERS / "accounts").iterdir()
    }
    assert set(COUNTS) == {path.name for path in FOLDER.iterdir()}
