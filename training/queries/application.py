"""Applications: one's own, a whole file, and what stands beside them."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from training.domain.application import ApplicationStatus
from training.models import Application, Consent, Decision, Event, ProgramVersion, Review


def mine(person_id: int) -> Select[Application]:
    """The application a person began last, as its writer needs it.

    The reviews come in the same row: only the question who may see it asks for them.
    """
    latest = (
        select(Application.id)
        .where(Application.person_id == person_id)
        .order_by(Application.began_at.desc(), Application.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(Application)
        .where(Application.id == latest)
        .options(
            joinedload(Application.person),
            joinedload(Application.program),
            joinedload(Application.reviews),
            selectinload(Application.answers),
            selectinload(Application.references),
        )
        .order_by(Application.id)
    )


def dossier(ref: str) -> Select[Application]:
    """Everything of one application."""
    return (
        select(Application)
        .where(Application.ref == ref)
        .options(
            joinedload(Application.person),
            joinedload(Application.program),
            selectinload(Application.answers),
            selectinload(Application.references),
            selectinload(Application.reviews).joinedload(Review.reviewer),
            selectinload(Application.decisions),
        )
        .order_by(Application.id)
    )


def states(person_id: int) -> Select[ApplicationStatus]:
    """What became of every application a person began."""
    return select(Application.status).where(Application.person_id == person_id).order_by(Application.id)


def newest_text(program: str, person_id: int, text_id: str) -> Select[ProgramVersion, Consent]:
    """The program as published last, beside each consent of this person that stands, the latest first.

    One row with no consent where none stands.
    """
    latest = (
        select(ProgramVersion.id)
        .where(ProgramVersion.program == program)
        .order_by(ProgramVersion.published_at.desc(), ProgramVersion.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(ProgramVersion, Consent)
        .outerjoin(
            Consent,
            (Consent.person_id == person_id) & (Consent.text_id == text_id) & Consent.withdrawn_at.is_(None),
        )
        .where(ProgramVersion.id == latest)
        .order_by(Consent.given_at.desc(), Consent.id.desc())
    )


def standing_consents(person_id: int, text_id: str) -> Select[Consent]:
    """Every consent to this text that was not taken back, in whichever version."""
    return (
        select(Consent)
        .where(Consent.person_id == person_id, Consent.text_id == text_id, Consent.withdrawn_at.is_(None))
        .order_by(Consent.id)
    )


def all_mine(person_id: int) -> Select[Application]:
    """Every application a person began, with what goes when they take their consent back."""
    return (
        select(Application)
        .where(Application.person_id == person_id)
        .options(
            joinedload(Application.person),
            selectinload(Application.answers),
            selectinload(Application.references),
        )
        .order_by(Application.id)
    )


def released_decision(application_id: int) -> Select[Decision]:
    """The last decision the applicant was told of."""
    return (
        select(Decision)
        .where(Decision.application_id == application_id, Decision.released_at.is_not(None))
        .order_by(Decision.decided_at.desc(), Decision.id.desc())
        .limit(1)
    )


def last_return(ref: str) -> Select[Event]:
    """The event by which an application was returned last: its reason is for the applicant."""
    return (
        select(Event)
        .where(Event.subject == f"application:{ref}", Event.kind == "application.return")
        .options(joinedload(Event.chain))
        .order_by(Event.number.desc(), Event.id.desc())
        .limit(1)
    )
