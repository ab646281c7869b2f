"""A help page for somebody in the app: what holds anywhere, and what belongs to the command line, apart at the end."""

from __future__ import annotations

import re

from grcdesk.tui.kit.plain import said

COMMANDS = "## On the command line"
_COMMAND = re.compile(r"(?<![\w/-])(?:grcdesk [a-z-]|--[a-z])")
_CODE = re.compile(r"^ {4}\S", re.MULTILINE)
_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z`*])")
"""Between two sentences."""


def arranged(page: str) -> tuple[str, str]:
    """A page in two parts: what holds anywhere, and what is said of commands and options.

    Args:
        page: Markdown from help/.

    Returns:
        Both parts as Markdown; the second begins with its heading, and is empty where no command is named.
    """
    parts: tuple[list[str], list[str]] = ([], [])
    pending = ["", ""]
    for block in re.split(r"\n{2,}", page.strip("\n")):
        if block.startswith("#"):
            deeper = "" if block.startswith("# ") else f"#{block}"
            pending = [block, deeper]
            if block.startswith("# "):
                parts[0].append(block)
                pending = ["", ""]
            continue
        for number, text in enumerate(_halves(block)):
            if text:
                parts[number].extend(part for part in (pending[number], text) if part)
                pending[number] = ""
    here, there = ("\n\n".join(part) for part in parts)
    return here, f"{COMMANDS}\n\n{there}" if there else ""


def _halves(block: str) -> tuple[str, str]:
    """What of a block holds anywhere, and what speaks of commands: of a text by sentences."""
    if _CODE.match(block):
        return "", block
    if not _COMMAND.search(block):
        return block, ""
    if block.startswith("|"):
        return said(block), ""  # a table is one fact a row: its options are fields of the app
    sentences = _END.split(block)
    here = [one for one in sentences if not _COMMAND.search(one)]
    there = [one for one in sentences if _COMMAND.search(one)]
    return " ".join(here), " ".join(there)
