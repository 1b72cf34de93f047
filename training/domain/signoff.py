"""Hour entries and their signatures: only what was signed counts, and what was signed stays."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from training.domain.hours import as_hours, month_of
from training.domain.machine import Arrow, Machine
from training.domain.program.practice import Activity, Expected, Internship
from training.domain.record import canonical
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.domain.tongue import ngettext, say_date
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
        Arrow(
            Q.REQUESTED,
            N.CANCEL,
            Q.CANCELLED,
            (Role.INTERN, Role.REGISTRAR, *_SUPERVISOR),
            guard="a supervisor cancels only what the other one has sent back whole",
        ),
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


class LineAnswer(Word):
    """What became of one entry in one request.

    Lapsed: the other supervisor sent the entry back. Recalled: the intern took it back before anybody signed.
    """

    WAITS = "waits"
    SIGNED = "signed"
    RETURNED = "returned"
    LAPSED = "lapsed"
    RECALLED = "recalled"


class NothingToSign(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("There is nothing here that waits for a signature."))


class AlreadySigned(RuleBroken):
    def __init__(self) -> None:
        super().__init__(
            _("A signature stands on this already. It can be amended by a new entry, not changed.")
        )


class ShownHasChanged(RuleBroken):
    def __init__(self) -> None:
        super().__init__(
            _("The entries changed after this page was opened. Please look at them again before signing.")
        )


class CommentMissing(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("An entry that goes back needs a comment, so that it can be put right."))


class NotSupervisedThen(RuleBroken):
    def __init__(self, on: date) -> None:
        super().__init__(
            _(
                "No signed agreement with this supervisor covers %(day)s. Please send that entry back.",
                day=say_date(on),
            )
        )


class NotTheSigner(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("This request is addressed to another supervisor."))


# ------------------------------------------------------------------ what is shown, and what is unusual in it


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """What a supervisor is shown of one entry. `agreed`: the minutes a session of its case should last."""

    ref: str
    on: date
    minutes: int
    activity: str
    label: str
    case: str | None = None
    methods: tuple[str, ...] = ()
    version: int = 1
    agreed: int | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """A remark on an entry. `is_unusual`: worth a second look, and not only worth knowing."""

    words: str
    is_unusual: bool = True


def shown(request: str, period: str, entries: Iterable[Worked]) -> dict[str, object]:
    """Exactly what the page shows of a request, ready to be signed."""
    return {"request": request, "period": period, "entries": [_as_json(entry) for entry in entries]}


def _as_json(entry: Worked) -> dict[str, object]:
    return {
        "ref": entry.ref,
        "on": entry.on.isoformat(),
        "minutes": entry.minutes,
        "activity": entry.label,
        "case": entry.case or "",
        "methods": list(entry.methods),
        "version": entry.version,
    }


def fingerprint(content: dict[str, object]) -> str:
    """64 hex digits the page carries, so that nobody signs what they did not see."""
    return sha256(canonical(content)).hexdigest()


def answer_for(signed: int, returned: int) -> RequestMove:
    """The one move a request takes for so many entries signed and so many sent back."""
    if not signed and not returned:
        raise NothingToSign
    if not returned:
        return RequestMove.SIGN
    return RequestMove.SIGN_PART if signed else RequestMove.RETURN


def flags(
    entry: Worked, log: Sequence[Worked], practice: Internship, *, on: date, unsent: Sequence[Worked] = ()
) -> tuple[Flag, ...]:
    """Everything remarkable about an entry, beside the intern's log of those days (the entry included).

    `unsent`: drafts of those days. They answer for what should follow, and for nothing else.
    """
    activity = practice.activity(entry.activity)
    return (
        *_first_of_month(entry, log, activity),
        *_longer_than_agreed(entry, activity),
        *(
            Flag(_missing(practice.activity(missed.activity), missed.within_days))
            for missed in missing_after(entry, [*log, *unsent], activity, on=on)
        ),
        *_more_than_a_day_holds(entry, log, practice.limits.daily_minutes),
    )


def _missing(activity: Activity, days: int) -> str:
    return ngettext(
        "no %(activity)s within %(number)s day",
        "no %(activity)s within %(number)s days",
        days,
        activity=activity.label.lower(),
    )


def missing_after(
    entry: Worked, log: Iterable[Worked], activity: Activity, *, on: date
) -> tuple[Expected, ...]:
    """What should have followed this entry on its case and did not, once its days have passed."""
    follows = [(one.activity, (one.on - entry.on).days) for one in log if one.case == entry.case]
    return tuple(
        expected
        for expected in activity.expects_after
        if entry.on + timedelta(days=expected.within_days) < on
        and not any(done == expected.activity and 0 <= days <= expected.within_days for done, days in follows)
    )


def _first_of_month(entry: Worked, log: Iterable[Worked], activity: Activity) -> Iterator[Flag]:
    """Of the activities that use methods, the sessions with a client, the first on its case in a month."""
    earlier = (
        one
        for one in log
        if (one.activity, one.case, month_of(one.on)) == (entry.activity, entry.case, month_of(entry.on))
        and (one.on, one.ref) < (entry.on, entry.ref)
    )
    if activity.uses_methods and not any(earlier):
        yield Flag(_("first session of the month"), is_unusual=False)


def _longer_than_agreed(entry: Worked, activity: Activity) -> Iterator[Flag]:
    if activity.uses_methods and entry.agreed is not None and entry.minutes > entry.agreed:
        yield Flag(_("longer than the agreed %(minutes)s", minutes=as_hours(entry.agreed)))


def _more_than_a_day_holds(entry: Worked, log: Iterable[Worked], limit: int) -> Iterator[Flag]:
    whole = sum(one.minutes for one in log if one.on == entry.on)
    if whole > limit:
        yield Flag(_("%(whole)s on one day, more than %(most)s", whole=as_hours(whole), most=as_hours(limit)))
