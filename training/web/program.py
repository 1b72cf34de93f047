"""The path to certification, drawn from the program definition."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from training.extensions import db
from training.queries.program import current, definition
from training.web.access import public

bp = Blueprint("program", __name__, url_prefix="/program")


@bp.get("")
@public
def path() -> ResponseReturnValue:
    """What each step asks, in hours and signatures, for anyone who thinks of walking it."""
    version = db.first_or_404(current())
    return render_template("program/path.html", program=definition(version))
