"""To what I consented: which text, in which version, since when, and whether it stands."""

from typing import NamedTuple

from flask import render_template
from flask.typing import ResponseReturnValue

from training.actions.application import CONSENT
from training.domain.permissions import Permission
from training.domain.tongue import gettext as _
from training.domain.tongue import say_date
from training.extensions import db
from training.models import Consent
from training.queries.account import consents as asked
from training.web.access import me, require
from training.web.account.overview import bp


class Row(NamedTuple):
    """One consent as it is shown."""

    title: str
    version: str
    given: str
    withdrawn: str
    stands: bool


@bp.get("/consents")
def consents() -> ResponseReturnValue:
    require(Permission.HOME)
    rows = [_row(one) for one in db.session.scalars(asked(me().id))]
    return render_template("account/consents.html", rows=rows)


def _row(one: Consent) -> Row:
    title = _("To ask and keep very personal answers") if one.text_id == CONSENT else one.text_id
    withdrawn = say_date(one.withdrawn_at) if one.withdrawn_at else ""
    return Row(title, one.text_version, say_date(one.given_at), withdrawn, one.withdrawn_at is None)
