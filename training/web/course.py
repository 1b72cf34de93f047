"""The trainee’s own course: where I stand, and the agreement that comes first."""

from itertools import groupby
from operator import attrgetter

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from training.actions import course as actions
from training.actions.signing import Meaning, Proof, Signer, meaning
from training.charts import Requirement, Requirements, show_requirements
from training.domain.course import CourseHours, EnrolmentStatus
from training.domain.hours import as_hours
from training.domain.permissions import Permission
from training.domain.program import Program
from training.domain.roles import By, Role
from training.extensions import db
from training.forms.signing import SigningForm
from training.models import Enrolment
from training.queries import course as queries
from training.queries.program import definition
from training.web.access import by, fetch, me
from training.web.signing import prove

bp = Blueprint("course", __name__, url_prefix="/course")


@bp.get("")
def mine() -> ResponseReturnValue:
    found = fetch(queries.enrolment_of(me().id), Permission.MY_COURSE)
    course = definition(found.cohort.program).course
    hours = actions.hours(found, course)
    return render_template(
        "course/mine.html",
        enrolment=found,
        course=course,
        hours=hours,
        bars=hour_bars(hours),
        modules=_modules(found),
        standing=actions.standing(found),
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
        flash("Signed. You are on the list of the course now.", "done")
        return redirect(url_for(".mine"))
    return render_template(
        "course/agreement.html", form=form, title=program.course.confidentiality.title, text=said.text
    ), 422 if form.errors else 200


def signer(who: By, proof: Proof) -> Signer:
    """Me as somebody who signs, with my licences loaded."""
    return Signer(db.session.scalars(queries.signer(me().id)).one(), who, proof)


def hour_bars(hours: CourseHours) -> Markup:
    """The hours against what is asked, in all and by kind."""
    sums = (
        ("All hours", hours.verified, hours.needed),
        ("Didactic", hours.didactic, hours.needed_didactic),
        ("Experiential", hours.experiential, hours.needed_experiential),
    )
    waiting = (hours.unverified, 0, 0)
    rows = tuple(
        _bar(label, counts, needed, waits)
        for (label, counts, needed), waits in zip(sums, waiting, strict=True)
    )
    return show_requirements(Requirements(id="hours", title="Hours of the course", rows=rows, has_key=False))


def _bar(label: str, counts: int, needed: int, waits: int) -> Requirement:
    return Requirement(
        id=label.split(maxsplit=1)[0].lower(),
        label=label,
        rule=f"at least {as_hours(needed)}",
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


def _modules(found: Enrolment) -> list[dict[str, object]]:
    """The modules in the program's order, each with its sessions and my own attendance."""
    course = definition(found.cohort.program).course
    mine = {one.session_id: one for one in found.attendances}
    in_modules = sorted(found.cohort.sessions, key=attrgetter("module"))
    sessions = {key: list(rows) for key, rows in groupby(in_modules, key=attrgetter("module"))}
    return [
        {
            "module": module,
            "sessions": [{"row": row, "mine": mine.get(row.id)} for row in sessions.get(module.id, [])],
        }
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
