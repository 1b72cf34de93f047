"""My page, and what a stranger sees."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from training.web.access import public

bp = Blueprint("home", __name__)


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    return render_template("home/index.html")
