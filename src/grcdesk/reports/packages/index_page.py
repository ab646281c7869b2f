"""The page an auditor opens first: what is in the package, how it hangs together, what is not in it."""

from __future__ import annotations

from collections.abc import Iterable

from grcdesk.reports.labels import ANSWERED_MEANING, MEANING, SUPPORT_MEANING, say
from grcdesk.reports.packages import index_parts as parts
from grcdesk.reports.packages.html import link, mark, outside, page, said, section, table
from grcdesk.schemas.packages.packages import PackageContent
from grcdesk.schemas.programme import OVERLAY
from grcdesk.terms import Scope
from grcdesk.terms.packages import Shift
from grcdesk.wording import ANSWERED, STATUS, SUPPORT, count

_PARTS = (
    ("begin", "Begin here"),
    ("controls", "Controls"),
    ("criteria", "Criteria"),
    ("requests", "Requests"),
    ("evidence", "Evidence"),
    ("moved", "Since the last hand-over"),
    ("left-out", "Left out"),
    ("words", "Words"),
    ("source", "Where this comes from"),
)


def index_page(content: PackageContent) -> bytes:
    """The whole page; every link is relative to its folder."""
    titles = [one for one in _PARTS if one[0] != "moved" or content.delta]
    built = {
        "begin": _begin(content),
        "controls": parts.controls(content),
        "criteria": parts.criteria(content),
        "requests": parts.requests(content),
        "evidence": parts.evidence(content),
        "moved": _moved(content),
        "left-out": _left_out(content),
        "words": _words(),
        "source": _source(content),
    }
    listed = "".join(f'<li><a href="#{name}">{said(title)}</a></li>' for name, title in titles)
    scope = content.matrix.scope
    return page(
        f"{scope.organisation}: evidence package, {content.standing}",
        '<a class="skip" href="#begin">To the contents</a>',
        _head(content),
        f'<nav aria-label="Parts of this page"><ul>{listed}</ul></nav>',
        "<main>",
        *(section(name, title, built[name]) for name, title in titles),
        "</main>",
    )


def _head(content: PackageContent) -> str:
    scope, dates = content.matrix.scope, content.matrix.dates
    final = "standing final" if content.final else "standing"
    signed = f"Signed by the key {content.signed_by}" if content.signed_by else "NOT SIGNED"
    stamped = f"; {content.stamped}" if content.stamped else ""
    facts = [
        *((fact.name, fact.told) for fact in content.matrix.provenance.engagement()),
        ("Signature", f"{signed}{stamped}. VERIFY.txt says how to check"),
        ("Handed to", content.firm),
    ]
    band = content.matrix.provenance.band.partition(":")[2]
    return (
        f'<header><p class="muted">{said(scope.organisation)}</p><h1>Evidence package: {said(scope.name)}</h1>'
        f'<p><span class="{final}">{content.standing}</span>:{said(band)}</p><p>{said(dates.line)}</p>'
        + "".join(f'<p class="notice">{said(notice)}</p>' for notice in dates.notices)
        + f'<ul class="tiles">{_tiles(content)}</ul>{_facts(facts)}</header>'
    )


def _tiles(content: PackageContent) -> str:
    rows = [one.row for one in content.matrix.controls if one.row.scope is not Scope.OUT]
    tiles = (
        (len(rows), "controls in scope"),
        (sum(row.supported for row in rows), "in place and supported"),
        (sum(row.unsupported for row in rows), "in place by claim or in part"),
        (len(content.packed), "files of evidence here"),
        (len(content.left_out), "left out, each with its reason"),
        (len(content.requests), "requests"),
    )
    return "".join(f"<li><b>{number:,}</b>{said(name)}</li>" for number, name in tiles)


def _facts(facts: Iterable[tuple[str, str]]) -> str:
    listed = "".join(f"<dt>{said(name)}</dt><dd>{said(value)}</dd>" for name, value in facts if value)
    return f"<dl>{listed}</dl>"


