"""The pauses and the ends: what the office does with an internship that needs a reason."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from training.actions import internship as actions
from training.domain.internship import INTERNSHIP, InternshipStatus
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.domain.tongue import marked
from training.forms.internship import ReasonForm
from training.web.access import by
from training.web.internship.desk import OFFICE, back_to, bp, desk_at


@dataclass(frozen=True, slots=True)
class Act:
    """A pause or an end that needs a reason. `follows` is said before it, `said` afterwards."""

    title: str
    follows: str
    verb: Callable[..., None]
    roles: tuple[Role, ...]
    said: str
    question: str = ""


ACTS = {
    "suspend": Act(
        marked("Suspend the internship"),
        marked("No hours can be logged while it is suspended, and every clock stands still."),
        actions.suspend,
        (Role.DIRECTOR,),
        marked("The internship is suspended."),
    ),
    "lift": Act(
        marked("Lift the suspension"),
        marked("The internship goes on from where it stopped."),
        actions.lift,
        (Role.DIRECTOR,),
        marked("The suspension is lifted."),
    ),
    "send-back": Act(
        marked("Send the internship back"),
        marked("It is not complete yet: the work goes on, and completion can be asked for again."),
        actions.send_back,
        (Role.DIRECTOR,),
        marked("The internship goes on."),
    ),
    "withdraw": Act(
        marked("Record a withdrawal"),
        marked("The intern has said that they stop. What was signed stays signed."),
        actions.withdraw,
        OFFICE,
        marked("The withdrawal is recorded."),
        marked("Record the withdrawal? It cannot be taken back here."),
    ),
    "terminate": Act(
        marked("End the internship"),
        marked("The internship ends today against the wish of the intern. What was signed stays signed."),
        actions.terminate,
        (Role.DIRECTOR,),
        marked("The internship is ended."),
        marked("End the internship? It cannot be taken back here."),
    ),
}


def possible_acts(status: InternshipStatus, *, director: bool) -> list[tuple[str, str]]:
    """The acts that need a reason and are possible now, as address and label."""
    possible = {move.value.replace("_", "-"): move for move in INTERNSHIP.moves_from(status)}
    return [
        (name, possible[name].label)
        for name, one in ACTS.items()
        if name in possible and (director or Role.REGISTRAR in one.roles)
    ]


@bp.route("/of/<ref>/acts/<name>", methods=["GET", "POST"])
def act(ref: str, name: str) -> ResponseReturnValue:
    """Suspend, lift, send back, withdraw, terminate: each with a reason the intern may read."""
    if name not in ACTS:
        abort(404)
    asked, desk, form = ACTS[name], desk_at(ref), ReasonForm()
    if form.validate_on_submit():
        asked.verb(desk.internship, by=by(*asked.roles), words=desk.private(form.reason.data))
        return back_to(ref, _(asked.said))
    page = render_template(
        "internship/act.html",
        form=form,
        person=desk.internship.person,
        title=_(asked.title),
        follows=_(asked.follows),
        question=_(asked.question) if asked.question else None,
    )
    return page, 422 if request.method == "POST" else 200


@bp.route("/of/<ref>/supervisions/<supervision>/end", methods=["GET", "POST"])
def end(ref: str, supervision: str) -> ResponseReturnValue:
    desk, form = desk_at(ref), ReasonForm()
    found = next((one for one in desk.internship.supervisions if one.ref == supervision), None)
    if found is None:
        abort(404)
    if form.validate_on_submit():
        actions.end_supervision(found, by=by(*OFFICE), words=desk.private(form.reason.data))
        return back_to(ref, _("%(name)s no longer supervises from tomorrow on.", name=found.supervisor.name))
    page = render_template(
        "internship/act.html",
        form=form,
        person=desk.internship.person,
        follows=_("Their last day is today. What they signed stays signed."),
        question=None,
        title=_("End the supervision by %(name)s", name=found.supervisor.name),
    )
    return page, 422 if request.method == "POST" else 200
