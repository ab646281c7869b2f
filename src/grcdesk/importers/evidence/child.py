"""The process that reads one file of evidence. `sandbox` starts it."""

from __future__ import annotations

import json
import sys
from typing import IO

from grcdesk.errors import BadInput
from grcdesk.importers.evidence import read as evidence_read  # before the walls go up: nothing is loaded behind them
from grcdesk.importers.evidence.sandbox import ReadRequest
from grcdesk.importers.reading.apart.child import Mouth, behind_walls, plain


def main(asked: IO[bytes], told: IO[bytes]) -> None:
    """The process: its ceilings first, then the file."""
    said = json.loads(asked.readline())
    request, mouth = ReadRequest(**said["request"]), Mouth(told)
    try:
        evidence_read.load(request.importer)
    except BadInput as error:
        mouth.say({"error": error.message, "hint": error.hint})
        return

    def read() -> None:
        report = evidence_read.read(request, lambda done: mouth.say({"done": done}), mouth)
        mouth.say({"report": plain(report)})

    behind_walls(mouth, read, said)


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
