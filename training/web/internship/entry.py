"""One entry: what was written, where it stands, who has answered, and what can be done with it."""

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from training.domain.hours import month_of
from training.domain.signoff import EntryStatus, LineAnswer
from training.domain.tongue import Shape, marked, say_date
from training.domain.tongue import gettext as _
from training.models import Entry
from training.web.internship.desk import bp, desk_of
from training.web.internship.log import KINDS
from training.web.internship.writing import open_entry

WHAT_FOLLOWS = {
    EntryStatus.DRAFT: marked("It is a draft and yours alone until you send its month."),
    EntryStatus.SUBMITTED: marked(
        "It waits for a signature. You can take it back until somebody has signed."
    ),
    EntryStatus.RETURNED: marked("It came back to you. Put it right, then send its month again."),
    EntryStatus.SIGNED: marked("It is signed. A correction is a new entry that takes its place once signed."),
    EntryStatus.SUPERSEDED: marked("A signed correction has taken its place. It stays readable."),
    EntryStatus.VOIDED: marked("It no longer counts. The office has written down why."),
}
ANSWERS = {
    LineAnswer.WAITS: (marked("has not answered yet"), "waiting"),
    LineAnswer.SIGNED: (marked("has signed"), "done"),
    LineAnswer.RETURNED: (marked("has sent it back"), "late"),
    LineAnswer.LAPSED: (marked("need not answer any more"), "neutral"),
    LineAnswer.RECALLED: (marked("need not answer: you took it back"), "neutral"),
}


@bp.get("/log/<ref>")
def entry(ref: str) -> ResponseReturnValue:
    found = open_entry(ref)
    desk = desk_of(found.internship)
    program = desk.program.internship
    return render_template(
        "internship/entry.html",
        entry=found,
        title=program.activity(found.activity).label,
        on=say_date(found.on, Shape.FULL_WEEKDAY),
        follows=_(WHAT_FOLLOWS[found.status]) if found.status in WHAT_FOLLOWS else "",
        methods=[program.method(one).label for one in found.methods],
        note=desk.keys.open(found.place, found.note) if found.note else None,
        kind=KINDS.get(found.status, "neutral"),
        signers=_signers(found),
        period=month_of(found.on),
        month=say_date(found.on, Shape.MONTH),
        may_change=found.status in (EntryStatus.DRAFT, EntryStatus.RETURNED),
        may_recall=found.status is EntryStatus.SUBMITTED
        and not any(line.answer == "signed" for line in found.lines),
        may_amend=found.status is EntryStatus.SIGNED,
    )


def _signers(found: Entry) -> list[dict[str, Any]]:
    return [
        {"label": line.request.supervisor.name, "word": _(word), "kind": kind}
        for line in found.lines
        for word, kind in [ANSWERS[LineAnswer(line.answer)]]
    ]
