"""The board: what waits for me; for the chair, every application by stage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from training.domain.application import ApplicationStatus
from training.domain.permissions import Permission
from training.domain.program import Program
from training.domain.review import READABLE, ReviewStatus, Stage
from training.domain.tongue import gettext as _
from training.domain.tongue import marked, ngettext
from training.extensions import db
from training.models import Application, Review
from training.queries import committee as queries
from training.queries.program import definition
from training.web.access import me, require, today
from training.web.committee.room import bp, is_chair

OPEN = frozenset({ApplicationStatus.SUBMITTED, ApplicationStatus.UNDER_REVIEW})
CLEAR = frozenset({ReviewStatus.IN_PROGRESS, ReviewStatus.SUBMITTED})
CHORES = {
    Stage.TO_ASSIGN: marked("Choose readers"),
    Stage.READY: marked("Decide"),
    Stage.DECIDED: marked("Release decisions"),
}
"""What the chair does at a stage, as on its button; the order is that of the work."""
Programs = Mapping[int, Program]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long somebody has been waiting, against what the program promises."""

    days: int
    promised: int

    @property
    def is_late(self) -> bool:
        return self.days > self.promised

    @property
    def words(self) -> str:
        return ngettext("%(number)s of one day", "%(days)s of %(number)s days", self.promised, days=self.days)


@dataclass(frozen=True, slots=True)
class Row:
    """One application on the chair's board. Figures are None for a chair who has stepped back."""

    ref: str
    name: str
    word: str
    reviews: str | None
    letters: str | None
    waiting: Waiting | None
    href: str | None


@dataclass(frozen=True, slots=True)
class Mine:
    """One file I was asked to read."""

    title: str
    href: str
    detail: str
    word: str
    kind: str
    when: str


@bp.get("")
def board() -> ResponseReturnValue:
    require(Permission.BOARD)
    programs = {one.id: definition(one) for one in db.session.scalars(queries.versions())}
    mine = db.session.scalars(queries.my_reviews(me().id)).all()
    waiting = [_mine(one, programs) for one in mine if _waits(one)]
    chair = _overview(programs) if is_chair() else None
    return render_template(
        "committee/board.html",
        lead=_lead(len(waiting), chair.chores if chair else []),
        waiting=waiting,
        done=[_done(one) for one in reversed(mine) if not _waits(one)],
        chair=chair,
    )


def _waits(review: Review) -> bool:
    asked = (ReviewStatus.ASSIGNED, ReviewStatus.IN_PROGRESS)
    return review.status in asked and review.application.status in OPEN


def _mine(review: Review, programs: Programs) -> Mine:
    application = review.application
    waiting = _waiting(application, programs[application.program_id], today())
    is_asked = review.status is ReviewStatus.ASSIGNED
    page = "committee.conflict" if is_asked else "committee.file"
    return Mine(
        title=application.person.name,
        href=url_for(page, ref=application.ref),
        detail=_("Say first whether you know each other.") if is_asked else _("Your review is not sent yet."),
        word=_("conflict to answer") if is_asked else _("review to write"),
        kind="late" if waiting.is_late else "waiting",
        when=waiting.words,
    )


@dataclass(frozen=True, slots=True)
class Done:
    """One file I am through with; no address where it is shut again."""

    label: str
    href: str | None
    word: str
    kind: str


def _done(review: Review) -> Done:
    application = review.application
    is_mine = review.status is ReviewStatus.SUBMITTED
    is_open = is_mine and application.status in READABLE
    words = {ReviewStatus.SUBMITTED: _("review submitted"), ReviewStatus.RECUSED: _("stepped back")}
    return Done(
        label=application.person.name,
        href=url_for("committee.file", ref=application.ref) if is_open else None,
        word=words.get(review.status) or _("not needed any more"),
        kind="done" if is_mine else "neutral",
    )


def _waiting(application: Application, program: Program, day: date) -> Waiting:
    since = application.submitted_at.date() if application.submitted_at else day
    return Waiting((day - since).days, program.committee.reply_days)


@dataclass(frozen=True, slots=True)
class Chore:
    """So many applications of one stage that wait for the chair, and where to do it: a row of `tasks`."""

    text: str
    label: str
    href: str
    urgency: str = "due"


