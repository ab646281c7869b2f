"""Fields as they are called where no form is shown that has a label for them."""

from __future__ import annotations

from collections.abc import Mapping

FIELD_WORDS: Mapping[str, str] = {
    "all": "write all",
    "as": "importer",
    "at": "moment",
    "by": "by whom",
    "clear": "clear the field",
    "column": "column",
    "completeness": "how it was checked to be whole",
    "dates": "day or month first",
    "exclude": "leave out, with the reason",
    "fill": "value for every row",
    "force": "overwrite",
    "from": "from",
    "from_file": "from file",
    "header": "row of the headings",
    "include": "take in again",
    "items": "items",
    "key": "key column",
    "limit": "limit",
    "map": "column map",
    "n": "number of items",
    "not_verified": "hand out unverified",
    "on": "day",
    "param": "parameters",
    "partly": "take the rest",
    "parts": "erase longer texts too",
    "shows_run": "shows a run, with the reason",
    "theirs": "take theirs",
    "to": "to",
    "unlogged": "hand out without a line in the log",
    "with_damage": "restore in spite of damage",
    "word": "word",
    "yes": "go on",
}
"""Name of a field → its word; of others the name itself."""
