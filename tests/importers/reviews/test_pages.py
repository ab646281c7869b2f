"""Lists of accounts over several pages, in several documents of one file, and turned the other way round."""

from __future__ import annotations

import hashlib
import json

import pytest

from grcdesk.errors import BadInput
from grcdesk.importers.reading.whole import chain
from grcdesk.importers.reviews.accounts import read_accounts


def user(number, **more):
    return {
        "id": f"user-{number}",
        "email": f"u{number}@acme.example",
        "name": f"Person {number}",
        "role": "reader",
    } | more


def page(*numbers, more, **about):
    return {"object": "list", "data": [user(number) for number in numbers], "has_more": more} | about


@pytest.fixture
def read(tmp_path):
    def go(*texts, ending="json", **told):
        paths = []
        for number, text in enumerate(texts, 1):
            paths.append(tmp_path / f"page{number}.{ending}")
            paths[-1].write_text(text if isinstance(text, str) else json.dumps(text), encoding="utf-8")
        return read_accounts(paths[0], columns=told, more=[str(path) for path in paths[1:]])

    return go


def ids(found):
    return [one.account.partition("@")[0] for one in found.accounts]


def test_all_pages_are_one_list_with_the_hash_of_their_hashes(read, tmp_path):
    found = read(page(3, more=False), page(1, 2, more=True))
    assert ids(found) == ["u1", "u2", "u3"]
    assert (found.rows, found.marks, found.unsure, found.raw) == (3, (), chain.UNSURE, b"")
    hashes = [hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in ("page1.json", "page2.json")]
    manifest = "".join(f"{sha}  {name}\n" for sha, name in zip(hashes, ("page1.json", "page2.json"), strict=True))
    assert found.sha256 == hashlib.sha256(manifest.encode()).hexdigest()
    assert any("joined from 2 pages" in told and hashes[0] in told and hashes[1] in told for told in found.assumed)