@dataclass(frozen=True, slots=True)
class Overview:
    """The chair's half of the board: what waits, tabs, one page of rows, and the ways to the pages beside."""

    stage: Stage
    chores: list[Chore]
    tabs: list[dict[str, object]]
    rows: list[Row]
    newer: str | None
    older: str | None
    total: int


def _lead(reading: int, chores: Sequence[Chore]) -> str:
    """The one next step, in one sentence."""
    if chores:
        return _("Next: %(what)s", what=chores[0].text)
    if reading:
        return ngettext(
            "One application is for you to read.", "%(number)s applications are for you to read.", reading
        )
    return _("Nothing waits for you.")


def _overview(programs: Programs) -> Overview:
    quorums = {version: queries.quorum(program) for version, program in programs.items()}
    counted = db.session.execute(queries.stage_counts(me().id, quorums)).all()
    numbers = {Stage(stage): number for stage, number, _theirs in counted}
    waiting = {Stage(stage): theirs for stage, _number, theirs in counted}
    stage, page = _wanted_stage(waiting), max(1, request.args.get("page", 1, type=int))
    found = db.session.execute(queries.at_stage(stage, me().id, quorums, page=page))
    total = numbers.get(stage, 0)
    return Overview(
        stage=stage,
        chores=[_chore(one, waiting[one]) for one in CHORES if waiting.get(one)],
        tabs=[_tab(one, stage, numbers.get(one, 0)) for one in Stage],
        rows=[_row(*row, programs=programs) for row in found],
        newer=_beside(stage, page - 1) if page > 1 else None,
        older=_beside(stage, page + 1) if page * queries.PER_PAGE < total else None,
        total=total,
    )


def _chore(stage: Stage, number: int) -> Chore:
    is_release = stage is Stage.DECIDED
    href = url_for("committee.release") if is_release else _beside(stage, 1)
    return Chore(_what_waits(stage, number), _(CHORES[stage]), href)


def _what_waits(stage: Stage, number: int) -> str:
    if stage is Stage.TO_ASSIGN:
        return ngettext("One application needs readers.", "%(number)s applications need readers.", number)
    if stage is Stage.READY:
        return ngettext(
            "One application is ready to be decided.",
            "%(number)s applications are ready to be decided.",
            number,
        )
    return ngettext(
        "One decision is made and not told yet.", "%(number)s decisions are made and not told yet.", number
    )


def _wanted_stage(waiting: Mapping[Stage, int]) -> Stage:
    """The one asked for; else the first in which something waits for the chair."""
    wanted = request.args.get("stage", "")
    if wanted in {one.value for one in Stage}:
        return Stage(wanted)
    return next((one for one in CHORES if waiting.get(one)), Stage.TO_ASSIGN)


def _tab(one: Stage, current: Stage, number: int) -> dict[str, object]:
    return {"label": one.label, "href": _beside(one, 1), "current": one is current, "number": number}


def _beside(stage: Stage, page: int) -> str:
    """The board turned to a stage; straight to the list, which on a phone lies below what waits."""
    return url_for("committee.board", stage=stage.value, page=page if page > 1 else None, _anchor="board")


def _row(
    application: Application,
    reviews: int,
    references: int,
    own: ReviewStatus | None,
    *,
    programs: Programs,
) -> Row:
    program = programs[application.program_id]
    name, word = application.person.name, application.status.label
    if own is ReviewStatus.RECUSED:
        return Row(application.ref, name, word, reviews=None, letters=None, waiting=None, href=None)
    return Row(
        application.ref,
        name,
        word,
        reviews=_("%(have)s of %(needed)s", have=reviews, needed=program.committee.reviews_needed),
        letters=_("%(have)s of %(needed)s", have=references, needed=program.references.needed),
        waiting=_waiting(application, program, today()) if application.status in OPEN else None,
        href=_next_page(application, reviews, references, own, program),
    )


def _next_page(
    application: Application, reviews: int, references: int, own: ReviewStatus | None, program: Program
) -> str:
    """Where the chair goes on: to the decision once all is in and they may read it, else to who reads."""
    wanted = queries.quorum(program)
    is_ready = reviews >= wanted.reviews and references >= wanted.references
    decides = application.status is ApplicationStatus.UNDER_REVIEW and is_ready and own in CLEAR
    page = "committee.decision" if decides else "committee.assign"
    return url_for(page, ref=application.ref)
