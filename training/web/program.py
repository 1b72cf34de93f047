"""The path to certification, drawn from the program definition."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from training.domain.path import stretches
from training.domain.program import Fee
from training.domain.tongue import gettext as _
from training.domain.what_counts import asked, signers, uncounted
from training.domain.worked_example import example
from training.web.access import public
from training.web.naming import current_program

bp = Blueprint("program", __name__, url_prefix="/program")


@bp.get("")
@public
def path() -> ResponseReturnValue:
    """What each step asks, what counts and what does not, for anyone who walks it or thinks of it."""
    program = current_program()
    return render_template(
        "program/path.html",
        program=program,
        stretches=stretches(program),
        asked=asked(program),
        uncounted=uncounted(program),
        signers=signers(program),
        example=example(program),
        fee=_fee(program.application.fee),
        qualities=[(one.label, one.looks_for) for one in program.committee.qualities],
    )


def _fee(fee: Fee) -> str:
    """`USD 30.00, not refundable`."""
    amount = f"{fee.currency} {fee.cents // 100}.{fee.cents % 100:02}"
    if fee.refundable:
        return _("%(amount)s, refundable", amount=amount)
    return _("%(amount)s, not refundable", amount=amount)
