"""Words of the Statement of Applicability."""

from __future__ import annotations

from enum import StrEnum


class SoaFramework(StrEnum):
    """Whose Annex A a statement is about, as it is typed and stored."""

    ISO27001 = "iso27001"
    ISO42001 = "iso42001"


class InclusionReason(StrEnum):
    """Why a control is necessary; a person says it, and there may be several."""

    RISK_TREATMENT = "risk_treatment"
    LEGAL = "legal"
    CONTRACT = "contract"
    BUSINESS_NEED = "business_need"


class Implementation(StrEnum):
    """How far a person says that a necessary control is there."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
