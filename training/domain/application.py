"""The application: from the first word to an accepted offer."""

from collections.abc import Collection

from training.domain.machine import Arrow, Machine
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.domain.words import RuleBroken, Word


class ApplicationStatus(Word):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    RETURNED = "returned"
    DECIDED = "decided"
    OFFERED = "offered"
    WAITLISTED = "waitlisted"
    DECLINED = "declined"
    ACCEPTED = "accepted"
    ENROLLED = "enrolled"
    OFFER_DECLINED = "offer_declined"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"


class ApplicationMove(Word):
    SUBMIT = "submit"
    DISCARD = "discard"
    BEGIN_REVIEW = "begin_review"
    RETURN = "return"
    RESUBMIT = "resubmit"
    DECIDE = "decide"
    REOPEN = "reopen"
    RELEASE_OFFER = "release_offer"
    RELEASE_WAITLIST = "release_waitlist"
    RELEASE_DECLINE = "release_decline"
    OFFER_PLACE = "offer_place"
    ACCEPT = "accept"
    REFUSE = "refuse"
    ENROL = "enrol"
    WITHDRAW = "withdraw"
    APPEAL = "appeal"
    RENEW_OFFER = "renew_offer"


S, M = ApplicationStatus, ApplicationMove
_APPLICANT, _CHAIR = (Role.APPLICANT,), (Role.CHAIR,)
_OPEN = (S.SUBMITTED, S.UNDER_REVIEW, S.RETURNED, S.DECIDED, S.OFFERED, S.WAITLISTED, S.ACCEPTED)

APPLICATION = Machine(
    id="application",
    name="application",
    start=S.DRAFT,
    pauses=frozenset({S.RETURNED}),
    arrows=(
        Arrow(S.DRAFT, M.SUBMIT, S.SUBMITTED, _APPLICANT, guard="every part complete, consent given"),
        Arrow(S.DRAFT, M.DISCARD, S.DISCARDED, (Role.APPLICANT, Role.SYSTEM)),
        Arrow(S.SUBMITTED, M.BEGIN_REVIEW, S.UNDER_REVIEW, _CHAIR, guard="enough reviewers assigned"),
        Arrow(S.SUBMITTED, M.RETURN, S.RETURNED, _CHAIR, needs_reason=True),
        Arrow(S.UNDER_REVIEW, M.RETURN, S.RETURNED, _CHAIR, needs_reason=True),
        Arrow(S.RETURNED, M.RESUBMIT, None, _APPLICANT, guard="every part complete"),
        Arrow(
            S.UNDER_REVIEW, M.DECIDE, S.DECIDED, _CHAIR, guard="enough reviews in, no conflict of the chair"
        ),
        Arrow(S.DECIDED, M.REOPEN, S.UNDER_REVIEW, _CHAIR, needs_reason=True, is_correction=True),
        Arrow(S.DECIDED, M.RELEASE_OFFER, S.OFFERED, _CHAIR),
        Arrow(S.DECIDED, M.RELEASE_WAITLIST, S.WAITLISTED, _CHAIR),
        Arrow(S.DECIDED, M.RELEASE_DECLINE, S.DECLINED, _CHAIR),
        Arrow(S.WAITLISTED, M.OFFER_PLACE, S.OFFERED, _CHAIR),
        Arrow(S.OFFERED, M.ACCEPT, S.ACCEPTED, _APPLICANT),
        Arrow(S.OFFERED, M.REFUSE, S.OFFER_DECLINED, _APPLICANT),
        Arrow(S.ACCEPTED, M.ENROL, S.ENROLLED, (Role.REGISTRAR,), guard="a place in the cohort"),
        *(Arrow(state, M.WITHDRAW, S.WITHDRAWN, _APPLICANT) for state in _OPEN),
        Arrow(S.DECLINED, M.APPEAL, S.UNDER_REVIEW, _CHAIR, needs_reason=True, is_correction=True),
        Arrow(S.OFFER_DECLINED, M.RENEW_OFFER, S.OFFERED, _CHAIR, needs_reason=True, is_correction=True),
    ),
)

# The applicant may write in these; afterwards the text stands as it was sent.
WRITABLE = frozenset({S.DRAFT, S.RETURNED})

# It ended without a place: the same person may begin another.
CLOSED = frozenset({S.DECLINED, S.OFFER_DECLINED, S.WITHDRAWN, S.DISCARDED})

# Nothing more is asked of anyone, a referee included.
SETTLED = CLOSED | {S.ENROLLED}


class FeeStatus(Word):
    """Recorded, never charged: no card data comes near this product."""

    DUE = "due"
    PAID = "paid"
    WAIVED = "waived"


class AlreadyOpen(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("You have an application already. There is one at a time."))


class PartsMissing(RuleBroken):
    def __init__(self, titles: list[str]) -> None:
        super().__init__(_("Not ready to send. Still open: %(parts)s.", parts=", ".join(titles)))


class NotWritable(RuleBroken):
    def __init__(self, state: ApplicationStatus) -> None:
        super().__init__(
            _("The application is “%(state)s”; its answers stand as they were sent.", state=state.label)
        )


class ConsentMissing(RuleBroken):
    def __init__(self) -> None:
        super().__init__(
            _("Before the first personal question we need your consent. You can withdraw it later.")
        )


def as_told(state: ApplicationStatus) -> ApplicationStatus:
    """What the applicant may know of: a decision exists for them only once it is released."""
    return S.UNDER_REVIEW if state is S.DECIDED else state


def ensure_may_begin(states: Collection[ApplicationStatus]) -> None:
    """One open application a person; `states` are those of all they ever began."""
    if not CLOSED.issuperset(states):
        raise AlreadyOpen


def ensure_writable(state: ApplicationStatus) -> None:
    if state not in WRITABLE:
        raise NotWritable(as_told(state))


class ReferenceStatus(Word):
    NOT_REQUESTED = "not_requested"
    REQUESTED = "requested"
    RECEIVED = "received"
    REFUSED = "refused"
    BOUNCED = "bounced"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class ReferenceMove(Word):
    REQUEST = "request"
    RECEIVE = "receive"
    REFUSE = "refuse"
    BOUNCE = "bounce"
    EXPIRE = "expire"
    CANCEL = "cancel"


R, V = ReferenceStatus, ReferenceMove
_REFEREE, _CLOCK = (Role.REFEREE,), (Role.SYSTEM,)

REFERENCE = Machine(
    id="reference",
    name="reference",
    start=R.NOT_REQUESTED,
    arrows=(
        Arrow(R.NOT_REQUESTED, V.REQUEST, R.REQUESTED, _APPLICANT),
        Arrow(R.REQUESTED, V.RECEIVE, R.RECEIVED, _REFEREE, guard="the link is live"),
        Arrow(R.REQUESTED, V.REFUSE, R.REFUSED, _REFEREE),
        Arrow(R.REQUESTED, V.BOUNCE, R.BOUNCED, _CLOCK),
        Arrow(R.REQUESTED, V.EXPIRE, R.EXPIRED, _CLOCK),
        Arrow(R.NOT_REQUESTED, V.CANCEL, R.CANCELLED, (Role.APPLICANT, Role.SYSTEM)),
        Arrow(R.REQUESTED, V.CANCEL, R.CANCELLED, (Role.APPLICANT, Role.SYSTEM)),
        *(
            Arrow(state, V.REQUEST, R.REQUESTED, _APPLICANT)
            for state in (R.REFUSED, R.BOUNCED, R.EXPIRED, R.CANCELLED)
        ),
    ),
)


class LinkExpired(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("This link has expired. The applicant can send you a new one."))
