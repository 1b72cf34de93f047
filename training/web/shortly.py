"""Progress in a few words, for a line of a list."""

from training.domain.hours import as_hours
from training.domain.tongue import gettext as _
from training.domain.tongue import ngettext
from training.models import KeptProgress


def in_short(kept: KeptProgress) -> str:
    """What counts and what is met, and what is lost where something is."""
    said = {"met": kept.met, "counts": as_hours(kept.countable)}
    if not kept.uncounted:
        return ngettext(
            "%(counts)s count, %(met)s of %(number)s requirement met",
            "%(counts)s count, %(met)s of %(number)s requirements met",
            kept.asked,
            **said,
        )
    return _(
        "%(counts)s count and %(lost)s do not, %(met)s of %(asked)s requirements met",
        **said,
        lost=as_hours(kept.uncounted),
        asked=kept.asked,
    )
