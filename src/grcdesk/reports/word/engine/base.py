"""Our own template, written from nothing: no thumbnail, no latent styles, no compatibility mode of old versions."""

from __future__ import annotations

import io
import zipfile
from functools import cache

from grcdesk.reports.archive import still
from grcdesk.reports.word.engine.styles import W, styles_part
from grcdesk.reports.word.engine.tokens import BAND, FONT, INK, LANGUAGE, MUTED, NAVY

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_KIND = "application/vnd.openxmlformats-"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    "word/document.xml": "officedocument.wordprocessingml.document.main",
    "word/styles.xml": "officedocument.wordprocessingml.styles",
    "word/settings.xml": "officedocument.wordprocessingml.settings",
    "word/numbering.xml": "officedocument.wordprocessingml.numbering",
    "word/fontTable.xml": "officedocument.wordprocessingml.fontTable",
    "word/theme/theme1.xml": "officedocument.theme",
    "docProps/core.xml": "package.core-properties",
    "docProps/app.xml": "officedocument.extended-properties",
}


@cache
def base() -> bytes:
    """The template as bytes of a .docx without content."""
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _rels(
            (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
        ),
        "word/_rels/document.xml.rels": _rels(
            *((f"{_OFFICE}/relationships/{name}", f"{name}.xml") for name in ("styles", "settings", "numbering")),
            (f"{_OFFICE}/relationships/fontTable", "fontTable.xml"),
            (f"{_OFFICE}/relationships/theme", "theme/theme1.xml"),
        ),
        "word/document.xml": _document(),
        "word/styles.xml": styles_part(),
        "word/settings.xml": _settings(),
        "word/numbering.xml": _numbering(),
        "word/fontTable.xml": _fonts(),
        "word/theme/theme1.xml": _theme(),
        "docProps/core.xml": _core(),
        "docProps/app.xml": f'<Properties xmlns="{_OFFICE}/extended-properties"><Application>grcdesk</Application>'
        "</Properties>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in parts.items():
            made.writestr(still(name), _HEAD + text)
    return out.getvalue()


def _types() -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{_KIND}{kind}+xml"/>' for name, kind in _PARTS.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="{_KIND}package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f"{overrides}</Types>"
    )


def _rels(*pairs: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(pairs, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _document() -> str:
    """Of US Letter; the size is set when it is known."""
    return (
        f'<w:document xmlns:w="{W}" xmlns:r="{_OFFICE}/relationships" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        f'xmlns:a="{_DRAWING}" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14">'
        '<w:body><w:sectPr><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1247" w:right="1170" w:bottom="1020" '
        'w:left="1170" w:header="560" w:footer="480" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def _settings() -> str:
    return (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        # version 15: without it Word opens the file in compatibility mode
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{LANGUAGE}"/></w:settings>'
    )


def _numbering() -> str:
    """One list: that of bullets."""
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/>'
        '<w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="340" w:hanging="227"/></w:pPr></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def _fonts() -> str:
    return (
        f'<w:fonts xmlns:w="{W}"><w:font w:name="{FONT}"><w:panose1 w:val="020B0604020202020204"/>'
        '<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def _core() -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
    )


def _theme() -> str:
    """Colours, fonts and formats; charts take theirs from here."""
    colours = {
        "dk1": INK,
        "lt1": "FFFFFF",
        "dk2": NAVY,
        "lt2": BAND,
        "accent1": NAVY,
        "accent2": "2A7A50",
        "accent3": "3F6FB0",
        "accent4": "DDA52F",
        "accent5": "B83A2E",
        "accent6": "8DB97A",
        "hlink": "1B5FAA",
        "folHlink": MUTED,
    }
    scheme = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colours.items())
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    line, effect = f'<a:ln w="9525">{fill}</a:ln>', "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{_DRAWING}" name="grcdesk"><a:themeElements><a:clrScheme name="grcdesk">{scheme}'
        f'</a:clrScheme><a:fontScheme name="grcdesk"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="grcdesk"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>'
        f"{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}"
        "</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
