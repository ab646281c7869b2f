"""Prints how much of each room the suite goes through, branches counted, and fails where a room falls below its goal.

Run by `make coverage`, which records it first.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

RECORD = Path(".covered/found.json")

GOALS: dict[str, float] = {"rules": 100.0, "services": 100.0, "store": 100.0, "": 95.0}
"""Percent of lines and branches of a room, and of the whole, that must be gone through."""


@dataclass
class Room:
    """What is there, and what no test went through."""

    there: int = 0
    missing: int = 0
    files: list[str] = field(default_factory=list)

    @property
    def percent(self) -> float:
        return 100 * (1 - self.missing / self.there) if self.there else 100.0

    def add(self, name: str, summary: dict[str, int], places: str) -> None:
        missing = summary["missing_lines"] + summary["missing_branches"]
        self.there += summary["num_statements"] + summary["num_branches"]
        self.missing += missing
        if missing:
            self.files.append(f"{missing:5} {name} {places}")


def measured(record: dict[str, Any]) -> dict[str, Room]:
    """Each room by its name; the whole under the empty one."""
    rooms: dict[str, Room] = defaultdict(Room)
    for path, found in record["files"].items():
        name = path.rpartition("grcdesk/")[2]
        # the ground floor has no room of its own
        room = name.partition("/")[0] if "/" in name else "ground floor"
        lines = [str(line) for line in found["missing_lines"]]
        jumps = [f"{start}->{end}" for start, end in found["missing_branches"]]
        for one in (rooms[room], rooms[""]):
            one.add(name, found["summary"], ", ".join([*lines, *jumps]))
    return rooms


def main() -> int:
    """0 when every goal is reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--missing", metavar="ROOM", help="the lines and branches of a room that no test goes through")
    asked = parser.parse_args()
    rooms = measured(json.loads(RECORD.read_text()))
    if asked.missing:
        print("\n".join(sorted(rooms[asked.missing].files, reverse=True)))
        return 0
    short = 0
    for name, room in sorted(rooms.items(), key=lambda one: -one[1].there):
        goal = GOALS.get(name)
        below = goal is not None and room.percent < goal
        short += below
        told = f"  goal {goal:g} %: {'NOT reached' if below else 'reached'}" if goal is not None else ""
        print(f"{name or 'the whole':14} {room.there:7} lines and branches {room.percent:7.2f} %{told}")
    return int(short > 0)


if __name__ == "__main__":
    sys.exit(main())
