"""Check an exported grcdesk change log with nothing but Python 3.9 or later.

    python verify_log.py change-log.jsonl [--anchor POSITION:HEAD ...]

Each line of the log is one entry. It names the SHA-256 of the bytes of the line before it as `prev`, so an altered,
missing, added or moved line breaks the chain. Who holds the whole log can recompute all of it: only a head noted
elsewhere shows that. Every workbook and report from grcdesk carries its log position and head; give them as anchors.

Exit code: 0 the chain is whole and every anchor holds, 5 something is broken, 2 the command or the file is unusable.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys

START = "0" * 64  # what the first entry names as its predecessor
SHOWN = 20  # so many faults are listed; the rest is counted


def refuse(number: str) -> None:
    """Entries hold text, whole numbers, true, false and null only."""
    raise ValueError("holds the number " + number)


def read_entry(line: bytes) -> dict:  # type: ignore[type-arg]
    """The entry in a line, which must be written in the one form grcdesk writes.

    Raises:
        ValueError: when it is not JSON, or not in that form: keys sorted and single, no spaces, UTF-8.
    """
    entry = json.loads(line.decode("utf-8"), parse_float=refuse, parse_constant=refuse)
    again = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
    if not isinstance(entry, dict) or again != line:
        raise ValueError("is not written the way grcdesk writes it")
    return entry


def check_chain(lines: list[bytes]) -> tuple[list[str], list[str], list[str]]:
    """Walk the log from its first line.

    Returns:
        What is broken, the SHA-256 of each line, and the time each line gives.
    """
    broken, hashes, times = [], [], []
    head = START
    for number, line in enumerate(lines, 1):
        try:
            entry = read_entry(line)
            if entry["seq"] != number:
                broken.append(f"line {number}: says it is entry {entry['seq']}; lines are missing or moved")
            if entry["prev"] != head:
                broken.append(f"line {number}: does not follow from the line before it; one of the two was altered")
            times.append(str(entry["ts"]))
        except (ValueError, KeyError, RecursionError) as error:
            broken.append(f"line {number}: cannot be read as an entry: {error}")
        head = hashlib.sha256(line).hexdigest()
        hashes.append(head)
    if not lines:
        broken.append("the log is empty")
    return broken, hashes, times


def check_anchor(anchor: str, hashes: list[str]) -> str:
    """What is wrong with an anchor, or nothing."""
    position, head = anchor.split(":")
    if int(position) > len(hashes):
        return f"the log ends at entry {len(hashes)}"
    if not hashes[int(position) - 1].startswith(head.lower()):
        return f"entry {position} is another one: {hashes[int(position) - 1]}"
    return ""


def anchor_text(text: str) -> str:
    """An anchor as typed: a position from 1, and 12 to 64 digits of the head."""
    if not re.fullmatch(r"[1-9][0-9]*:[0-9a-fA-F]{12,64}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not POSITION:HEAD, such as 812:9f86d081884c")
    return text


def main() -> int:
    """Read the arguments, check, tell; returns the exit code."""
    parser = argparse.ArgumentParser(prog="verify_log.py", description="Check an exported grcdesk change log.")
    parser.add_argument("log", help="the exported log, JSON Lines")
    parser.add_argument("--anchor", action="append", default=[], type=anchor_text, metavar="POSITION:HEAD")
    given = parser.parse_args()
    try:
        with open(given.log, "rb") as file:  # noqa: PTH123  plain for a reader who is no programmer
            content = file.read()
    except OSError as error:
        sys.stderr.write(f"{given.log} cannot be read: {error.strerror}\n")
        return 2
    lines = content.split(b"\n")
    if not lines[-1]:
        lines.pop()  # what follows the last line feed is no line
    broken, hashes, times = check_chain(lines)
    anchors = [(anchor, check_anchor(anchor, hashes)) for anchor in given.anchor]
    told = [f"entries {len(hashes)}", f"head    {hashes[-1] if hashes else START}"]
    told += [f"first   {times[0]}", f"last    {times[-1]}"] if times else []
    told += [f"broken  {line}" for line in broken[:SHOWN]]
    told += [f"broken  and {len(broken) - SHOWN} more"] if len(broken) > SHOWN else []
    told += [f"anchor  {anchor} " + (f"FAILED: {why}" if why else "ok") for anchor, why in anchors]
    failed = bool(broken) or any(why for _, why in anchors)
    told.append("result  " + ("BROKEN" if failed else "the chain is whole" + (", every anchor holds" * bool(anchors))))
    sys.stdout.write("\n".join(told) + "\n")
    return 5 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
