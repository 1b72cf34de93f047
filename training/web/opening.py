"""Opening what is private of somebody else is an act: the page that shows it writes it down first."""

from datetime import timedelta

from training.actions.opening import note_opening
from training.domain.roles import By
from training.extensions import db
from training.models import Chain
from training.queries.opening import last_opening
from training.web.access import now

ONCE_IN = timedelta(hours=1)


def opened(chain: Chain, kind: str, *, subject: str, by: By) -> None:
    """One event for each reader and hour; none where it is the reader's own record."""
    if chain.kind == "person" and chain.ref == by.ref:
        return
    asked = last_opening(chain, kind, subject, by.ref, since=now() - ONCE_IN)
    if db.session.scalar(asked) is None:
        db.session.refresh(chain, with_for_update=True)
        note_opening(chain, kind, subject=subject, by=by)