def test_pages_with_a_total_are_surely_whole(read):
    found = read(page(1, 2, more=True, total=3), page(3, more=False, total=3))
    assert (ids(found), found.unsure, found.stated) == (["u1", "u2", "u3"], "", 3)


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        ((page(1, 2, more=True), page(2, 3, more=False)), "page1.json and page2.json overlap: both hold u2"),
        ((page(1, 2, more=True), page(3, more=True)), "the last page is missing"),
        ((page(1, 2, more=True), page(1, 2, more=True)), "page2.json: is given twice"),
        ((page(1, 2, more=True, total=4), page(3, more=False, total=4)), "1 of 4 entries are missing"),
        ((page(1, 2, more=True), "login,role\nada,reader\n"), "pages of one list are of one form"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_as_a_whole(read, pages, told):
    with pytest.raises(BadInput, match=told):
        read(*pages)


def test_a_page_alone_is_told_to_be_one(read):
    found = read(page(1, 2, more=True))
    assert found.marks == ("`has_more` says that more follow",)
    assert read(page(1, 2, more=False)).marks == ()


def test_several_documents_in_one_file_are_pages_and_lines_are_records(read):
    found = read(json.dumps([user(1), user(2)]) + "\n" + json.dumps([user(3)]))
    assert (ids(found), found.unsure) == (["u1", "u2", "u3"], chain.UNSURE)
    found = read("\n".join(json.dumps(user(number)) for number in (1, 2, 3)))
    assert (ids(found), found.unsure) == (["u1", "u2", "u3"], "")
    with pytest.raises(BadInput, match="the last page is missing"):
        read(json.dumps(page(1, more=True)) + json.dumps(page(2, more=True)))


def test_a_bare_list_as_long_as_a_page_is_doubted(read):
    assert read([user(number) for number in range(100)]).unsure
    assert not read([user(number) for number in range(101)]).unsure


def test_tables_are_joined_when_their_columns_are_the_same(read):
    found = read("login,role\nada,reader\n", "login,role\nben,owner\n", ending="csv")
    assert ([one.account for one in found.accounts], found.unsure) == (["ada", "ben"], chain.UNSURE)
    with pytest.raises(BadInput, match="has other columns"):
        read("login,role\nada,reader\n", "login,group\nben,owner\n", ending="csv")


def test_roles_come_as_objects_as_flags_and_as_lists(read):
    found = read(
        [
            user(1, role=None, roles=[{"id": "r1", "name": "Org Admin"}, {"name": "Reader"}]),
            user(2, role=None, roles=[{"name": "Owner", "active": False}, {"name": "Reader"}]),
            user(3, role=None, roles={"admin": True, "reader": True}),
            user(4, role=None, roles={"admin": False, "reader": True}),
            user(5, role={"id": "r1", "name": "Super Admin"}),
            user(6, role=None, roles=["viewer", "owner"]),
            user(7, role=None, groups=[{"display": "admins", "value": "g1"}]),
            user(8, role=None, roles=[{"role": {"name": "Owner"}}]),
            user(9, role=None, roles="['owner', 'reader']"),
        ]
    )
    assert ids(found) == [f"u{number}" for number in range(1, 10)]
    assert [one.account[:2] for one in found.accounts if one.admin] == ["u1", "u3", "u5", "u6", "u7", "u8", "u9"]


def test_the_account_may_stand_in_a_record_of_its_own(read):
    edges = [
        {"role": "ADMIN", "hasTwoFactorEnabled": False, "node": {"login": "alin", "name": "Lin Chen"}},
        {"role": "MEMBER", "hasTwoFactorEnabled": True, "node": {"login": "adao", "name": "Ada Okafor"}},
    ]
    found = read({"edges": edges})
    assert [(one.account, one.admin, one.person) for one in found.accounts] == [
        ("alin", True, "Lin Chen"), ("adao", False, "Ada Okafor"),
    ]  # fmt: skip


def test_a_person_with_teams_is_not_turned_round(read):
    found = read([user(1, members=[{"name": "x"}])])
    assert ids(found) == ["u1"]


def test_the_list_of_an_answer_to_a_query_is_found_with_its_marks(read):
    edges = [{"role": "ADMIN", "node": {"login": "alin"}}, {"role": "MEMBER", "node": {"login": "adao"}}]

    def answer(held, *, more):
        about = {"totalCount": 2, "pageInfo": {"hasNextPage": more, "endCursor": "x"}}
        return {"data": {"organization": {"membersWithRole": {**about, "edges": held}}}}

    found = read(answer(edges[:1], more=True))
    assert [one.account for one in found.accounts] == ["alin"]
    assert "`pageInfo.hasNextPage` says that more follow" in found.marks
    found = read(answer(edges[:1], more=True), answer(edges[1:], more=False))
    assert ([one.account for one in found.accounts], found.marks, found.unsure) == (["alin", "adao"], (), "")


@pytest.mark.parametrize("text", ["[]", '{"users": []}', '{"totalResults": 0, "Resources": []}', '{"users": ["a"]}'])
def test_a_list_of_nobody_is_refused(read, text):
    with pytest.raises(BadInput, match="holds no account"):
        read(text)


def test_lists_beside_the_one_that_is_read_are_told(read):
    found = read({"users": [user(1)], "groups": [{"name": "admins"}], "service_accounts": [{"id": "svc"}, {"id": "b"}]})
    assert ids(found) == ["u1"]
    assert "other lists in the file were not read: groups (1) and service_accounts (2)" in found.assumed
    assert not [one for one in read(page(1, more=False, schemas=["a"], Marker=[])).assumed if "other lists" in one]


def test_who_has_two_roles_may_stand_on_two_pages_of_roles(read):
    ada = {"id": "u1", "userPrincipalName": "ada@acme.example", "displayName": "Ada Berg"}
    first = {"value": [{"displayName": "Reader", "members": [ada]}], "@odata.nextLink": "https://x.example/2"}
    found = read(first, {"value": [{"displayName": "Owner", "members": [ada]}]})
    assert [one.role for one in found.accounts] == ["Reader; Owner"]


def test_a_list_that_holds_no_records_is_read_entry_by_entry(read):
    with pytest.raises(BadInput, match="holds no account"):
        read([5, "x"])


def test_a_list_of_one_record_within_another_is_found(read):
    found = read({"answer": {"status": 200, "note": "ok", "users": [user(1), user(2)]}})
    assert ids(found) == ["u1", "u2"]
