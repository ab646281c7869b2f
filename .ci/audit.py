"""`make audit`: which of the versions that the lock names have known vulnerabilities.

Asks the public advisory service OSV (https://osv.dev) for every pinned version at once; only names and versions are
sent. Ends with 0 when there is none, 1 when there are, 2 when the service cannot be asked: then nothing is known.
Standard library alone, so that it needs no environment of its own.
"""

from __future__ import annotations

import json
import re
import sys
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

SERVICE = "https://api.osv.dev/v1/querybatch"
LOCKS = ("dev.txt", "uv.txt")
"""`run.txt` is part of `dev.txt`."""
PINNED = re.compile(r"^([a-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
SECONDS = 30

Ask = Callable[[bytes], bytes]


def pinned(folder: Path) -> list[tuple[str, str]]:
    """Name and version of everything the locks name."""
    found = {pin for lock in LOCKS for pin in PINNED.findall((folder / lock).read_text(encoding="utf-8"))}
    return sorted(found)


def ask_service(question: bytes) -> bytes:
    """The answer of the service."""
    request = urllib.request.Request(SERVICE, question, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        return bytes(answer.read())


def known(pins: list[tuple[str, str]], ask: Ask) -> Mapping[tuple[str, str], list[str]]:
    """The advisories of each version that has any.

    Raises:
        OSError: when the service cannot be reached.
        ValueError: when it answers something else.
    """
    package = {"ecosystem": "PyPI"}
    queries = [{"package": {**package, "name": name}, "version": version} for name, version in pins]
    results = json.loads(ask(json.dumps({"queries": queries}).encode()))["results"]
    if len(results) != len(pins):
        raise ValueError(f"{len(results)} answers to {len(pins)} questions")
    return {
        pin: [one["id"] for one in result["vulns"]]
        for pin, result in zip(pins, results, strict=True)
        if result.get("vulns")
    }


def main(folder: Path = Path(__file__).parents[1] / "requirements", ask: Ask = ask_service) -> int:
    """Ask, and say what was found."""
    pins = pinned(folder)
    try:
        found = known(pins, ask)
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"audit: the advisory service {SERVICE} cannot be asked from here: {error}", file=sys.stderr)
        print("audit: nothing is known of the pinned versions; run it where that address is reached", file=sys.stderr)
        return 2
    for (name, version), ids in found.items():
        print(f"{name} {version}: {', '.join(ids)}  https://osv.dev/{ids[0]}")
    print(f"audit: {len(found)} of {len(pins)} pinned versions have known vulnerabilities")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
