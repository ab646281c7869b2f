"""Where the data of customers goes on the terms of an agreement, and what lacks where it leaves its home region."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from grcdesk.rules.features.features import outside_home
from grcdesk.schemas.vendors.file import AgreementRow, ClauseRow, OpenPoint, Use, VendorFile
from grcdesk.terms.vendors import Clause, ClauseAnswer
from grcdesk.wording import join


def transfers(file: VendorFile, agreement: AgreementRow | None) -> list[OpenPoint]:
    """Data that leaves its home region, under an agreement or under none."""
    said = agreement.said if agreement else {}
    made = []
    for home, away in _leaving(file, agreement, said):
        about = f"{agreement.label if agreement else ''} {home} to {join(away)}".strip()
        where = " in the agreement" if agreement else ": no agreement is in force"
        tool, assessed = said.get(Clause.TRANSFER_TOOL), said.get(Clause.TRANSFER_ASSESSMENT)
        if tool is None or tool.answer is not ClauseAnswer.YES:
            made.append(OpenPoint("transfer_tool", about, f"data leaves {home} without a transfer tool{where}"))
        if assessed is None or assessed.answer is not ClauseAnswer.YES or assessed.dated is None:
            made.append(
                OpenPoint("transfer_assessment", about, f"data leaves {home} without a dated transfer assessment")
            )
    return made


def _leaving(
    file: VendorFile, agreement: AgreementRow | None, said: Mapping[Clause, ClauseRow]
) -> list[tuple[str, list[str]]]:
    """Home regions and the regions outside them data goes to."""
    found: dict[str, dict[str, None]] = {}
    for home, regions in _ways(file, agreement, said):
        away = [region for region in regions if outside_home(region, home)]
        if away:
            found.setdefault(home, {}).update(dict.fromkeys(away))
    return [(home, list(regions)) for home, regions in found.items()]


def _ways(
    file: VendorFile, agreement: AgreementRow | None, said: Mapping[Clause, ClauseRow]
) -> list[tuple[str, list[str]]]:
    """Where customers' data comes from and where it goes, use by use; without a use, as terms or record say."""
    stated = parts_of(stated_regions(said) or [file.detail.row.region])
    # a use without data of customers brings nothing out of their region
    uses = [use for use in file.uses if use.customer_data and speaks_of(agreement, use)]
    if not uses:
        return [(file.policy.home_region, stated)]
    return [(use.home_region or file.policy.home_region, parts_of([use.region]) or stated) for use in uses]


def stated_regions(said: Mapping[Clause, ClauseRow]) -> list[str]:
    """Regions as an agreement words them, for storage and for inference."""
    values = [said[one].value for one in (Clause.REGION_STORAGE, Clause.REGION_INFERENCE) if one in said]
    return [value for value in values if value]


def speaks_of(agreement: AgreementRow | None, use: Use) -> bool:
    """Whether an agreement is about a feature; one that names none is about all, and so is none at all."""
    return agreement is None or agreement.feature in {"", use.feature, use.name}


def parts_of(values: Iterable[str]) -> list[str]:
    """Regions or plans named in texts such as `US; EU`, each once."""
    parts = [part.strip() for value in values for part in value.replace(",", ";").split(";")]
    return list(dict.fromkeys(part for part in parts if part))
