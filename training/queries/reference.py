"""References, as the referee's link finds them."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from training.domain.reference import hashed
from training.models import Application, Reference


def by_token(token: str) -> Select[Reference]:
    """The one reference a link leads to, with the application it is for."""
    application = joinedload(Reference.application)
    return (
        select(Reference)
        .where(Reference.token_hash == hashed(token))
        .options(application.joinedload(Application.person), application.joinedload(Application.program))
        .order_by(Reference.id)
    )


def asked() -> Select[Application]:
    """Applications with letters still to come, for the nightly job."""
    from_referees = Application.references.any(Reference.status == "requested")
    return (
        select(Application)
        .where(from_referees)
        .options(
            joinedload(Application.person),
            joinedload(Application.program),
            selectinload(Application.references),
        )
        .order_by(Application.id)
    )
