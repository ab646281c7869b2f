"""The frameworks of a new desk, as their catalogs name them, and the fields of a control that follow from them."""

from __future__ import annotations

from grcdesk.rules.fields.controls import control_fields
from grcdesk.schemas.catalogs.frameworks import Framework

FRAMEWORKS = (
    Framework(
        "soc2-tsc-2017", "SOC 2", "tsc", "SOC 2", "criteria", ("criterion", "soc2"), by_criterion=True, first=True
    ),
    Framework("iso27001-2022-annex-a", "ISO", "iso", "ISO 27001", "iso27001", ("27001",), by_criterion=False),
    Framework("iso42001-2023-annex-a", "AI", "ai", "ISO 42001", "iso42001", ("42001",), by_criterion=False),
)
CONTROL_FIELDS = control_fields(FRAMEWORKS)
