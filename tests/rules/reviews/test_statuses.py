"""What words of a status say: that an account can sign in, that it cannot, or nothing that is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.reviews import statuses

ON = (
    *("active", "Active", "ACTIVE", "Enabled", "PROVISIONED", "RECOVERY", "LOCKED_OUT", "PASSWORD_EXPIRED", "locked"),
    *("invited", "Invited (pending)", "pending", "PendingAcceptance", "Invitation sent", "not suspended", "OPEN"),
    *("Primary Owner", "Member", "Bot", "Single-Channel Guest", "Aktiv", "on leave", "not disabled"),
)
OFF = (
    *("not active", "no longer active", "non-active", "Inactive", "removed", "closed", "Disabled by admin"),
    *(
        "suspended",
        "DEPROVISIONED",
        "STAGED",
        "Deactivated",
        "archived",
        "blocked_pending_approval",
        "ldap_blocked",
        "Inaktiv",
    ),
    *("EXPIRED & LOCKED", "inactive since 2025", "never activated", "Left company", "revoked", "deleted"),
)
UNKNOWN = (
    *("limbo", "parked", "1", "Active (suspended)", "scheduled for deletion", "will be disabled"),
    *("inactive (was active)", "Unknown", "to be removed", "(text)", ""),
)


@pytest.mark.parametrize(
    ("word", "meaning"),
    [*((one, True) for one in ON), *((one, False) for one in OFF), *((one, None) for one in UNKNOWN)],
)
def test_what_a_status_says(word, meaning):
    assert statuses.meaning(word) is meaning


def test_what_a_person_said_of_a_word_goes_before():
    assert statuses.meaning("Parked", {"parked": False}) is False
    assert statuses.meaning("active", {"active": False}) is False


@given(st.sampled_from(ON[:5]), st.sampled_from(OFF[:4]))
def test_two_words_that_contradict_each_other_are_not_known(on, off):
    assert statuses.meaning(f"{on}, {off}") is None


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=20))
def test_any_other_word_is_not_known(word):
    told = statuses.meaning(word)
    assert told is None or statuses.meaning(word.casefold()) is told


@pytest.mark.parametrize(("text", "told"), [("True", True), ("0", False), ("suspended", False), ("maybe", None)])
def test_yes_and_no(text, told):
    assert statuses.yes_or_no(text) is told
