"""What lists read of an internship's progress is what the engine answers, whatever was done and however."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import func, select, update

from tests.factories_internship import make_case, make_internship, make_team
from training.domain.internship import InternshipStatus
from training.domain.signoff import EntryStatus
from training.extensions import db
from training.jobs import keeping
from training.models import Entry, KeptProgress, Leave
from training.queries import progress as queries

BEGAN = datetime.now(UTC) - timedelta(days=400)
TODAY = datetime.now(UTC).date()


@pytest.fixture
def internship(app, saved):
    """Stored beside the product, so that nothing is kept of it yet; then opened as the product opens it."""
    made = make_internship(InternshipStatus.ACTIVE, saved=saved, team=make_team(), began=BEGAN)
    saved(make_case(made, opened_on=BEGAN.date()))
    with app.app_context():
        yield made
        db.session.remove()


@pytest.fixture
def write(internship):
    """Work in the product's own session; what it says is all the engine asks."""

    def write(on=TODAY, minutes=90, number=1):
        entry = Entry(
            ref=f"E-{number}",
            internship_id=internship.id,
            on=on,
            minutes=minutes,
            activity="study",
            methods=[],
            logged_at=datetime.now(UTC),
        )
        db.session.add(entry)
        return entry

    return write


def differing():
    return list(queries.differing(db.session()))


def kept():
    return db.session.scalars(select(KeptProgress).execution_options(populate_existing=True)).one()


def test_nothing_kept_is_a_fault_and_rebuilding_mends_it(internship):
    assert differing() == [internship.ref]

    assert keeping.rebuild(db.session()) == 1
    db.session.commit()

    assert differing() == []


def test_an_entry_is_counted_in_the_transaction_that_writes_it(write):
    write()
    db.session.commit()

    assert queries.as_figures(kept())[:4] == (90, 0, 90, 0)
    assert (kept().on, differing()) == (TODAY, [])


def test_what_is_undone_is_not_kept(internship, write):
    keeping.rebuild(db.session())
    db.session.commit()
    write()
    db.session.flush()
    db.session.rollback()
    db.session.commit()

    assert (kept().raw, differing()) == (0, [])


def test_a_row_that_says_something_else_is_found(internship):
    keeping.rebuild(db.session())
    db.session.execute(update(KeptProgress).values(raw=60, countable=60))
    db.session.commit()

    assert differing() == [internship.ref]


@pytest.mark.parametrize("seed", range(6))
def test_kept_is_what_the_engine_answers_whatever_happens(internship, write, seed):
    """Work is written, signed, taken out; leave comes and goes: in any order, a commit after each."""
    chance = Random(seed)  # noqa: S311 -- any order will do
    for number in range(8):
        entry = write(TODAY - timedelta(days=chance.randrange(90)), chance.choice([30, 60, 95]), number)
        db.session.commit()
        assert differing() == []
        chance.choice([_sign, _sign_late, _delete, _go_on_leave])(entry, chance)
        db.session.commit()
        assert differing() == []
    assert db.session.scalar(select(func.count(KeptProgress.id))) == 1


def _sign(entry, _chance):
    entry.signed_on = TODAY
    entry.status = EntryStatus.SIGNED


def _sign_late(entry, _chance):
    entry.on = TODAY - timedelta(days=200)
    _sign(entry, _chance)


def _delete(entry, _chance):
    entry.status = EntryStatus.DELETED


def _go_on_leave(entry, chance):
    first = TODAY - timedelta(days=100 + chance.randrange(100))
    db.session.add(
        Leave(internship_id=entry.internship_id, from_on=first, until_on=first + timedelta(days=20))
    )


def test_the_night_moves_the_day_of_whoever_goes_on(internship):
    keeping.rebuild(db.session())
    db.session.commit()

    later = datetime.now(UTC) + timedelta(days=70)
    changed = [keeping.keep_progress(db.session(), later) for _ in range(2)]
    db.session.commit()

    assert changed == [1, 0]
    assert (kept().on, differing()) == (later.date(), [])


@pytest.mark.parametrize("number", [1, 3])
def test_reading_asks_as_much_however_many_there_are(app, saved, queries, number):
    from training.queries import progress

    for _ in range(number):
        made = make_internship(InternshipStatus.ACTIVE, saved=saved, team=make_team(), began=BEGAN)
    with app.app_context(), queries() as log:
        ids = db.session.scalars(progress.every()).all()
        progress.figures(db.session(), ids, dict.fromkeys(ids, TODAY))
        db.session.remove()

    assert made.id in ids
    assert len([line for line in log if line.startswith("SELECT")]) == 9, log
