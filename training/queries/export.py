"""Files people asked for: somebody's last, those to be made, those whose week is over."""

from datetime import datetime

from sqlalchemy import Select, Update, select, update
from sqlalchemy.orm import joinedload, undefer

from training.domain.export import KEPT_FOR
from training.models import Export, Person

AT_ONCE = 20


def last(person: Person) -> Select[Export]:
    return select(Export).where(Export.person_id == person.id).order_by(Export.id.desc()).limit(1)


def to_take(person: Person) -> Select[Export]:
    """With its content, and locked: whoever presses twice takes it once."""
    return last(person).options(undefer(Export.sealed)).with_for_update()


def to_make() -> Select[int]:
    return select(Export.id).where(Export.made_at.is_(None)).order_by(Export.id).limit(AT_ONCE)


def one_to_make(key: int) -> Select[Export]:
    """Passed over where another worker has it in hand."""
    return (
        select(Export)
        .where(Export.id == key, Export.made_at.is_(None))
        .options(joinedload(Export.person))
        .with_for_update(of=Export, skip_locked=True)
    )


def emptied(at: datetime) -> Update:
    """Nobody came for it within its week."""
    is_over = (Export.made_at < at - KEPT_FOR) & Export.sealed.is_not(None)
    return update(Export).where(is_over).values(sealed=None)
