"""The supervised internship: supervisors, cases, evaluations, and the end by consensus."""

from datetime import date, timedelta

from training.domain.machine import Arrow, Machine
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.domain.tongue import say_date
from training.domain.words import RuleBroken, Word


class InternshipStatus(Word):
    PROPOSED = "proposed"
    AGREEMENT_PENDING = "agreement_pending"
    ACTIVE = "active"
    ON_LEAVE = "on_leave"
    SUSPENDED = "suspended"
    COMPLETION_REVIEW = "completion_review"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"


class InternshipMove(Word):
    PROPOSE_SUPERVISORS = "propose_supervisors"
    ACTIVATE = "activate"
    GO_ON_LEAVE = "go_on_leave"
    COME_BACK = "come_back"
    SUSPEND = "suspend"
    LIFT = "lift"
    ASK_FOR_COMPLETION = "ask_for_completion"
    SEND_BACK = "send_back"
    COMPLETE = "complete"
    WITHDRAW = "withdraw"
    TERMINATE = "terminate"
    REOPEN = "reopen"


S, M = InternshipStatus, InternshipMove
_INTERN, _OFFICE, _DIRECTOR = (Role.INTERN,), (Role.REGISTRAR, Role.DIRECTOR), (Role.DIRECTOR,)
_SIGNERS = (Role.INTERN, Role.THERAPIST, Role.MENTOR, Role.REGISTRAR, Role.DIRECTOR)
_OPEN = (S.PROPOSED, S.AGREEMENT_PENDING, S.ACTIVE, S.ON_LEAVE, S.SUSPENDED, S.COMPLETION_REVIEW)

INTERNSHIP = Machine(
    id="internship",
    name="internship",
    start=S.PROPOSED,
    pauses=frozenset({S.ON_LEAVE, S.SUSPENDED}),
    arrows=(
        Arrow(
            S.PROPOSED, M.PROPOSE_SUPERVISORS, S.AGREEMENT_PENDING, _OFFICE, guard="a therapist and a mentor"
        ),
        Arrow(S.AGREEMENT_PENDING, M.ACTIVATE, S.ACTIVE, _SIGNERS, guard="the agreement is signed by all"),
        Arrow(S.ACTIVE, M.GO_ON_LEAVE, S.ON_LEAVE, (Role.INTERN, *_OFFICE), needs_reason=True),
        Arrow(S.ON_LEAVE, M.COME_BACK, None, (Role.INTERN, *_OFFICE)),
        Arrow(S.ACTIVE, M.SUSPEND, S.SUSPENDED, _DIRECTOR, needs_reason=True),
        Arrow(S.SUSPENDED, M.LIFT, None, _DIRECTOR, needs_reason=True),
        Arrow(
            S.ACTIVE,
            M.ASK_FOR_COMPLETION,
            S.COMPLETION_REVIEW,
            _INTERN,
            guard="every requirement but the consensus is met",
        ),
        Arrow(S.COMPLETION_REVIEW, M.SEND_BACK, S.ACTIVE, _DIRECTOR, needs_reason=True),
        Arrow(S.COMPLETION_REVIEW, M.COMPLETE, S.COMPLETED, _DIRECTOR, guard="all parties attest"),
        *(
            Arrow(state, M.WITHDRAW, S.WITHDRAWN, (Role.INTERN, *_OFFICE), needs_reason=True)
            for state in _OPEN
        ),
        *(Arrow(state, M.TERMINATE, S.TERMINATED, _DIRECTOR, needs_reason=True) for state in _OPEN),
        Arrow(
            S.COMPLETED,
            M.REOPEN,
            S.ACTIVE,
            _DIRECTOR,
            guard="no live certificate rests on it",
            needs_reason=True,
            is_correction=True,
        ),
    ),
)


class SupervisionStatus(Word):
    INVITED = "invited"
    ACTIVE = "active"
    ENDED = "ended"
    DECLINED = "declined"


class SupervisionMove(Word):
    SIGN = "sign"
    DECLINE = "decline"
    END = "end"


_SUPERVISOR = (Role.THERAPIST, Role.MENTOR)

SUPERVISION = Machine(
    id="supervision",
    name="supervision",
    start=SupervisionStatus.INVITED,
    arrows=(
        Arrow(
            SupervisionStatus.INVITED,
            SupervisionMove.SIGN,
            SupervisionStatus.ACTIVE,
            _SUPERVISOR,
            guard="licence valid and verified",
        ),
        Arrow(
            SupervisionStatus.INVITED,
            SupervisionMove.DECLINE,
            SupervisionStatus.DECLINED,
            _SUPERVISOR,
            needs_reason=True,
        ),
        Arrow(
            SupervisionStatus.ACTIVE, SupervisionMove.END, SupervisionStatus.ENDED, _OFFICE, needs_reason=True
        ),
    ),
)


