"""The makers whose exports are known."""

from __future__ import annotations

import pytest

from grcdesk.errors import BadInput
from grcdesk.services.catalogs.makers import known_makers

OWN = "format: 1\nmaker: Acme\nreads: gateway\nsigns: {keys: [acme]}\n"


def test_those_of_the_desk_are_among_them(desk) -> None:
    paths = desk.paths
    paths.makers.mkdir(parents=True)
    (paths.makers / "acme.yaml").write_text(OWN)
    found = {one.id: one for one in known_makers(paths)}
    assert found["acme"].origin == "desk"
    assert {one.origin for one in known_makers(None)} <= {"shipped"}


def test_one_that_is_none_is_refused_with_its_place(desk) -> None:
    paths = desk.paths
    paths.makers.mkdir(parents=True)
    (paths.makers / "acme.yaml").write_text("format: 1\nmaker: Acme\nread: gateway\n")
    with pytest.raises(BadInput, match="is called `read`") as caught:
        known_makers(paths)
    assert caught.value.line == 3
