"""Lists in force: nothing is hidden by a list of another source, provider or system."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.coverage.in_force import FoundList, in_force


def _list(name: str, source: str = "", providers: str = "", ids: str = "") -> FoundList:
    return FoundList(name, source, frozenset(providers.split()), frozenset(ids.split()))


def test_the_newest_of_each_source():
    lists = [_list("EV-3", "OpenAI"), _list("EV-2", "openai"), _list("EV-1", "Anthropic")]
    assert set(in_force(lists)) == {"EV-3", "EV-1"}


def test_the_newest_of_each_provider_in_one_source():
    lists = [_list("EV-2", "Vault", "b"), _list("EV-1", "Vault", "a b")]
    assert in_force(lists) == {"EV-2": {"b"}, "EV-1": {"a"}}


def test_without_a_source_a_list_gives_way_only_to_one_that_has_half_of_its_rows():
    lists = [_list("EV-3", "", "", "k1 k2"), _list("EV-2", "", "", "k2 k3"), _list("EV-1", "", "", "p1 p2")]
    assert set(in_force(lists)) == {"EV-3", "EV-1"}
    assert set(in_force([_list("EV-2"), _list("EV-1", ids="k1")])) == {"EV-2", "EV-1"}
    assert set(in_force([_list("EV-2", "Jira", ids="t1 t2"), _list("EV-1", ids="t1")])) == {"EV-2"}


_LISTS = st.lists(
    st.builds(
        _list,
        st.just("?"),
        st.sampled_from(["", "Jira", "jira", "Desk"]),
        st.sampled_from(["", "a", "a b", "B"]),
        st.sampled_from(["", "k1", "k1 k2", "k3"]),
    ),
    max_size=6,
)


@given(_LISTS)
def test_each_source_and_provider_has_a_list_in_force_and_it_is_the_newest(found):
    lists = [FoundList(f"EV-{9 - n}", one.source, one.providers, one.ids) for n, one in enumerate(found)]
    meant = in_force(lists)
    for one in lists:
        for provider in one.providers or {""}:
            if not one.source and not one.providers:
                continue
            group = one.source.casefold(), provider.casefold()
            newest = next(
                each
                for each in lists
                if each.source.casefold() == group[0]
                and group[1] in {name.casefold() for name in each.providers or {""}}
            )
            assert group[1] in meant[newest.evidence]
