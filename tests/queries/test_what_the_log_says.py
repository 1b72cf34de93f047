"""What the product knows of a log beyond days and minutes: who signs, since when, and who may."""

from datetime import UTC, date, datetime, timedelta

from tests.factories import program
from tests.factories_internship import make_case, make_entry, make_internship, make_team, make_therapist
from training.domain.internship import InternshipStatus
from training.extensions import db
from training.queries import evidence
from training.queries import internship as internships

BEGAN = datetime.now(UTC) - timedelta(days=100)
TODAY = datetime.now(UTC).date()


def made(saved, team):
    internship = make_internship(InternshipStatus.ACTIVE, saved=saved, team=team, began=BEGAN)
    saved(make_case(internship, opened_on=BEGAN.date()))
    return internship


def test_supervisor_of_an_entry_is_who_signs_it(app, saved, vault):
    internship = made(saved, make_team())
    keys = vault.of(internship.person.ref)
    for activity, case in (
        ("consultation", "T2-B6"),
        ("mentor_review", "T2-B6"),
        ("group_supervision", None),
    ):
        given = {"activity": activity, "case": internship.cases[0].code if case else None}
        saved(make_entry(internship, keys=keys, on=TODAY, minutes=30, **given))

    with app.app_context():
        opened = db.session.scalars(internships.whole(internship.person_id)).unique().one()
        rows = db.session.execute(evidence.for_requirements(opened.id)).all()
        found = [one.supervisor for one in evidence.as_entries(rows, opened, program())]
        db.session.remove()

    assert found == ["Dr. Anna Feld", "Marta Lindqvist", "Marta Lindqvist"]


def test_contract_begins_with_the_agreement_and_a_licence_bounds_who_may_supervise(app, saved):
    until = date(2027, 12, 31)
    internship = made(saved, make_team(therapist=make_therapist("Dr. Anna Feld", until=until)))

    with app.app_context():
        opened = db.session.scalars(internships.whole(internship.person_id)).unique().one()
        found = evidence.standing(opened, TODAY)
        db.session.remove()

    assert found.contracted_on == BEGAN.date()
    assert sorted(found.supervisors) == [
        ("Dr. Anna Feld", BEGAN.date(), until),
        ("Marta Lindqvist", BEGAN.date(), None),
    ]
