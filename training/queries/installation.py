"""What a monitor asks of an installation: figures, never a name."""

from datetime import datetime

from sqlalchemy import Select, String, column, func, select, table

from training.models import Letter, LetterStatus, SignIn


def letters_by_status() -> Select[LetterStatus, int]:
    return select(Letter.status, func.count()).group_by(Letter.status).order_by(Letter.status)


def oldest_due() -> Select[datetime | None]:
    """Since when the post has been waiting; it grows when the worker stands still."""
    return select(func.min(Letter.due_at)).where(Letter.status == LetterStatus.WAITING)


def sessions_open(since: datetime) -> Select[int]:
    return select(func.count()).where(SignIn.holder.is_not(None), SignIn.seen_at > since)


def schema() -> Select[str]:
    """The last migration that was run, as Alembic keeps it."""
    return select(column("version_num", String)).select_from(table("alembic_version"))
