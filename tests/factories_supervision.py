"""Makers for what supervisors answer: months sent to be signed, cases on their way, and the end."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from tests.factories import NOON, TODAY, program
from tests.factories_internship import (
    by_person,
    make_case,
    make_entry,
    make_internship,
    make_team,
    signer,
    submit,
)
from training.actions import cases, signoff
from training.actions.cases import Plan
from training.actions.signoff import Reply
from training.domain.internship import CaseFormat, InternshipStatus
from training.domain.roles import Role
from training.domain.signoff import fingerprint

OCTOBER = datetime(2026, 10, 14, 9, tzinfo=UTC)
LOG = "https://training.example/internship/log"
SESSIONS = (date(2026, 10, 5), date(2026, 10, 6), date(2026, 10, 12))


def make_month(*, saved=None, sessions=SESSIONS, team=None):
    """Client sessions of October, sent to both supervisors: `.requests` holds the therapist's first."""
    team = team or make_team()
    internship = make_internship(saved=saved, team=team)
    case = make_case(internship)
    if saved:
        saved(internship)
    entries = [make_entry(internship, case="T2-B6", on=day, methods=("sensate_focus",)) for day in sessions]
    requests = sorted(submit(internship, *entries), key=lambda one: one.role, reverse=True)
    if saved:
        saved(*requests)
    else:
        _number(internship, team, entries, requests)
    return SimpleNamespace(team=team, internship=internship, case=case, entries=entries, requests=requests)


def _number(internship, team, entries, requests):
    """What the database would give: ids to tell people apart, and versions."""
    for number, person in enumerate(vars(team).values(), 1):
        person.id = number
    internship.person_id = team.intern.id
    for one in internship.supervisions:
        one.supervisor_id = one.supervisor.id
    for request in requests:
        request.supervisor_id = request.supervisor.id
    for entry in entries:
        entry.version = 1


def reply_to(request, **returned):
    """The page came back with everything ticked but these, by position: `_0="Please split it."`."""
    lines = signoff.waiting(request)
    seen = fingerprint(signoff.on_the_page(request, lines, program()))
    comments = {lines[int(place[1:])].entry.ref: text for place, text in returned.items()}
    return Reply(seen, comments, TODAY, LOG)


def sign_month(request, at=NOON, **returned):
    return signoff.sign_entries(
        request,
        signer=signer(request.supervisor, request.role, at),
        reply=reply_to(request, **returned),
        program=program(),
    )


def make_proposed_case(internship, *, saved=None):
    """A case the intern has just proposed, with the first therapist and the first mentor."""
    therapist, mentor = internship.supervisions[:2]
    case = cases.propose(
        internship,
        Plan(CaseFormat.LOCAL, 90),
        therapist=therapist,
        mentor=mentor,
        by=by_person(internship.person, Role.INTERN, OCTOBER),
    )
    case.therapist_id, case.mentor_id = case.therapist.id, case.mentor.id
    if saved:
        saved(case)
    return case


def make_approved_case(internship, registrar, *, saved=None):
    case = make_proposed_case(internship, saved=saved)
    cases.approve(case, by=by_person(registrar, Role.REGISTRAR, OCTOBER))
    if saved:
        saved(case)
    return case


def make_closing_case(internship, *, saved=None):
    """An open case whose closing the intern has proposed."""
    case = make_case(internship)
    cases.propose_closure(case, by=by_person(internship.person, Role.INTERN, OCTOBER))
    if saved:
        saved(case)
    return case


def make_review(*, saved=None, team=None):
    """An internship that everyone is asked to attest."""
    return make_internship(InternshipStatus.COMPLETION_REVIEW, saved=saved, team=team)
