"""`make oscal`: the reference validator on what is written of the sample company's desk, and of one with odd names.

python tests/reports/oscal/reference.py TRESTLE, where TRESTLE is the program of compliance-trestle.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from grcdesk.cli.main import call
from grcdesk.paths import SAMPLES

MODELS = ("catalog", "mapping", "components")
ADDED = ("customer-annex.yaml", "harbour-controls.yaml", "harbour-controls-to-soc2.yaml")


def main(trestle: str) -> int:
    """0 when every document is valid."""
    with tempfile.TemporaryDirectory() as folder:
        desk, space = Path(folder, "desk"), Path(folder, "space")
        space.mkdir()
        asked = [["demo", str(desk)]]
        asked += [["--desk", str(desk), "catalogs", "add", str(SAMPLES / "catalogs" / name)] for name in ADDED]
        files = {model: Path(folder, f"{model}.json") for model in MODELS}
        asked += [["--desk", str(desk), "export", "oscal", name, "-o", str(file)] for name, file in files.items()]
        if any(call(one) for one in asked):
            return 1
        steps = [
            ["init"],
            *(["import", "-f", str(file), "-o", name] for name, file in files.items()),
            ["validate", "-a"],
        ]
        for step in steps:
            done = subprocess.run([trestle, *step], cwd=space, capture_output=True, text=True, check=False)  # noqa: S603
            if done.returncode or step[0] == "validate":
                sys.stdout.write(done.stdout + done.stderr)
            if done.returncode:
                return done.returncode
        return 0 if done.stdout.count("VALID: Model") == len(MODELS) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
