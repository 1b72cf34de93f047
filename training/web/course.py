"""The trainee’s own course: where I stand, and the agreement that comes first."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from training.actions import course as actions
from training.actions.signing import Meaning, Proof, Signer, meaning
from training.charts import Requirement, Requirements, show_requirements
from training.domain.course import CourseHours, EnrolmentStatus, unpassed
from training.domain.hours import as_hours
from training.domain.permissions import Permission
from training.domain.program import Course, Program
from training.domain.program.practice import Module
from training.domain.roles import By, Role
from training.domain.tongue import Shape, marked, ngettext, say_date
from training.domain.tongue import gettext as _
from training.extensions import db
from training.forms.signing import SigningForm
from training.models import Attendance, CourseSession, Enrolment
from training.queries import course as queries
from training.queries.program import definition
from training.web.access import by, fetch, me, today
from training.web.signing import prove

bp = Blueprint("course", __name__, url_prefix="/course")


@bp.get("")
def mine() -> ResponseReturnValue:
    found = fetch(queries.enrolment_of(me().id), Permission.MY_COURSE)
    course = definition(found.cohort.program).course
    hours, standing = actions.hours(found, course), actions.standing(found)
    return render_template(
        "course/mine.html",
        lead=_lead(found, hours),
        coming=_coming(found),
        missing=[*_hours_missing(hours), *_not_passed(course, standing)],
        enrolment=found,
        course=course,
        hours=hours,
        bars=hour_bars(hours),
        modules=_modules(found),
        standing=standing,
    )


@bp.route("/agreement", methods=["GET", "POST"])
def agreement() -> ResponseReturnValue:
    found = fetch(queries.enrolment_of(me().id), Permission.MY_COURSE)
    program = definition(found.cohort.program)
    said, form = _agreement(program), SigningForm()
    if found.status is not EnrolmentStatus.REGISTERED and not form.is_submitted():
        return redirect(url_for(".mine"))
    if form.validate_on_submit() and (proof := prove(form)):
        shown = {"title": program.course.confidentiality.title, "text": said.text, "cohort": found.cohort.ref}
        actions.agree(found, signer=signer(by(Role.TRAINEE), proof), meaning=said, shown=shown)
        flash(_("Signed. You are on the list of the course now."), "done")
        return redirect(url_for(".mine"))
    return render_template(
        "course/agreement.html", form=form, title=program.course.confidentiality.title, text=said.text
    ), 422 if form.errors else 200


def signer(who: By, proof: Proof) -> Signer:
    """Me as somebody who signs, with my licences loaded."""
    return Signer(db.session.scalars(queries.signer(me().id)).one(), who, proof)


def hours_so_far(hours: CourseHours) -> str:
    """How much of the course is verified, in a sentence."""
    sums = {"verified": as_hours(hours.verified), "needed": as_hours(hours.needed)}
    if not hours.unverified:
        return _("%(verified)s of %(needed)s are verified.", **sums)
    waiting = as_hours(hours.unverified)
    return _("%(verified)s of %(needed)s are verified, %(waiting)s wait.", **sums, waiting=waiting)


def hour_bars(hours: CourseHours) -> Markup:
    """The hours against what is asked, in all and by kind."""
    sums = (
        (_("All hours"), hours.verified, hours.needed),
        (_("Didactic"), hours.didactic, hours.needed_didactic),
        (_("Experiential"), hours.experiential, hours.needed_experiential),
    )
    waiting = (hours.unverified, 0, 0)
    rows = tuple(
        _bar(label, counts, needed, waits)
        for (label, counts, needed), waits in zip(sums, waiting, strict=True)
    )
    return show_requirements(
        Requirements(id="hours", title=_("Hours of the course"), rows=rows, has_key=False)
    )


def _bar(label: str, counts: int, needed: int, waits: int) -> Requirement:
    return Requirement(
        id=label.split(maxsplit=1)[0].lower(),
        label=label,
        rule=_("at least %(hours)s", hours=as_hours(needed)),
        needed=needed,
        countable=counts,
        pending=waits,
        raw=counts + waits,
        countable_text=as_hours(counts),
        pending_text=as_hours(waits) if waits else "",
        needed_text=as_hours(needed),
        raw_text=as_hours(counts + waits),
        met=counts >= needed,
    )


def _lead(found: Enrolment, hours: CourseHours) -> str:
    """How many of the hours are verified, before anything else."""
    sums = {"verified": as_hours(hours.verified), "needed": as_hours(hours.needed)}
    if found.completed_on:
        return _(
            "You have %(verified)s of %(needed)s verified. You completed the course on %(day)s.",
            **sums,
            day=say_date(found.completed_on),
        )
    if hours.unverified:
        return _(
            "You have %(verified)s of %(needed)s verified, and %(waiting)s wait for your instructor.",
            **sums,
            waiting=as_hours(hours.unverified),
        )
    return _("You have %(verified)s of %(needed)s verified.", **sums)


@dataclass(frozen=True, slots=True)
class Coming:
    """The next day of the course."""

    title: str
    detail: str


def _coming(found: Enrolment) -> Coming | None:
    """The first day with a session to come, today included."""
    day = today(found.cohort.zone)
    ahead = [one for one in found.cohort.sessions if one.on >= day]
    if not ahead:
        return None
    first = [one for one in ahead if one.on == ahead[0].on]
    detail = ngettext(
        "One session, %(hours)s, in %(place)s.",
        "%(number)s sessions, %(hours)s, in %(place)s.",
        len(first),
        hours=as_hours(sum(one.planned_minutes for one in first)),
        place=found.cohort.place,
    )
    return Coming(say_date(first[0].on, Shape.LONG_DAY), detail)


def _hours_missing(hours: CourseHours) -> list[str]:
    gaps = (
        (marked("%(hours)s are still to be verified."), hours.missing),
        (marked("At least %(hours)s of it didactic."), hours.needed_didactic - hours.didactic),
        (marked("At least %(hours)s of it experiential."), hours.needed_experiential - hours.experiential),
    )
    return [_(words, hours=as_hours(gap)) for words, gap in gaps if gap > 0]


def _not_passed(course: Course, standing: Mapping[str, bool]) -> list[str]:
    labels = unpassed(course.assessments, standing)
    return [_("Not yet assessed as passed: %(which)s.", which=", ".join(labels))] if labels else []


@dataclass(frozen=True, slots=True)
class Held:
    """One session of a module, and my own attendance of it."""

    row: CourseSession
    mine: Attendance | None


@dataclass(frozen=True, slots=True)
class Part:
    """One module of the course, and how much of it is mine."""

    module: Module
    sessions: list[Held]

    @property
    def minutes(self) -> int:
        return sum(one.mine.minutes for one in self.sessions if one.mine)

    @property
    def detail(self) -> str:
        return _(
            "%(kind)s, %(mine)s of %(planned)s recorded",
            kind=self.module.kind.label,
            mine=as_hours(self.minutes),
            planned=as_hours(self.module.minutes),
        )

    @property
    def word(self) -> str:
        words = {"done": _("verified"), "waiting": _("not verified yet"), "here": _("begun")}
        return words.get(self.kind) or _("to come")

    @property
    def kind(self) -> str:
        marks = [one.mine for one in self.sessions]
        if not any(marks):
            return "neutral"
        if not all(marks):
            return "here"
        return "done" if all(mark and mark.verified_at for mark in marks) else "waiting"


def _modules(found: Enrolment) -> list[Part]:
    """The modules in the program's order, each with its sessions and my own attendance."""
    course = definition(found.cohort.program).course
    mine = {one.session_id: one for one in found.attendances}
    in_modules = sorted(found.cohort.sessions, key=attrgetter("module"))
    sessions = {key: list(rows) for key, rows in groupby(in_modules, key=attrgetter("module"))}
    return [
        Part(module, [Held(row, mine.get(row.id)) for row in sessions.get(module.id, [])])
        for module in course.modules
    ]


def _agreement(program: Program) -> Meaning:
    return meaning(
        program.course.confidentiality,
        "confidentiality",
        name=me().name,
        body=program.body.name,
        program=program.title,
    )
