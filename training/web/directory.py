"""Certified holders who chose to be found."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from training.extensions import db
from training.queries import certificate as certificates
from training.queries.program import current, definition
from training.web.access import now, public

bp = Blueprint("directory", __name__, url_prefix="/directory")


@bp.get("")
@public
def index() -> ResponseReturnValue:
    program = definition(db.session.scalars(current()).one())
    listed = db.session.scalars(certificates.listed(now().date())).all()
    return render_template("directory/index.html", listed=listed, program=program)
