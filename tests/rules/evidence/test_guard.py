"""The guard: secrets, card numbers, lists of addresses. Told by kind and place; the match itself never leaves."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.evidence import guard
from grcdesk.rules.evidence.guard import OVERLAP, WINDOW, luhn, said, scan, typed

CARD = "4111 1111 1111 1111"
HEX = "0123456789abcdef" * 3
SECRETS = {
    "-----BEGIN RSA PRIVATE KEY-----": "a private key",
    "AKIA" + "ABCDEFGH12345678": "an AWS access key",
    "ghp_" + "a1" * 18: "a GitHub token",
    "glpat-" + "a1" * 10: "a GitLab token",
    "xoxb-" + "12345-67890-abc": "a Slack token",
    "sk-proj-" + "Ab1" * 10: "a model provider's key",
    "hf_" + "aB1" * 11: "a model provider's key",
    "AIza" + "a1b2C" * 7: "a Google API key",
    "eyJ" + "hbGciOiJI1" + ".eyJ" + "zdWIiOiIxMj": "a signed token",
    "https://dana:hunter22@db.example/x": "a password in an address",
    'password: "hunter2hunter2"': "a password or key",
    "API_KEY=9f8e7d6c5b4a": "a password or key",
    CARD: "a card number",
    "378282246310005": "a card number",
    "5555-5555-5555-4444": "a card number",
}


@pytest.mark.parametrize(("text", "what"), list(SECRETS.items()))
def test_each_kind_is_named_by_its_place_and_never_shown(text: str, what: str):
    found = scan([f"first line\nabc {text}\nlast"])
    assert [(one.what, one.line) for one in found] == [(what, 2)]
    assert found[0].column >= 5
    assert text not in said(found)
    assert text not in repr(found)


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1112",
        "1621305118553",
        "1795251600000",
        "2026-11-21T09:00:00.000Z 4012.8888",
        HEX + "4111111111111111" + HEX,
        "1.4111111111111111",
        "id-4111111111111111",
        "0000 0000 0000 0000",
        '{"total_tokens": 123456789012, "token_count": 4}',
        "password: ************",
        "password=${DB_PASSWORD_2026}",
        "api_key: <your-key-here-1>",
        "the secret of good evidence is a date",
        "sk-learn is a library; ask-me-anything",
        "https://acme.example/a:b@c",
        "dana@acme.example and omar@acme.example",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str):
    assert scan([text]) == []


def test_a_few_addresses_are_people_and_many_are_a_list():
    names = [f"person{number}@acme.example" for number in range(25)]
    assert scan(["\n".join(names[:19])]) == []
    (one,) = scan(["to:\n" + "\n".join(names)])
    assert (one.what, one.number, one.line, one.column) == ("e-mail addresses", 25, 2, 1)
    assert scan(["dana@acme.example " * 100]) == [], "one person often is one person"
    assert typed(", ".join(names[:5]))[0].number == 5


@given(st.integers(0, 3 * WINDOW), st.lists(st.integers(1, 3000), max_size=8), st.booleans())
def test_it_is_found_once_wherever_windows_and_pieces_end(before: int, cuts: list[int], lines: bool):
    text = (
        ("x" * 39 + ("\n" if lines else " ")) * (before // 40) + "." * (before % 40) + " " + CARD + " " + "y" * WINDOW
    )
    pieces, rest = [], text
    for cut in cuts:
        pieces.append(rest[:cut])
        rest = rest[cut:]
    (one,) = scan([*pieces, rest])
    start = text.index(CARD)
    line = text.count("\n", 0, start) + 1
    assert (one.line, one.column) == (line, start - text.rfind("\n", 0, start))


@given(st.integers(0, 10**15 - 1))
def test_exactly_one_check_digit_fits(body: int):
    assert sum(luhn(f"{body}{digit}") for digit in range(10)) == 1


@pytest.mark.parametrize("bad", ["a", "1", "@a", "eyJ", "password=", "4111 ", "sk-", "://a:b", "x@a.a.a"])
def test_no_pattern_ever_sees_more_than_a_window(bad: str, monkeypatch):
    seen: list[int] = []
    real = guard._secrets
    monkeypatch.setattr(guard, "_secrets", lambda view: (seen.append(len(view)), real(view))[1])
    text = bad * (200_000 // len(bad))
    scan([text])
    assert max(seen) <= WINDOW + OVERLAP
    assert len(seen) <= len(text) / (WINDOW - OVERLAP) + 2


def test_of_thousands_fifty_are_told():
    rows = "\n".join(f"key AKIA{random.Random(number).randrange(10**16):016d}" for number in range(1000))  # noqa: S311
    found = scan([rows])
    assert len(found) == 50
    assert said(found).endswith("and 47 more")


@pytest.mark.parametrize(
    ("size", "begins", "issued"),
    [
        (13, "4000", True), (16, "4000", True), (19, "4999", True), (15, "4000", False),
        (15, "3400", True), (15, "3799", True), (16, "3400", False), (15, "3500", False),
        (14, "3600", True), (14, "3899", True), (14, "3000", True), (14, "3059", True), (14, "3060", False),
        (14, "2999", False), (16, "3600", False),
        (16, "5099", False), (16, "5100", True), (16, "5599", True), (16, "5600", False), (15, "5100", False),
        (16, "2220", False), (16, "2221", True), (16, "2720", True), (16, "2721", False),
        (16, "3527", False), (16, "3528", True), (16, "3589", True), (16, "3590", False),
        (16, "6010", False), (16, "6011", True), (16, "6012", False),
        (16, "6439", False), (16, "6440", True), (16, "6499", True), (16, "6500", True), (16, "6599", True),
        (16, "6600", False),
    ],
)  # fmt: skip
def test_numbers_card_networks_give_out(size, begins, issued):
    assert guard._issued(begins.ljust(size, "0")) is issued


@pytest.mark.parametrize(("number", "told"), [(guard.MANY - 1, False), (guard.MANY, True)])
def test_a_list_of_addresses_is_told_from_so_many_on(number, told):
    text = "\n".join(f"person{place}@acme.example" for place in range(number))
    found = guard.scan([text])
    assert bool(found) is told
    if told:
        assert (found[0].line, found[0].column, found[0].number) == (1, 1, number)
    assert len(guard.typed("\n".join(text.split("\n")[: guard.MANY_TYPED - 1]))) == 0
    assert len(guard.typed("\n".join(text.split("\n")[: guard.MANY_TYPED]))) == 1


def test_no_more_addresses_are_counted_than_are_enough(monkeypatch):
    monkeypatch.setattr(guard, "_ENOUGH", 3)
    (found,) = guard.scan([" ".join(f"person{place}@acme.example" for place in range(9))], many=2)
    assert found.number == 3
