"""Names of people and of groups are told from what people write."""

from __future__ import annotations

import pytest

from grcdesk.importers.keeping.persons import is_group, is_person


@pytest.mark.parametrize(
    "name",
    [
        "Ada Okafor", "Okafor, Ada", "OKAFOR Ada", "Nguyen Thi My", "My Nguyen", "He Li", "Su Min",
        "Maria del Carmen García López",
        "Johannes van der Heide", "Jean-Luc O'Brien", "Dr. Ana M. de la Cruz", "Smith, John Paul (External)",
        "Ada Okafor <ada@acme.example>", "Ada Okafor (ada@acme.example)", "CN=Mara Roy,OU=Staff,DC=acme,DC=example",
        "सुनील शर्मा", "王小明", "محمد بن سلمان", "Đặng Thị Hồng", "ada@acme.example", "svc-gateway",
        "Ada Okafor; Lin Chen", "",
    ],
)  # fmt: skip
def test_names_stay(name):
    assert is_person(name)


@pytest.mark.parametrize(
    "text",
    [
        "Call me, Bkdfg", "please call me at bkdfg", "The customer said that", "Please Call Me",
        "the late parcel bkdfg of may",
        "Ada Okafor said that her invoice was wrong", "ada <ada@acme.example> asked us to call back at five",
        "他说他的发票是错的请给他回电话", "CN=please call me back at five,OU=Staff",
    ],
)  # fmt: skip
def test_sentences_go(text):
    assert not is_person(text)


@pytest.mark.parametrize(
    "role",
    [
        "Organization Owner, Billing Admin", "read/write", "Storage Blob Data Contributor", "Member (can invite)",
        "CN=Domain Admins,OU=Groups,DC=acme", "owner|admin", "AI Platform Admin", "call models", "Admin / Owner",
    ],
)  # fmt: skip
def test_roles_stay(role):
    assert is_group(role)


@pytest.mark.parametrize(
    "text",
    ["Owner, call me at bkdfg", "call me", "the customer bkdfg asked for a refund", "admin because he asked us to"],
)
def test_a_sentence_is_no_role(text):
    assert not is_group(text)
