"""All that is kept about me, to take along: asked for here, made by a job, taken once."""

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from training.actions import export as actions
from training.domain.export import KEPT_FOR, OPEN
from training.domain.permissions import Permission
from training.domain.tongue import gettext as _
from training.extensions import db, limiter, vault
from training.forms.erasure import ApproveForm
from training.models import Export
from training.queries import export as queries
from training.web.access import me, now, require
from training.web.account.overview import bp, by_myself
from training.web.naming import published_program
from training.web.signing import prove
from training.web.telling import when

SOME_A_DAY = "10/day"


@bp.route("/data", methods=["GET", "POST"])
@limiter.limit(SOME_A_DAY, methods=["POST"])
def data() -> ResponseReturnValue:
    require(Permission.HOME)
    form = ApproveForm()
    if form.validate_on_submit() and prove(form):
        db.session.refresh(me().chain, with_for_update=True)
        db.session.add(actions.ask(me(), _last(), by=by_myself()))
        flash(_("Your file is being made. You get a mail when it is ready, in a minute or two."), "done")
        return redirect(url_for(".data"))
    return _page(form), 422 if form.errors else 200


@bp.post("/data/take")
@limiter.limit(SOME_A_DAY)
def take_data() -> Response:
    """Once: here it is gone with this."""
    require(Permission.HOME)
    found = db.session.scalars(queries.to_take(me())).one_or_none()
    db.session.refresh(me().chain, with_for_update=True)
    content = actions.take(me(), found, keys=vault().of(me().ref), by=by_myself())
    name = f'attachment; filename="my-data-{now():%Y-%m-%d}.zip"'
    return Response(content, mimetype="application/zip", headers={"Content-Disposition": name})


def _last() -> Export | None:
    return db.session.scalars(queries.last(me())).one_or_none()


def _page(form: ApproveForm) -> str:
    program, last = published_program(), _last()
    stage = last.stage(now()) if last else None
    return render_template(
        "account/data.html",
        form=form,
        office=program.body.email if program else "",
        stage=stage.value if stage else "",
        can_ask=stage not in OPEN,
        until=when(last.made_at + KEPT_FOR) if last and last.made_at else "",
    )
