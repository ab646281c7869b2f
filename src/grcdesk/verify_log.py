"""Check an exported grcdesk change log with nothing but Python 3.9 or later.

    python verify_log.py change-log.jsonl [--anchor POSITION:HEAD ...]

Each line of the log is one entry. It names the SHA-256 of the bytes of the line before it as `prev`, so an altered,
missing, added or moved line breaks the chain. Who holds the whole log can recompute all of it: only a head noted
elsewhere shows that. Every workbook and report from grcdesk carries its log position and head; give them as anchors.
Nothing of the log is printed but in plain letters, so that it cannot steer a terminal.

Exit code: 0 the chain is whole and every anchor holds, 5 something is broken, 3 the file cannot be checked, 2 usage.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys

START = "0" * 64  # what the first entry names as its predecessor
SHOWN = 20  # so many faults are listed; the rest is counted
KEYS = ["action", "actor", "after", "batch", "before", "outcome", "prev", "reason"]
KEYS += ["resource", "run", "seq", "source", "ts", "v"]  # what every entry holds, sorted
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def show(text: object) -> str:
    """A text in plain letters: whatever else it holds is written as an escape."""
    return "".join(one if " " <= one <= "~" else one.encode("unicode_escape").decode() for one in str(text))


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
    if sorted(entry) != KEYS or {type(entry["seq"]), type(entry["v"])} != {int} or not TIME.fullmatch(str(entry["ts"])):
        raise ValueError("is not a whole entry: a field lacks, is strange to it, or is not of its kind")
    return entry


def check_chain(lines: list[bytes]) -> tuple[list[str], list[str], list[str]]:
    """Walk the log from its first line.

    Returns:
        What is broken, the SHA-256 of each line, and the time each line gives.
    """
    broken, hashes = [], []
    times: list[str] = []
    head = START
    for number, line in enumerate(lines, 1):
        try:
            entry = read_entry(line)
            if entry["seq"] != number:
                broken.append(f"line {number}: says it is entry {entry['seq']}; lines are missing or moved")
            if entry["prev"] != head:
                broken.append(f"line {number}: does not follow from the line before it; one of the two was altered")
            if number == 1 and entry["action"] != "desk.init":
                broken.append("line 1: is not the entry that made the desk; the beginning of the log was cut off")
            if times and entry["ts"] < times[-1] and entry["action"] != "clock.backwards":
                broken.append(f"line {number}: is dated before the line before it, and none says the clock went back")
            times.append(entry["ts"])
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
    if not re.fullmatch(r"[1-9][0-9]{0,17}:[0-9a-fA-F]{12,64}", text):
        raise argparse.ArgumentTypeError(f"{show(text)} is not POSITION:HEAD, such as 812:9f86d081884c")
    return text


def main() -> int:
    """Read the arguments, check, tell; returns the exit code."""
    parser = PlainParser(prog="verify_log.py", description="Check an exported grcdesk change log.")
    parser.add_argument("log", help="the exported log, JSON Lines")
    parser.add_argument("--anchor", action="append", default=[], type=anchor_text, metavar="POSITION:HEAD")
    given = parser.parse_args()
    try:
        with open(given.log, "rb") as file:  # noqa: PTH123  plain for a reader who is no programmer
            content = file.read()
    except (OSError, ValueError, MemoryError) as error:
        sys.stderr.write(f"{show(given.log)} cannot be read: {show(error)}\n")
        return 3
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
    sys.stdout.write("".join(show(line) + "\n" for line in told))
    return 5 if failed else 0


class PlainParser(argparse.ArgumentParser):
    """Tells what is wrong with the arguments in plain letters: an argument cannot steer the terminal."""

    def _print_message(self, message: str, file=None) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        plain = (one if one == "\n" or " " <= one <= "~" else one.encode("unicode_escape").decode() for one in message)
        super()._print_message("".join(plain), file)


if __name__ == "__main__":
    sys.exit(main())
