"""Certified holders who chose to be found."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from training.domain.tongue import ngettext
from training.extensions import db
from training.forms.certificate import FindForm
from training.queries import certificate as certificates
from training.web.access import now, public
from training.web.naming import current_program

bp = Blueprint("directory", __name__, url_prefix="/directory")


@bp.get("")
@public
def index() -> ResponseReturnValue:
    form = FindForm(MultiDict(request.args))
    text, after = (form.q.data or "").strip()[:200], request.args.get("after", "")
    found = db.session.scalars(certificates.listed(now().date(), text, after)).all()
    number = db.session.scalar(certificates.how_many_listed(now().date(), text)) or 0
    page = found[: certificates.PAGE]
    is_more = len(found) > len(page)
    return render_template(
        "directory/index.html",
        form=form,
        is_sought=bool(text),
        listed=page,
        total=ngettext("%(number)s certified partner", "%(number)s certified partners", number),
        newer=url_for(".index", q=text or None) if after else None,
        older=url_for(".index", q=text or None, after=page[-1].number) if is_more else None,
        program=current_program(),
    )