class CaseStatus(Word):
    PROPOSED = "proposed"
    APPROVED = "approved"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    DECLINED = "declined"


class CaseMove(Word):
    APPROVE = "approve"
    DECLINE = "decline"
    OPEN = "open"
    PROPOSE_CLOSURE = "propose_closure"
    CLOSE = "close"
    CONTINUE = "continue"


C, K = CaseStatus, CaseMove

CASE = Machine(
    id="case",
    name="case",
    start=C.PROPOSED,
    arrows=(
        Arrow(C.PROPOSED, K.APPROVE, C.APPROVED, _OFFICE, guard="suitable for this intern"),
        Arrow(C.PROPOSED, K.DECLINE, C.DECLINED, _OFFICE, needs_reason=True),
        Arrow(
            C.APPROVED,
            K.OPEN,
            C.OPEN,
            (Role.THERAPIST,),
            guard="release attested, triadic meeting held, licence valid",
        ),
        Arrow(C.OPEN, K.PROPOSE_CLOSURE, C.CLOSING, (Role.INTERN, Role.THERAPIST)),
        Arrow(
            C.CLOSING,
            K.CLOSE,
            C.CLOSED,
            (Role.INTERN, Role.THERAPIST),
            guard="intern, therapist, and the therapist for the client attest",
        ),
        Arrow(C.CLOSING, K.CONTINUE, C.OPEN, (Role.INTERN, Role.THERAPIST), needs_reason=True),
    ),
)


class CaseFormat(Word):
    LOCAL = "local"
    INTENSIVE = "intensive"


class Party(Word):
    """Who attests. The therapist speaks on the client's behalf in the closure of a case."""

    INTERN = "intern"
    THERAPIST = "therapist"
    MENTOR = "mentor"
    STAFF = "staff"
    CLIENT = "client"


class LicenceNotValid(RuleBroken):
    def __init__(self, name: str, on: date) -> None:
        super().__init__(
            _("%(name)s has no verified licence that is valid on %(day)s.", name=name, day=say_date(on))
        )


class SupervisorsMissing(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("An internship needs a supervising therapist and a mentor before it can begin."))


class GatesOpen(RuleBroken):
    def __init__(self, gates: list[str]) -> None:
        super().__init__(_("Before the first session: %(gates)s.", gates="; ".join(gates)))


class NotAgreed(RuleBroken):
    def __init__(self, parties: list[str]) -> None:
        super().__init__(_("Still to attest: %(parties)s.", parties=", ".join(parties)))


class RequirementsOpen(RuleBroken):
    def __init__(self, labels: list[str]) -> None:
        super().__init__(_("Not yet met: %(requirements)s.", requirements=", ".join(labels)))


class OwnSupervisor(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("Nobody supervises or signs for themselves."))


class NotInRole(RuleBroken):
    def __init__(self, name: str, role: Role, on: date) -> None:
        super().__init__(
            _(
                "%(name)s does not hold the role of %(role)s on %(day)s.",
                name=name,
                role=role.label.lower(),
                day=say_date(on),
            )
        )


class SupervisesAlready(RuleBroken):
    def __init__(self, name: str, role: Role) -> None:
        super().__init__(
            _(
                "%(name)s is asked or named as %(role)s of this internship already.",
                name=name,
                role=role.label.lower(),
            )
        )


class NotRecommended(RuleBroken):
    def __init__(self) -> None:
        super().__init__(
            _("An internship is proposed after a completed course with a recommendation for it.")
        )


class HasOne(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("This person has an internship already that has not ended."))


class NotTheSigner(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("This place on the agreement is for somebody else to sign."))


class AgreementSigned(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("This place on the agreement is signed already."))


class NotForAgreement(RuleBroken):
    def __init__(self) -> None:
        super().__init__(
            _("The agreement is signed after the supervisors are named and before the work begins.")
        )


class LeaveOutside(RuleBroken):
    def __init__(self, first: date, last: date) -> None:
        super().__init__(
            _(
                "A leave begins between %(first)s and %(last)s.",
                first=say_date(first),
                last=say_date(last),
            )
        )


class LeaveOverlaps(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("There is a leave on that day already. Please choose another first day."))


ENDED = frozenset({InternshipStatus.COMPLETED, InternshipStatus.WITHDRAWN, InternshipStatus.TERMINATED})
LIVE = frozenset({SupervisionStatus.INVITED, SupervisionStatus.ACTIVE})
LOGGING = frozenset({InternshipStatus.ACTIVE, InternshipStatus.ON_LEAVE})
"""While an internship is one of these, work may be written down; on leave that of the days before."""
SUPERVISORS = (Role.THERAPIST, Role.MENTOR)


def back_from_leave(from_on: date, back_on: date) -> date:
    """The last day of a leave for somebody who is back on a day; a leave lasts one day at least."""
    return max(from_on, back_on - timedelta(days=1))
