from __future__ import annotations

from reports.provenances import provenance


def test_no_line_says_its_name_twice():
    """`Period: period 2026-01-01 to 2026-12-31` reads like a slip of the pen."""
    for _, lines in provenance().sections():
        assert not [one for one in lines if one.told.casefold().startswith(f"{one.name.casefold()} ")]
