"""When it would be complete at the present pace, what to do first, and what a month would change."""

from dataclasses import dataclass
from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from training.domain.forecast import Guess, Outlook, binding, what_if
from training.domain.forecast import forecast as looking_ahead
from training.domain.forecast.planning import month_after
from training.domain.internship import ENDED
from training.domain.program import MinimumMinutes
from training.domain.requirements import Answer
from training.domain.requirements.answers import amount
from training.domain.tongue import Shape, say_date
from training.domain.tongue import gettext as _
from training.forms.plan import PlanForm, plan_form
from training.queries import internship as queries
from training.web.internship import picture
from training.web.internship.desk import Desk, Figures, bp, figures, sit_down


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One requirement; without a plan the words about `then` are empty."""

    id: str
    label: str
    missing: str
    when: str
    between: str
    basis: str
    missing_then: str = ""
    when_then: str = ""
    is_met: bool = False


@bp.get("/forecast")
def forecast() -> ResponseReturnValue:
    desk = sit_down(queries.whole)
    known, rules = figures(desk), desk.program.internship
    now = looking_ahead(rules.requirements, known.entries, known.standing, rules.counting)
    form = plan_form(rules, MultiDict(request.args))
    is_asked = bool(request.args)
    then = _with_plan(desk, known, form) if is_asked and form.validate() else None
    page = render_template(
        "internship/forecast.html",
        lead=_lead(now),
        first_step=now.first_step,
        rows=_rows(now, then),
        form=form if desk.internship.status not in ENDED and desk.internship.started_on else None,
        month=say_date(month_after(known.standing.on), Shape.MONTH),
        then=then and _lead_then(then),
        picture=picture.target(known.entries, known.standing, desk.program, _hours_there(desk, now.guesses)),
    )
    return page, 422 if is_asked and then is None else 200


def _with_plan(desk: Desk, known: Figures, form: PlanForm) -> Outlook:
    rules = desk.program.internship
    return what_if(rules.requirements, known.entries, known.standing, rules.counting, form.planned())


def _hours_there(desk: Desk, found: tuple[Guess, ...]) -> date | None:
    """The day on which all the hours would be there; none where it cannot be told or has come."""
    rules = [rule.id for rule in desk.program.internship.requirements if isinstance(rule, MinimumMinutes)]
    last = binding(one for one in found if one.id in rules)
    return last.on if last else None


# ------------------------------------------------------------------ in words


def _lead(now: Outlook) -> str:
    longest = now.binding
    if longest is None or longest.on is None:
        return (
            _("Every requirement is met.")
            if now.progress.met
            else _("There is not enough yet to tell a day.")
        )
    said = {"requirement": longest.label, "day": say_date(longest.on)}
    if longest.early is None or longest.early == longest.late:
        return _("“%(requirement)s” takes longest: at your present pace until about %(day)s.", **said)
    if longest.late is None:
        return _(
            "“%(requirement)s” takes longest: at your present pace until about %(day)s, "
            "at your fastest until %(early)s, at your slowest without an end in sight.",
            **said,
            early=say_date(longest.early),
        )
    return _(
        "“%(requirement)s” takes longest: at your present pace until about %(day)s, "
        "between %(early)s and %(late)s.",
        **said,
        early=say_date(longest.early),
        late=say_date(longest.late),
    )


def _lead_then(then: Outlook) -> str:
    longest = then.binding
    if longest is None or longest.on is None:
        return (
            _("Then there would still be no telling a day.")
            if not then.progress.met
            else _("Then all is met.")
        )
    return _(
        "Then “%(requirement)s” would take longest, until about %(day)s.",
        requirement=longest.label,
        day=say_date(longest.on),
    )


def _rows(now: Outlook, then: Outlook | None) -> list[Row]:
    later = {one.id: one for one in then.guesses} if then else {}
    return [_row(guess, now.progress.answer(guess.id), then, later.get(guess.id)) for guess in now.guesses]


def _row(guess: Guess, answer: Answer, then: Outlook | None, later: Guess | None) -> Row:
    return Row(
        id=guess.id,
        label=guess.label,
        missing=_missing(answer),
        when=_when(guess),
        between=_between(guess),
        basis=guess.basis,
        missing_then=_missing(then.progress.answer(guess.id)) if then else "",
        when_then=_when(later) if later else "",
        is_met=guess.is_met,
    )


def _missing(answer: Answer) -> str:
    return amount(answer.missing, answer.unit) if answer.missing else _("nothing")


def _when(guess: Guess) -> str:
    if guess.is_met:
        return _("met")
    return _("about %(day)s", day=say_date(guess.on)) if guess.on else _("no telling yet")


def _between(guess: Guess) -> str:
    if guess.is_met or guess.early is None:
        return "–"
    early = say_date(guess.early)
    if guess.late is None:
        return _("%(early)s, or without an end in sight", early=early)
    if guess.early == guess.late:
        return early
    return _("%(early)s to %(late)s", early=early, late=say_date(guess.late))
