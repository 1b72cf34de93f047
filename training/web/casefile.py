"""What a case's page shows to whom: its gates, what should follow each session, the words on its closing."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from flask import url_for
from flask_wtf import FlaskForm

from training.actions import cases as actions
from training.actions.signing import Proof, Signer
from training.actions.signoff import worked
from training.domain.case import CLOSING
from training.domain.hours import as_hours
from training.domain.internship import CaseStatus, Party
from training.domain.permissions import Permission
from training.domain.program import Program, Who
from training.domain.roles import By, Role
from training.domain.signoff import Worked, missing_after
from training.domain.tongue import Shape, marked, say_date
from training.domain.tongue import gettext as _
from training.extensions import db
from training.forms.cases import GoOnForm, TriadicForm, WordForm
from training.forms.signing import SigningForm
from training.forms.signoff import DeclineForm
from training.models import Case, Internship
from training.queries import cases as queries
from training.queries.program import definition
from training.web.access import may, me, now, today

KINDS = {CaseStatus.CLOSED: "done", CaseStatus.OPEN: "here", CaseStatus.DECLINED: "neutral"}
SPOKEN = {
    Party.INTERN: marked("The intern"),
    Party.THERAPIST: marked("The therapist"),
    Party.CLIENT: marked("The client, by the therapist"),
}


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of the page; the one that was sent comes back with its errors."""

    release: FlaskForm = field(default_factory=lambda: SigningForm(formdata=None))
    triadic: FlaskForm = field(default_factory=lambda: TriadicForm(formdata=None))
    decline: FlaskForm = field(default_factory=lambda: DeclineForm(formdata=None))
    word: FlaskForm = field(default_factory=lambda: WordForm(formdata=None))
    go_on: FlaskForm = field(default_factory=lambda: GoOnForm(formdata=None))


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that should have followed a session."""

    text: str
    urgency: str = "late"


@dataclass(frozen=True, slots=True)
class CaseFile:
    case: Case
    program: Program
    forms: Forms
    missing: list[Missing]

    @property
    def is_intern(self) -> bool:
        return me().id == self.case.internship.person_id

    @property
    def leads(self) -> bool:
        return may(Permission.SIGN, self.case.stake)

    @property
    def may_approve(self) -> bool:
        return self.case.status is CaseStatus.PROPOSED and may(Permission.ARRANGE_INTERNSHIP, self.case.stake)

    @property
    def lead(self) -> str:
        case = self.case
        said = {
            "status": case.status.label,
            "format": case.format.label,
            "minutes": as_hours(case.agreed_minutes),
        }
        if not case.opened_on or case.closed_on:
            return _("%(status)s. %(format)s, %(minutes)s a session.", **said)
        since = say_date(case.opened_on)
        return _("%(status)s since %(day)s. %(format)s, %(minutes)s a session.", day=since, **said)

    @property
    def triad(self) -> list[tuple[str, str]]:
        """Who works together on it, each in the program's word for the part."""
        case, word = self.case, self.program.role
        return [
            (word(Who.INTERN).one, case.internship.person.name),
            (word(Who.THERAPIST).one, case.therapist.name),
            (word(Who.MENTOR).one, case.mentor.name),
        ]

    @property
    def history(self) -> list[dict[str, str]]:
        """The case's days so far, latest first."""
        case = self.case
        days = [
            (case.proposed_on, _("Proposed by the intern.")),
            (case.suitable_on, _("Training staff found that it suits the intern.")),
            (case.release_on, _("The therapist attested the release of information.")),
            (case.triadic_on, _("The triadic meeting was held.")),
            (case.opened_on, _("The case was opened.")),
            (case.closed_on, _("The case was closed.")),
        ]
        known = sorted(((on, words) for on, words in days if on), key=lambda event: event[0])
        return [
            {"title": words, "when": say_date(on), "machine": on.isoformat()} for on, words in reversed(known)
        ]

    @property
    def gates(self) -> list[str]:
        is_before = self.case.status in (CaseStatus.PROPOSED, CaseStatus.APPROVED)
        return actions.gates(self.case, today()).missing() if is_before else []

    @property
    def closers(self) -> bool:
        return self.is_intern or self.leads

    @property
    def words(self) -> list[dict[str, str]]:
        """Each party's word on the closing, as far as it is said."""
        said = {one.party: one for one in actions.standing_words(self.case)}
        return [
            {
                "label": _(SPOKEN[party]),
                "word": _word(said[party].agrees) if party in said else _("not said yet"),
                "kind": ("done" if said[party].agrees else "late") if party in said else "waiting",
            }
            for party in CLOSING
        ]

    @property
    def asked(self) -> dict[str, str] | None:
        """The next word this person can say, with the sentence that is signed; the client's comes last."""
        if self.case.status is not CaseStatus.CLOSING or not self.closers:
            return None
        agreed = {one.party for one in actions.standing_words(self.case) if one.agrees}
        mine = [Party.INTERN] if self.is_intern else [Party.THERAPIST, Party.CLIENT]
        party = next((party for party in mine if party not in agreed), None)
        if party is None:
            return None
        return {"party": party.value, "title": _(SPOKEN[party]), "statement": self._statement(party)}

    @property
    def release_statement(self) -> str:
        return actions.released(self.case, self._me(Role.THERAPIST), self.program).text

    def _statement(self, party: Party) -> str:
        role = Role.INTERN if self.is_intern else Role.THERAPIST
        return actions.said(self.case, actions.Word(party, agrees=True), self._me(role), self.program).text

    def _me(self, role: Role) -> Signer:
        """Me, as the sentence would name me; nothing is proved by it."""
        return Signer(me(), By(me().ref, role, now()), Proof("none", ""))

    def act(self, name: str) -> str:
        """The address of one of the acts of closing, from the end where this person stands."""
        if self.is_intern:
            return url_for("cases.own_act", code=self.case.code, act=name)
        ref = self.case.internship.person.ref
        return url_for("cases.supervised_act", person_ref=ref, code=self.case.code, act=name)


