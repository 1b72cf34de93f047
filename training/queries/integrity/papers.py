"""Licences and insurances as they stand, held against what the record says: rules ask for their days."""

from typing import Any

from sqlalchemy import Row, Select, literal, select, union_all

from training.models import Insurance, Licence, Person
from training.queries.integrity.account import Account
from training.queries.integrity.faults import raw

DAYS = ("valid_from", "expires_on", "verified_on", "refused_on")


def papers() -> Any:
    return union_all(_of(Licence), _of(Insurance)).order_by("chain_id", "ref")


def _of(model: Any) -> Select[*tuple[Any, ...]]:
    days = [raw(getattr(model, name)) for name in DAYS]
    named = [model.ref.label("ref"), model.verified_by.label("verified_by")]
    return (
        select(
            Person.chain_id.label("chain_id"), literal(model.__tablename__).label("machine"), *named, *days
        )
        .select_from(model)
        .join(Person, Person.id == model.person_id)
    )


def paper(row: Row[Any], account: Account) -> str:
    """What was verified before papers had numbers is known by its last day alone."""
    said = account.papers.get(row.ref)
    if said is None:
        return "" if row.expires_on in account.unnamed_papers else "The record does not know of it."
    stands = {name: getattr(row, name) for name in (*DAYS, "verified_by")}
    names = [name for name, value in stands.items() if value != said.get(name)]
    return f"Not what the record says: {', '.join(names)}." if names else ""
