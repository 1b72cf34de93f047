"""Rules and entries written short, and the question put to them."""

from datetime import date

from training.domain.program.rules import Counting
from training.domain.requirements import Entry, Standing, progress

TODAY = date(2026, 6, 1)
NAMES = {"id": "rule", "label": "Rule", "source": "-"}


def made(kind, **given):
    return kind(**(NAMES | given))


def entry(on=date(2026, 3, 10), minutes=60, activity="session", **facts):
    """Signed on its own day unless said otherwise."""
    return Entry(**({"on": on, "minutes": minutes, "activity": activity, "signed_on": on} | facts))


def asked(rules, *entries, counting=Counting(), **known):  # noqa: B008 -- a frozen value
    return progress(rules, entries, Standing(**({"on": TODAY} | known)), counting)


def one(rule, *entries, **known):
    return asked([rule], *entries, **known).answers[-1]


def figures(answer):
    return answer.needed, answer.raw, answer.countable, answer.pending


def whys(found):
    return [taken.why for period in found.periods for taken in period.adjustments]
