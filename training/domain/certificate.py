"""Certificates: proposed, approved by a second person, issued, and never deleted."""

from datetime import date

from training.domain.machine import Arrow, Machine
from training.domain.roles import Role
from training.domain.words import RuleBroken, Word


class CertificateStatus(Word):
    PROPOSED = "proposed"
    APPROVED = "approved"
    ISSUED = "issued"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    DROPPED = "dropped"


class CertificateMove(Word):
    APPROVE = "approve"
    ISSUE = "issue"
    DROP = "drop"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    REVOKE = "revoke"
    SUPERSEDE = "supersede"


S, M = CertificateStatus, CertificateMove
_APPROVER, _OFFICE = (Role.REGISTRAR, Role.DIRECTOR), (Role.REGISTRAR, Role.DIRECTOR)

CERTIFICATE = Machine(
    id="certificate",
    name="certificate",
    start=S.PROPOSED,
    arrows=(
        Arrow(
            S.PROPOSED, M.APPROVE, S.APPROVED, _APPROVER, guard="a second person; every requirement still met"
        ),
        Arrow(S.PROPOSED, M.DROP, S.DROPPED, _OFFICE, needs_reason=True),
        Arrow(S.APPROVED, M.ISSUE, S.ISSUED, _OFFICE, guard="every requirement still met"),
        Arrow(S.APPROVED, M.DROP, S.DROPPED, _OFFICE, needs_reason=True),
        Arrow(S.ISSUED, M.SUSPEND, S.SUSPENDED, (Role.DIRECTOR,), needs_reason=True),
        Arrow(S.SUSPENDED, M.REINSTATE, S.ISSUED, (Role.DIRECTOR,), needs_reason=True),
        Arrow(S.ISSUED, M.REVOKE, S.REVOKED, (Role.DIRECTOR,), needs_reason=True),
        Arrow(S.SUSPENDED, M.REVOKE, S.REVOKED, (Role.DIRECTOR,), needs_reason=True),
        Arrow(
            S.ISSUED, M.SUPERSEDE, S.SUPERSEDED, _OFFICE, guard="its successor is issued", needs_reason=True
        ),
    ),
)

# Shown to anyone who asks by number; before that there is nothing to verify.
PUBLIC = frozenset({S.ISSUED, S.SUSPENDED, S.REVOKED, S.SUPERSEDED})


class SecondPersonNeeded(RuleBroken):
    def __init__(self) -> None:
        super().__init__("Whoever proposed a certificate cannot approve it. A second person has to look.")


class NotEligible(RuleBroken):
    def __init__(self, reasons: list[str]) -> None:
        super().__init__(f"The certificate cannot be issued: {' '.join(reasons)}")


class AlreadyCertified(RuleBroken):
    def __init__(self) -> None:
        super().__init__("There is a live certificate of this kind already.")


def standing(status: CertificateStatus, valid_to: date | None, on: date) -> str:
    """What the public reads. Expiry is derived from the date, never stored."""
    if status is S.ISSUED and valid_to is not None and on > valid_to:
        return "expired"
    return "valid" if status is S.ISSUED else status.value


def ensure_second_person(proposed_by: str, approver: str) -> None:
    if proposed_by == approver:
        raise SecondPersonNeeded
