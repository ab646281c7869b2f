"""The styles of our own template: those every Word knows by name, and ours, whose names begin with Desk."""

from __future__ import annotations

from grcdesk.reports.word.engine.tokens import BAND, FONT, INK, LANGUAGE, LINE, MUTED, NAVY, STOP, TONES

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TABLE = "DeskTable"
_KEEP = "<w:keepNext/><w:keepLines/>"
_BOLD = "<w:b/><w:bCs/>"
_BULLET = '<w:numPr><w:numId w:val="1"/></w:numPr>'


def styles_part() -> str:
    """The whole part of styles."""
    fonts = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/><w:color w:val="{INK}"/>'
        f'<w:sz w:val="19"/><w:szCs w:val="19"/><w:lang w:val="{LANGUAGE}" w:eastAsia="ja-JP" w:bidi="ar-SA"/></w:rPr>'
        f'</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="80" w:line="252" w:lineRule="auto"/></w:pPr>'
        f"</w:pPrDefault></w:docDefaults>{''.join((*_text(), *_desk(), *_statuses(), *_tables()))}</w:styles>"
    )


def _style(
    kind: str, name: str, key: str, *, based: str = "", follows: str = "", of_paragraph: str = "", of_run: str = "",
    rest: str = "", default: bool = False,
) -> str:  # fmt: skip
    own = ' w:default="1"' if default else ' w:customStyle="1"' if name.startswith("Desk") else ""
    return (
        f'<w:style w:type="{kind}"{own} w:styleId="{key}">'
        f'<w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based}"/>' if based else "")
        + (f'<w:next w:val="{follows}"/>' if follows else "")
        + "<w:qFormat/>"
        + (f"<w:pPr>{of_paragraph}</w:pPr>" if of_paragraph else "")
        + (f"<w:rPr>{of_run}</w:rPr>" if of_run else "")
        + f"{rest}</w:style>"
    )


def _space(before: int, after: int, keep: str = "", rest: str = "") -> str:
    """Twentieths of a point above and below."""
    return f'{keep}<w:spacing w:before="{before}" w:after="{after}"/>{rest}'


def _size(half_points: int, colour: str = "", more: str = "") -> str:
    return (
        more
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    )


def _text() -> tuple[str, ...]:
    """Those Word knows."""

    def heading(level: int, half_points: int, above: int, below: int) -> str:
        outline = f'<w:outlineLvl w:val="{level - 1}"/>'
        return _style(
            *("paragraph", f"heading {level}", f"Heading{level}"), based="Normal", follows="Normal",
            of_paragraph=_space(above, below, _KEEP, outline), of_run=_size(half_points, NAVY, _BOLD),
        )  # fmt: skip

    small = _size(16, MUTED)
    indent = '<w:ind w:left="340" w:hanging="227"/>'
    contents = tuple(
        _style("paragraph", f"toc {level}", f"TOC{level}", based="Normal",
               of_paragraph=_space(0, 30, "", f'<w:ind w:left="{(level - 1) * 240}"/>'), of_run=_size(19 - level))
        for level in (1, 2)
    )  # fmt: skip
    return (
        _style("paragraph", "Normal", "Normal", default=True),
        _style("character", "Default Paragraph Font", "DefaultParagraphFont", default=True),
        _style("paragraph", "Title", "Title", based="Normal", follows="Subtitle", of_paragraph=_space(0, 20, _KEEP),
               of_run=_size(40, NAVY, _BOLD)),
        _style("paragraph", "Subtitle", "Subtitle", based="Normal", follows="Normal", of_paragraph=_space(0, 80, _KEEP),
               of_run=_size(20, MUTED)),
        heading(1, 26, 200, 80), heading(2, 21, 140, 60), heading(3, 19, 120, 50),
        *(_style("paragraph", name, key, based="Normal", of_paragraph=_space(0, 0), of_run=small)
          for name, key in (("header", "Header"), ("footer", "Footer"))),
        _style("paragraph", "caption", "Caption", based="Normal", of_paragraph=_space(0, 100), of_run=small),
        _style("paragraph", "List Bullet", "ListBullet", based="Normal",
               of_paragraph=f"{_BULLET}{_space(0, 40)}{indent}"),
        *contents,
    )  # fmt: skip


def _bar(color: str) -> str:
    """Lines in the colour of what they stand around; the left one keeps the words off the edge, within the margin."""
    sides = (("top", 0), ("left", 5), ("bottom", 0))
    return "".join(f'<w:{side} w:val="single" w:sz="24" w:space="{far}" w:color="{color}"/>' for side, far in sides)


