"""Hold the texts beside an exported grcdesk change log against it, with nothing but Python 3.9 or later.

    python verify_texts.py change-log.jsonl texts.jsonl

Free texts are not in the lines: a line names each by the SHA-256 of a random salt and the text, so that one can be
erased and the chain stays whole. Check the log itself with verify_log.py first.

Exit code: 0 every text is the one its name says, 5 one is not, 2 the command or a file is unusable.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys

NAME = re.compile("sha256:[0-9a-f]{64}")  # what a line says in place of a text
SHOWN = 20  # so many faults are listed; the rest is counted


def erased_names(log: str) -> set[str]:
    """The names that entries about an erasing say stand for nothing any more."""
    found: set[str] = set()
    for line in log.split("\n"):
        if '"action":"log.erase"' in line:
            found.update(NAME.findall(json.loads(line)["after"].get("erased", "")))
    return found


def check_texts(log: str, texts: str) -> tuple[list[str], str]:
    """Hold each text against its name.

    Returns:
        What is broken, and how many texts are right, were erased, or are not given.
    """
    named, erased, given = set(NAME.findall(log)), erased_names(log), set()
    broken = []
    for number, line in enumerate(texts.split("\n")[:-1], 1):
        try:
            entry = json.loads(line)
            name = "sha256:" + hashlib.sha256((entry["salt"] + entry["text"]).encode("utf-8")).hexdigest()
            said = entry["sha256"]
        except (ValueError, KeyError, TypeError, RecursionError):
            broken.append(f"text {number}: cannot be read")
            continue
        given.add(name)
        if name != said:
            broken.append(f"text {number}: is not what its hash says")
        elif name in erased:
            broken.append(f"text {number}: was erased")
        elif name not in named:
            broken.append(f"text {number}: is not named by the log")
    lacking = len(named - erased - given)
    return broken, f"{len(given & (named - erased))} right, {len(named & erased)} erased, {lacking} not given"


def main() -> int:
    """Read the arguments, check, tell; returns the exit code."""
    parser = argparse.ArgumentParser(prog="verify_texts.py", description="Check the texts beside a grcdesk change log.")
    parser.add_argument("log", help="the exported log, JSON Lines")
    parser.add_argument("texts", help="the texts beside it, JSON Lines")
    given = parser.parse_args()
    try:
        with open(given.log, encoding="utf-8", newline="\n") as file:  # noqa: PTH123  plain for who is no programmer
            log = file.read()
        with open(given.texts, encoding="utf-8", newline="\n") as file:  # noqa: PTH123
            texts = file.read()
        broken, counts = check_texts(log, texts)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        sys.stderr.write(f"the files cannot be read: {str(error)!a}\n")
        return 2
    told = [f"texts   {counts}"]
    told += [f"broken  {line}" for line in broken[:SHOWN]]
    told += [f"broken  and {len(broken) - SHOWN} more"] if len(broken) > SHOWN else []
    told.append("result  " + ("BROKEN" if broken else "every text is the one its name says"))
    sys.stdout.write("\n".join(told) + "\n")
    return 5 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
