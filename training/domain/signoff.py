"""Hour entries and their signatures: only what was signed counts, and what was signed stays."""

from training.domain.machine import Arrow, Machine
from training.domain.roles import Role
from training.domain.words import RuleBroken, Word


class EntryStatus(Word):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    SIGNED = "signed"
    RETURNED = "returned"
    SUPERSEDED = "superseded"
    VOIDED = "voided"
    DELETED = "deleted"


class EntryMove(Word):
    SUBMIT = "submit"
    RECALL = "recall"
    SIGN = "sign"
    RETURN = "return"
    REDRAFT = "redraft"
    DELETE = "delete"
    SUPERSEDE = "supersede"
    VOID = "void"


S, M = EntryStatus, EntryMove
_INTERN, _SUPERVISOR = (Role.INTERN,), (Role.THERAPIST, Role.MENTOR)

ENTRY = Machine(
    id="entry",
    name="entry",
    start=S.DRAFT,
    arrows=(
        Arrow(S.DRAFT, M.SUBMIT, S.SUBMITTED, _INTERN, guard="a current supervisor for the activity"),
        Arrow(S.DRAFT, M.DELETE, S.DELETED, _INTERN),
        Arrow(S.SUBMITTED, M.RECALL, S.DRAFT, _INTERN, guard="nobody has signed it yet"),
        Arrow(S.SUBMITTED, M.SIGN, S.SIGNED, _SUPERVISOR, guard="every signature the activity asks for"),
        Arrow(S.SUBMITTED, M.RETURN, S.RETURNED, _SUPERVISOR, needs_reason=True),
        Arrow(S.RETURNED, M.REDRAFT, S.DRAFT, _INTERN),
        Arrow(S.SIGNED, M.SUPERSEDE, S.SUPERSEDED, _SUPERVISOR, guard="its amendment is signed"),
        Arrow(S.SIGNED, M.VOID, S.VOIDED, (Role.REGISTRAR,), needs_reason=True, is_correction=True),
    ),
)


class RequestStatus(Word):
    REQUESTED = "requested"
    SIGNED = "signed"
    PARTLY_SIGNED = "partly_signed"
    RETURNED = "returned"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    REVOKED = "revoked"


class RequestMove(Word):
    SIGN = "sign"
    SIGN_PART = "sign_part"
    RETURN = "return"
    DECLINE = "decline"
    CANCEL = "cancel"
    REVOKE = "revoke"


Q, N = RequestStatus, RequestMove

SIGN_OFF = Machine(
    id="sign_off",
    name="sign-off request",
    start=Q.REQUESTED,
    arrows=(
        Arrow(
            Q.REQUESTED,
            N.SIGN,
            Q.SIGNED,
            _SUPERVISOR,
            guard="signer is not the intern, identity proved afresh",
        ),
        Arrow(
            Q.REQUESTED,
            N.SIGN_PART,
            Q.PARTLY_SIGNED,
            _SUPERVISOR,
            guard="as for sign; the rest goes back with a comment each",
        ),
        Arrow(Q.REQUESTED, N.RETURN, Q.RETURNED, _SUPERVISOR),
        Arrow(Q.REQUESTED, N.DECLINE, Q.DECLINED, _SUPERVISOR, needs_reason=True),
        Arrow(Q.REQUESTED, N.CANCEL, Q.CANCELLED, (Role.INTERN, Role.REGISTRAR)),
        Arrow(
            Q.SIGNED,
            N.REVOKE,
            Q.REVOKED,
            _SUPERVISOR,
            guard="within 14 days",
            needs_reason=True,
            is_correction=True,
        ),
        Arrow(
            Q.PARTLY_SIGNED,
            N.REVOKE,
            Q.REVOKED,
            _SUPERVISOR,
            guard="within 14 days",
            needs_reason=True,
            is_correction=True,
        ),
    ),
)


class NothingToSign(RuleBroken):
    def __init__(self) -> None:
        super().__init__("There is nothing here that waits for a signature.")


class AlreadySigned(RuleBroken):
    def __init__(self) -> None:
        super().__init__("A signature stands on this already. It can be amended by a new entry, not changed.")


class ShownHasChanged(RuleBroken):
    def __init__(self) -> None:
        super().__init__(
            "The entries changed after this page was opened. Please look at them again before signing."
        )
