"""What the files say without being printed: valid Open XML, colours that can be read, results that are right."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEAST = 4.5
"""Contrast of letters against what they stand on."""
_CACHE = re.compile(rb"(<f>[^<]*</f>)<v>[^<]*</v>")
_INK, _PAPER = "000000", "FFFFFF"


def invalid(file: Path) -> list[str]:
    """What breaks the rules of Open XML."""
    return [str(error) for error in OpenXmlValidator().validate(str(file)).errors]


def shortened(file: Path) -> list[str]:
    """Headers and footers that end in an ellipsis: what stands on every page is said whole, or not at all."""
    if file.suffix != ".xlsx":
        return []
    with zipfile.ZipFile(file) as parts:
        sheets = [ET.fromstring(parts.read(name)) for name in parts.namelist() if "worksheets/sheet" in name]
    texts = [one.text or "" for sheet in sheets for tag in ("oddHeader", "oddFooter") for one in sheet.iter(MAIN + tag)]
    return [f"{text!r} is shortened" for text in texts if "…" in text]


def faint(file: Path) -> list[str]:
    """Pairs of letters and ground that are too much alike."""
    pairs = _of_workbook(file) if file.suffix == ".xlsx" else _of_document(file)
    return sorted({f"{ink} on {ground} {contrast(ink, ground):.1f}:1" for ink, ground in pairs if _bad(ink, ground)})


def _bad(ink: str, ground: str) -> bool:
    return contrast(ink, ground) < LEAST


def contrast(ink: str, ground: str) -> float:
    """As WCAG reckons it."""
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _of_workbook(file: Path) -> set[tuple[str, str]]:
    with zipfile.ZipFile(file) as parts:
        styles = ET.fromstring(parts.read("xl/styles.xml"))
    inks = [_rgb(one.find(f"{MAIN}color"), _INK) for one in styles.find(f"{MAIN}fonts")]  # type: ignore[union-attr]
    grounds = [_ground(one) for one in styles.find(f"{MAIN}fills")]  # type: ignore[union-attr]
    pairs = {
        (inks[int(one.get("fontId", 0))], grounds[int(one.get("fillId", 0))])
        for one in styles.find(f"{MAIN}cellXfs")  # type: ignore[union-attr]
    }
    for rule in styles.find(f"{MAIN}dxfs") or ():
        ink = rule.find(f"{MAIN}font/{MAIN}color")
        fill = rule.find(f"{MAIN}fill/{MAIN}patternFill/{MAIN}bgColor")
        if ink is not None and fill is not None:
            pairs.add((_rgb(ink, _INK), _rgb(fill, _PAPER)))
    return pairs


def _ground(fill: ET.Element) -> str:
    pattern = fill.find(f"{MAIN}patternFill")
    solid = pattern is not None and pattern.get("patternType") == "solid"
    return _rgb(pattern.find(f"{MAIN}fgColor"), _PAPER) if solid and pattern is not None else _PAPER


def _rgb(color: ET.Element | None, else_: str) -> str:
    told = color.get("rgb", "") if color is not None else ""
    return told[-6:] or else_


def _of_document(file: Path) -> set[tuple[str, str]]:
    """Colours of runs and of the styles of their paragraphs, on the ground of their cell or paragraph."""
    with zipfile.ZipFile(file) as parts:
        body, styles = (ET.fromstring(parts.read(f"word/{name}.xml")) for name in ("document", "styles"))
    known: dict[str, tuple[str, str]] = {}
    for style in styles.iter(f"{WORD}style"):
        known[style.get(f"{WORD}styleId", "")] = (
            _value(style.find(f"{WORD}rPr/{WORD}color"), "val"),
            _value(style.find(f".//{WORD}shd"), "fill"),
        )
    pairs: set[tuple[str, str]] = set()
    # the ground of heading rows belongs to the style of the table
    firsts = [one for one in styles.iter(f"{WORD}tblStylePr") if one.get(f"{WORD}type") == "firstRow"]
    heading = next((fill for one in firsts if (fill := _value(one.find(f".//{WORD}shd"), "fill"))), "")
    heads = {
        cell
        for row in body.iter(f"{WORD}tr")
        if row.find(f"{WORD}trPr/{WORD}tblHeader") is not None
        for cell in row.iter(f"{WORD}tc")
    }
    cells = [
        (cell, _value(cell.find(f"{WORD}tcPr/{WORD}shd"), "fill") or (heading if cell in heads else ""))
        for cell in body.iter(f"{WORD}tc")
    ]
    for holder, ground in [(body, ""), *cells]:
        for paragraph in holder.iter(f"{WORD}p"):
            ink, own = known.get(_value(paragraph.find(f"{WORD}pPr/{WORD}pStyle"), "val"), ("", ""))
            if holder is body and not own:
                continue
            for run in paragraph.iter(f"{WORD}r"):
                name = _value(run.find(f"{WORD}rPr/{WORD}rStyle"), "val")
                said = _value(run.find(f"{WORD}rPr/{WORD}color"), "val") or known.get(name, ("", ""))[0] or ink
                pairs.add((said or _INK, own or ground or _PAPER))
    return pairs


def _value(element: ET.Element | None, name: str) -> str:
    told = element.get(f"{WORD}{name}", "") if element is not None else ""
    return "" if told == "auto" else told


def unequal(file: Path, folder: Path, office: list[str]) -> list[str]:
    """Formulas whose result, reckoned anew by another program from no stored one, is not the one that was stored."""
    bare = folder / f"bare-{file.name}"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(bare, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, _CACHE.sub(rb"\1", old.read(name)) if "worksheets/sheet" in name else old.read(name))
    out = folder / "again"
    shutil.rmtree(out, ignore_errors=True)
    subprocess.run([*office, "--convert-to", "xlsx", "--outdir", str(out), str(bare)], check=True, capture_output=True)
    formulas, stored, again = (
        load_workbook(io.BytesIO(path.read_bytes()), data_only=values)
        for path, values in ((file, False), (file, True), (out / bare.name, True))
    )
    found, count = [], 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    count += 1
                    one, other = stored[sheet.title][cell.coordinate].value, again[sheet.title][cell.coordinate].value
                    if not _same(one, other):
                        found.append(f"{sheet.title}!{cell.coordinate}: {one!r} stored, {other!r} reckoned")
    return found if count else ["no formula at all"]


def _same(one: Any, other: Any) -> bool:
    numbers = isinstance(one, int | float) and isinstance(other, int | float)
    return abs(one - other) < 1e-9 if numbers else one == other
