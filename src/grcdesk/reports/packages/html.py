"""A page for any browser, without script and without a network: what it looks like, and safe pieces of it.

Whatever comes from the desk passes `said`, so that nothing in it is markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import quote, urlsplit

from grcdesk.reports.xmltext import visible
from grcdesk.terms import CriterionAnswer, Status, Support, Verdict
from grcdesk.text import harmless

_GOOD, _PART, _CLAIM, _HALF, _BAD, _OPEN, _NONE = "good", "part", "claim", "half", "bad", "open", "none"
LOOKS: dict[str, str] = {
    Support.SUPPORTED: _GOOD,
    Support.SUPPORTED_IN_PART: _PART,
    Support.CLAIM_ONLY: _CLAIM,
    Status.IN_PLACE: _CLAIM,
    Status.PARTIAL: _HALF,
    Status.MISSING: _BAD,
    Status.NOT_ASSESSED: _OPEN,
    Status.NOT_APPLICABLE: _NONE,
    CriterionAnswer.IN_FULL: _GOOD,
    CriterionAnswer.ANSWERED: _GOOD,
    CriterionAnswer.IN_PART: _PART,
    CriterionAnswer.CLAIM_ONLY: _CLAIM,
    CriterionAnswer.NOT_IN_PLACE: _BAD,
    CriterionAnswer.NOT_MAPPED: _OPEN,
    Verdict.COVERED: _GOOD,
    Verdict.NO_OCCURRENCE: _GOOD,
    Verdict.COVERED_WITH_EXCEPTIONS: _HALF,
    Verdict.FINAL: _CLAIM,
    Verdict.GAP: _BAD,
    Verdict.PARTIAL: _HALF,
    Verdict.NOT_TESTED_IN_PERIOD: _HALF,
}
"""The look of a word, as the workbook beside it has it. What is only said, interim or to come is never green."""
CSS = """
:root{--ink:#1f2933;--muted:#52606d;--navy:#1b365d;--line:#d5dbe1;--band:#f4f6f9}
*{box-sizing:border-box}
html{font:16px/1.5 Arial,"Liberation Sans",Helvetica,sans-serif;color:var(--ink);background:#fff}
body{margin:0 auto;max-width:78rem;padding:1rem 1.25rem 4rem}
h1{font-size:1.7rem;line-height:1.2;margin:.2rem 0;color:var(--navy)}
h2{font-size:1.25rem;margin:2.4rem 0 .6rem;padding-top:.6rem;border-top:3px solid var(--navy);color:var(--navy)}
h3{font-size:1rem;margin:1.8rem 0 .3rem}
p{margin:.35rem 0;max-width:62rem}
a{color:#0b4f9e}a:focus-visible,[tabindex]:focus-visible{outline:3px solid #0b4f9e;outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem}
.muted{color:var(--muted)}.small{font-size:.8125rem}
.standing{font-weight:bold;letter-spacing:.06em;color:#9b1c1c}.standing.final{color:#14432a}
.notice{border-left:4px solid #9b1c1c;background:#fdf3f2;padding:.5rem .75rem;margin:.6rem 0}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.6rem;margin:1rem 0;padding:0}
.tiles li{list-style:none;border:1px solid var(--line);border-top:3px solid var(--navy);padding:.5rem .7rem}
.tiles b{display:block;font-size:1.5rem;line-height:1.2}
nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;padding:0;margin:.8rem 0}nav li{list-style:none}
table{border-collapse:collapse;width:100%;margin:.5rem 0;font-size:.875rem;line-height:1.4}
caption{text-align:left;color:var(--muted);padding:.2rem 0;font-size:.8125rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .55rem;border-bottom:1px solid var(--line);
 overflow-wrap:break-word;unicode-bidi:plaintext}
.n{white-space:nowrap}
thead th{background:var(--navy);color:#fff;white-space:nowrap}
tbody th{font-weight:bold;white-space:nowrap}
tbody tr:nth-child(even){background:var(--band)}
code{font:.75rem/1.35 Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
.w{display:inline-block;padding:.05rem .45rem;border-radius:.2rem;white-space:nowrap;font-size:.8125rem}
.good{background:#cfead6;color:#14432a}.part{background:#e3f1dc;color:#2f4a12}.claim{background:#dce6f4;color:#1e3a5f}
.half{background:#fbe8b6;color:#5c3d00}.bad{background:#f8d0ca;color:#7f1d1d}.open{background:#e5e7eb;color:#374151}
.none{border:1px solid var(--line);color:var(--muted)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:.6rem 0}dt{color:var(--muted)}dd{margin:0;
 overflow-wrap:anywhere}
@media (max-width:46rem){
 body{padding:.75rem .8rem 3rem}thead{position:absolute;left:-99rem}
 table,caption,tbody,tr,th,td{display:block}tbody tr{border:1px solid var(--line);margin:.6rem 0;padding:.3rem 0}
 tbody th{background:none;white-space:normal}th,td{border:0;padding:.2rem .6rem}
 td[data-c]:before{content:attr(data-c);display:block;color:var(--muted);font-size:.75rem}
 td:empty,.tight td:empty{display:none}dl{grid-template-columns:1fr}dt{margin-top:.4rem}
}
@media print{
 @page{size:landscape;margin:11mm}html{font-size:9.5pt}body{max-width:none;padding:0}nav,.skip{display:none}
 h2{break-after:avoid}h3{break-after:avoid}thead{display:table-header-group}tr,.tiles li{break-inside:avoid}
 a{color:inherit;text-decoration:none}table,code,caption,.small,.w{font-size:8pt}
 .w{white-space:normal}.w,thead th,tbody tr:nth-child(even){print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
"""


def said(text: object) -> str:
    """A text of anybody, as it can stand anywhere in the page: what steers or hides is a mark, nothing is markup."""
    return escape(harmless(visible(str(text))), quote=True)


def lines(text: str) -> str:
    """The same of a longer text, with its lines kept."""
    return "<br>".join(said(line) for line in text.strip().split("\n"))


def whole(*texts: object, between: str = " ") -> str:
    """Ids and days, none of which is broken at the end of a line."""
    return between.join(f'<span class="n">{said(text)}</span>' for text in texts)


def dated(text: str) -> str:
    """A day, or days as A..B."""
    return whole(*dict.fromkeys(text.split("..")), between=" to ") if text else ""


def link(path: str, text: str) -> str:
    """A link to a file of the package, relative to the folder of the page."""
    return f'<a href="{quote(path)}">{said(text)}</a>'


def outside(address: str) -> str:
    """An address of the web: a link only where it is one, and as it stands."""
    # no `javascript:` and no path may become a link of a page that is opened from disk
    safe = urlsplit(address).scheme in ("http", "https") if "://" in address else False
    return f'<a rel="noreferrer" href="{said(address)}">{said(address)}</a>' if safe else said(address)


def mark(word: str, look: str) -> str:
    """A word with its colour; the word alone says it all."""
    return f'<span class="w {look}">{said(word)}</span>' if word else ""


def anchor(text: str) -> str:
    """What a heading is called in links to it."""
    return "".join(one if one.isalnum() and one.isascii() else "-" for one in text)


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]], *, empty: str = "None.") -> str:
    """A table with headings a screen reader finds, which stacks on a narrow screen. Cells are safe already.

    Args:
        caption: what it lists.
        columns: their names; the first one names the row.
        rows: cells.
        empty: said where there is no row.
    """
    body = []
    for row in rows:
        first, *rest = row
        cells = [f'<th role="rowheader" scope="row">{first}</th>']
        named = zip(columns[1:], rest, strict=True)
        cells += [f'<td role="cell" data-c="{said(name)}">{cell}</td>' for name, cell in named]
        body.append(f'<tr role="row">{"".join(cells)}</tr>')
    if not body:
        return f'<p class="muted">{said(empty)}</p>'
    head = "".join(f'<th role="columnheader" scope="col">{said(name)}</th>' for name in columns)
    return (
        f'<table role="table"><caption>{said(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{"".join(body)}</tbody></table>'
    )


def section(name: str, title: str, *parts: str) -> str:
    """A part of the page with its heading."""
    head = f'<h2 id="{name}-h">{said(title)}</h2>'
    return f'<section id="{name}" aria-labelledby="{name}-h">{head}{"".join(parts)}</section>'


def page(title: str, *parts: str) -> bytes:
    """The whole page. A browser that keeps to it loads nothing from anywhere."""
    head = (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        # no script runs and nothing is loaded, whatever texts of others say
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f'<meta name="referrer" content="no-referrer"><title>{said(title)}</title><style>{CSS}</style></head>\n<body>\n'
    )
    return (head + "\n".join(part for part in parts if part) + "\n</body></html>\n").encode()
