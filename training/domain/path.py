"""The path to certification as a picture: its steps, how much each takes, and who signs it."""

from dataclasses import dataclass

from training.domain.hours import as_hours
from training.domain.program import MinimumMinutes, MinimumMonths, Program
from training.domain.program.marks import Who
from training.domain.tongue import gettext as _
from training.domain.tongue import ngettext
from training.domain.what_counts import the, who_signs_hours
from training.domain.worklist import all_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """`id` is where the page tells more; `figure` is how much of it there is; `hand` is whose act ends it."""

    id: str
    title: str
    figure: str
    hand: str


def stretches(program: Program) -> list[Stretch]:
    """The road in five stretches, each with its one figure and whose hand ends it."""
    parts, readers = len(program.application.parts), program.committee.reviews_needed
    rows = (
        (
            "application",
            _("Application"),
            ngettext("%(number)s part", "%(number)s parts", parts),
            _("sent by you"),
        ),
        (
            "committee",
            _("Committee"),
            ngettext("%(number)s reader", "%(number)s readers", readers),
            _("decided by %(people)s", people=the(Who.CHAIR, program)),
        ),
        (
            "course",
            _("Course"),
            as_hours(program.course.minutes),
            _signed_by(the(Who.DIRECTOR, program)),
        ),
        ("internship", _("Internship"), _length(program), _signed_by(who_signs_hours(program))),
        ("certificates", _("Certificate"), _validity(program), _hand_of_certificates(program)),
    )
    return [Stretch(id=id_, title=title, figure=figure, hand=hand) for id_, title, figure, hand in rows]


def _signed_by(people: str) -> str:
    return _("signed by %(people)s", people=people)


def _length(program: Program) -> str:
    """In months where the program asks for time, else in the hours it asks for most."""
    rules = program.internship.requirements
    if months := [rule.months for rule in rules if isinstance(rule, MinimumMonths)]:
        return ngettext("%(number)s month or more", "%(number)s months or more", max(months))
    minutes = [rule.minutes for rule in rules if isinstance(rule, MinimumMinutes)]
    return _("%(hours)s or more", hours=as_hours(max(minutes))) if minutes else ""


def _validity(program: Program) -> str:
    """Of the last certificate, the one the path leads to."""
    months = program.certificates[-1].valid_months if program.certificates else None
    if months is None:
        return _("without end")
    return ngettext("valid for %(number)s month", "valid for %(number)s months", months)


def _hand_of_certificates(program: Program) -> str:
    if not program.certificates:
        return ""
    last = program.certificates[-1]
    roles = dict.fromkeys((last.proposed_by, last.approved_by))
    return _("signed by %(people)s", people=all_of([the(one, program) for one in roles]))