def _desk() -> tuple[str, ...]:
    """Ours. They name no font: a template of a house gives its own."""
    bar, plain = _bar(STOP), _bar(NAVY)
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="{}"/>'
    edge = f'<w:left w:val="single" w:sz="36" w:space="8" w:color="{NAVY}"/>'
    stop = f'<w:left w:val="single" w:sz="24" w:space="6" w:color="{STOP}"/>'
    white = _size(18, "FFFFFF", _BOLD)
    inset = '<w:ind w:left="160"/>'
    return (
        _style("paragraph", "Desk cell", "DeskCell", based="Normal", of_paragraph=_space(40, 40), of_run=_size(18)),
        _style("paragraph", "Desk cell kept", "DeskKeep", based="DeskCell", of_paragraph="<w:keepNext/>"),
        _style("paragraph", "Desk name", "DeskName", based="DeskCell", of_paragraph="<w:keepNext/>", of_run=_BOLD),
        _style("paragraph", "Desk name loose", "DeskLoose", based="DeskCell", of_run=_BOLD),
        _style("paragraph", "Desk head", "DeskHead", based="DeskCell", of_paragraph="<w:keepNext/>",
               of_run=_size(17, "FFFFFF", _BOLD)),
        _style("paragraph", "Desk gap", "DeskGap", based="Normal",
               of_paragraph='<w:spacing w:before="0" w:after="40" w:line="80" w:lineRule="exact"/>'),
        _style("paragraph", "Desk edge", "DeskEdge", based="Normal", of_paragraph=_space(0, 0),
               of_run=_size(16, MUTED)),
        _style("paragraph", "Desk dates", "DeskDates", based="Normal", of_paragraph=_space(0, 100),
               of_run=_size(17, MUTED)),
        _style("paragraph", "Desk note", "DeskNote", based="Normal",
               of_paragraph=f'<w:keepLines/><w:pBdr>{stop}</w:pBdr>{_space(40, 100)}<w:ind w:left="160"/>',
               of_run=_size(19, STOP, _BOLD)),
        _style("paragraph", "Desk draft", "DeskDraft", based="Normal",
               of_paragraph=f"<w:keepNext/><w:pBdr>{bar}</w:pBdr>{shade.format(STOP)}{_space(60, 100)}{inset}",
               of_run=white),
        _style("paragraph", "Desk final", "DeskFinal", based="Normal",
               of_paragraph=f"<w:keepNext/><w:pBdr>{plain}</w:pBdr>{shade.format(NAVY)}{_space(60, 100)}{inset}",
               of_run=white),
        _style("paragraph", "Desk decision", "DeskDecision", based="Normal", of_run=_size(21),
               of_paragraph=f"<w:keepLines/><w:pBdr>{edge}</w:pBdr>{shade.format(BAND)}{_space(60, 120)}"
               '<w:ind w:left="200" w:right="80"/>'),
        _style("paragraph", "Desk chart", "DeskChart", based="Normal", of_paragraph=_space(0, 0, "<w:keepNext/>")),
        _style("character", "Desk link", "DeskLink", of_run=f'<w:color w:val="{NAVY}"/>'),
        _style("character", "Desk strong", "DeskStrong", of_run=_BOLD),
        _style("character", "Desk standing", "DeskStanding", of_run=f'{_BOLD}<w:color w:val="{STOP}"/>'),
    )  # fmt: skip


def _statuses() -> tuple[str, ...]:
    return tuple(
        _style(
            "character",
            f"Desk {key}",
            key,
            of_run=f'<w:color w:val="{tone.ink}"/><w:shd w:val="clear" w:color="auto" w:fill="{tone.fill}"/>',
        )
        for key, tone in TONES.items()
    )


def _tables() -> tuple[str, ...]:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>' for side in ("top", "bottom", "insideH")
    )
    margins = "".join(
        f'<w:{side} w:w="{twips}" w:type="dxa"/>'
        for side, twips in (("top", 0), ("left", 80), ("bottom", 0), ("right", 80))
    )
    first = (
        f'<w:tblStylePr w:type="firstRow"><w:rPr>{_BOLD}<w:color w:val="FFFFFF"/></w:rPr><w:tcPr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{NAVY}"/></w:tcPr></w:tblStylePr>'
    )
    normal = f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    return (
        _style("table", "Normal Table", "TableNormal", rest=normal, default=True),
        _style("table", "Desk table", TABLE, based="TableNormal",
               rest=f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
               f"{first}"),
    )  # fmt: skip
