"""The first page of a supervisor: what waits, then who they accompany."""

from flask import render_template

from training.domain.permissions import Permission
from training.web.access import me, require, today
from training.web.supervision.desk import desk
from training.web.supervision.room import bp


@bp.get("")
def queue() -> str:
    require(Permission.SUPERVISE)
    return render_template("supervision/queue.html", desk=desk(me(), today()))
