"""The words of access reviews, as closed lists."""

from __future__ import annotations

from enum import StrEnum


class CampaignPhase(StrEnum):
    """What a person has done with an access review. How far it is between opening and signing is computed."""

    OPEN = "open"
    SIGNED = "signed"
    REOPENED = "reopened"


class CampaignState(StrEnum):
    """How far an access review has come. Computed from its lists and decisions."""

    DRAFT = "draft"
    COLLECTING = "collecting"
    IN_REVIEW = "in_review"
    REMOVALS = "removals"
    READY_TO_SIGN = "ready_to_sign"
    SIGNED = "signed"
    SIGNED_WITH_EXCEPTIONS = "signed_with_exceptions"
    REOPENED = "reopened"


class Decision(StrEnum):
    """What a reviewer says of an account."""

    KEEP = "keep"
    REVOKE = "revoke"
    MODIFY = "modify"


class Verified(StrEnum):
    """What a later list of accounts shows of a removal."""

    GONE = "gone"
    DISABLED = "disabled"
    CHANGED = "changed"
    STILL_PRESENT = "still_present"


class RemovalState(StrEnum):
    """How far a removal has come."""

    TO_DO = "to_do"
    DONE = "done"
    PROVEN = "proven"
    STILL_PRESENT = "still_present"


class AccountKind(StrEnum):
    """Who or what signs in with an account."""

    PERSON = "person"
    GUEST = "guest"
    SERVICE = "service"
    API_KEY = "api_key"
    TOOL = "tool"
    ROOT = "root"


class AccountFlag(StrEnum):
    """What stands out about an account: against the day, the roster, the review before."""

    ORPHAN = "orphan"
    LEAVER = "leaver"
    JOINER = "joiner"
    MOVER = "mover"
    NO_PERSON = "no_person"
    DORMANT = "dormant"
    NEVER_USED = "never_used"
    NEW = "new"
    ROLE_CHANGED = "role_changed"
    NEWLY_ADMIN = "newly_admin"
    NO_MFA = "no_mfa"
    UNKNOWN_STATUS = "unknown_status"


class Mfa(StrEnum):
    """Whether an account asks for a second factor, as its list tells."""

    ON = "on"
    OFF = "off"


class AccountSource(StrEnum):
    """Which export a list of accounts was read from."""

    ENTRA = "entra"
    GOOGLE = "google"
    OKTA = "okta"
    AWS = "aws"
    GITHUB = "github"
    TABLE = "table"


class ListPurpose(StrEnum):
    """What a list of accounts is for: to be reviewed, or to prove that removals were made."""

    REVIEW = "review"
    PROOF = "proof"


class ReviewSplit(StrEnum):
    """Who reviews an account: the owner of its system, or the manager of its person."""

    OWNER = "owner"
    MANAGER = "manager"


class KeptKind(StrEnum):
    """What a file in the vault is to an access review."""

    LIST = "list"
    ROWS = "rows"
    ROSTER = "roster"
    DECISIONS = "decisions"
    WORKBOOK = "workbook"
    FROZEN = "frozen"


class SignVerdict(StrEnum):
    """How a review was signed."""

    PLAIN = "signed"
    WITH_EXCEPTIONS = "signed_with_exceptions"


class ReviewException(StrEnum):
    """What is to be remarked over a signature. None of it bars it; each is named in memo, workbook and evidence."""

    NOT_TOLD = "not_told"
    NOT_WHOLE = "not_whole"
    DISAGREES = "disagrees"
    BELIEVED = "believed"
    LOST = "lost"
    TOO_EARLY = "too_early"
    BEFORE_START = "before_start"
    OUT_OF_ORDER = "out_of_order"
    LATE = "late"
    LEAVER = "leaver"
    SIGN_IN_AFTER_LEAVING = "sign_in_after_leaving"
    ROSTER = "roster"
    BULK = "bulk"
    OWNER = "owner"
    LEFT_OUT = "left_out"
    MENDED = "mended"
    REOPENED = "reopened"


class NamedWhen(StrEnum):
    """Whether an exception stands over a signature."""

    IN_SIGNATURE = "in_signature"
    SINCE = "since_signature"
    NOT_SIGNED = "not_signed"