def case_file(case: Case, forms: Forms) -> CaseFile:
    program = definition(case.internship.program)
    log = [worked(entry, program) for entry in db.session.scalars(queries.work_on(case.id))]
    return CaseFile(case, program, forms, _missing(log, program, today()))


def _missing(log: list[Worked], program: Program, on: date) -> list[Missing]:
    practice = program.internship
    return [
        Missing(
            _(
                "%(activity)s after the session of %(day)s is missing; it was due by %(due)s.",
                activity=practice.activity(gap.activity).label,
                day=say_date(entry.on),
                due=say_date(entry.on + timedelta(days=gap.within_days), Shape.DAY_OF_YEAR),
            )
        )
        for entry in log
        for gap in missing_after(entry, log, practice.activity(entry.activity), on=on)
    ]


def _word(agrees: bool) -> str:  # noqa: FBT001 -- the word itself
    return _("agrees") if agrees else _("does not agree")


BY_NEED = (CaseStatus.CLOSING, CaseStatus.OPEN, CaseStatus.APPROVED, CaseStatus.PROPOSED)


def by_need(case: Case) -> tuple[int, str]:
    """What goes on comes before what is over."""
    place = BY_NEED.index(case.status) if case.status in BY_NEED else len(BY_NEED)
    return place, case.code


def list_rows(internship: Internship) -> list[dict[str, str]]:
    return [
        {
            "title": case.code,
            "href": url_for("cases.own", code=case.code),
            "detail": _(
                "%(format)s, with %(therapist)s and %(mentor)s",
                format=case.format.label,
                therapist=case.therapist.name,
                mentor=case.mentor.name,
            ),
            "word": case.status.label.lower(),
            "kind": KINDS.get(case.status, "waiting"),
        }
        for case in sorted(internship.cases, key=by_need)
    ]