def _source(content: PackageContent) -> str:
    """Where it comes from, as every file of the desk says it; what stands on top of the page is not said again."""
    _, *rest = [one for one in content.matrix.provenance.sections() if one[0] != "Engagement"]
    first = content.matrix.provenance.source()
    parts = [_facts((fact.name, fact.told) for fact in first)]
    parts += [f"<h3>{said(name)}</h3>{_facts((fact.name, fact.told) for fact in facts)}" for name, facts in rest]
    return "".join(parts)


def _begin(content: PackageContent) -> str:
    rows = [
        (link(one.path.removeprefix("data/"), one.title), said(one.use), said(one.note)) for one in content.documents
    ]
    delta = content.delta
    partial = (
        f'<p class="notice">Only evidence that moved since {said(delta.named)} is in this package: '
        f"{count(delta.kept, 'file')} handed over before stand unchanged and are not in it again. "
        "Where a file lies in the earlier package, the table says so.</p>"
        if delta
        else ""
    )
    return (
        partial
        + (
            '<p>1. Check the package before you open anything: <a href="../VERIFY.txt">VERIFY.txt</a>.</p>'
            "<p>2. Walk the controls below, or work in the workbook. Its tinted columns and the request list are yours "
            "to fill in: write your comments and your words of acceptance there, in your own layout where your list "
            "came, and send both files back. They are read in row by row, under your name.</p>"
            "<p>3. Each file of evidence lies in the folder of the first control it stands behind; "
            "<code>_contents.txt</code> in each folder names what else stands behind that control and where it "
            "lies.</p>"
        )
        + table("Documents of this package", ("Document", "What it is for", "Note"), rows)
    )


def _moved(content: PackageContent) -> str:
    delta = content.delta
    if delta is None:
        return ""
    rows = [
        (
            said(one.evidence),
            mark(one.shift.value, "bad" if one.shift is Shift.WITHDRAWN else "claim"),
            said(one.title),
            said(", ".join(one.controls)),
            said(one.why),
        )
        for one in delta.lines
    ]
    letter = '<p><a href="letter.txt">letter.txt</a> says the same in plain text, with numbers that go together.</p>'
    return letter + table(f"Since {delta.named}", ("Evidence", "Moved", "What", "Controls", "Why"), rows)


def _left_out(content: PackageContent) -> str:
    rows = [
        (
            said(one.row.id),
            said(one.row.title),
            said(", ".join(one.places)),
            said(say(one.row.confidentiality)),
            said(one.left_out) + (f"<br>{outside(one.address)}" if one.address else ""),
        )
        for one in content.left_out
    ]
    against = [
        (said(one.row.id), said(one.row.title), said(say(one.row.confidentiality)), said(one.override))
        for one in content.overridden
    ]
    shown = table("Handed over against its label", ("Evidence", "What", "Label", "Reason"), against) if against else ""
    columns = ("Evidence", "What", "Behind", "Label", "Why it is not here")
    files = count(content.review_files, "file")
    told = (
        f"Access reviews rest on {files} besides: lists of accounts, rosters, returned sheets. They hold personal "
        "data, have no label and are not here; their hashes stand in the change log. Ask for what you need."
    )
    reviews = f"<p>{said(told)}</p>" if content.review_files else ""
    return (
        reviews + table("Artefacts that are not in this package", columns, rows, empty="Nothing is left out.") + shown
    )


def _words() -> str:
    rows = [(said(STATUS[one].word), said(told)) for one, told in MEANING.items()]
    rows += [(said(SUPPORT[one].word), said(told)) for one, told in SUPPORT_MEANING.items()]
    rows += [(said(ANSWERED[one].word), said(told)) for one, told in ANSWERED_MEANING.items()]
    made = "grcdesk concludes nothing: every status is what a named person said, and how far evidence bears it out."
    return (
        f"<p>{said(OVERLAY)}</p>"
        + table("What the words on this page mean", ("Word", "Meaning"), rows)
        + f'<p class="muted small">{said(made)}</p>'
    )
