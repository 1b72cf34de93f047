"""All that is kept about me, to take along: one ZIP of JSON and PDFs, made while one waits."""

import json
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from training.actions.account import note
from training.domain.permissions import Permission
from training.domain.record import utc_text
from training.extensions import db, limiter, vault
from training.forms.erasure import ApproveForm
from training.queries.portable import papers, portable
from training.web.access import me, now, require
from training.web.account.overview import bp, by_myself
from training.web.naming import published_program
from training.web.signing import prove

SOME_A_DAY = "10/day"


@bp.route("/data", methods=["GET", "POST"])
@limiter.limit(SOME_A_DAY, methods=["POST"])
def data() -> ResponseReturnValue:
    require(Permission.HOME)
    form = ApproveForm()
    if form.validate_on_submit() and prove(form):
        note(me(), "export", by=by_myself())
        return _attached(_zipped())
    program = published_program()
    office = program.body.email if program else ""
    return render_template("account/data.html", form=form, office=office), 422 if form.errors else 200


def _zipped() -> bytes:
    person = me()
    known: dict[str, Any] = portable(db.session(), person, vault().of(person.ref))
    told = {"made_at": utc_text(now()), "person_number": person.ref, **known}
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as file:
        file.writestr("my-data.json", json.dumps(told, indent=2, ensure_ascii=False))
        for number, pdf in db.session.execute(papers(person)):
            file.writestr(f"certificates/{number}.pdf", pdf)
    return target.getvalue()


def _attached(content: bytes) -> Response:
    name = f'attachment; filename="my-data-{now():%Y-%m-%d}.zip"'
    return Response(content, mimetype="application/zip", headers={"Content-Disposition": name})
