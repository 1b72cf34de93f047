"""What an intern and a supervisor do on a phone, between two sessions: with a thumb, and in few taps."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.browser.hands import Mouse
from tests.conftest import PASSPHRASE
from tests.factories import make_person
from tests.factories_internship import (
    make_case,
    make_entry,
    make_internship,
    make_team,
    make_therapist,
    submit,
)
from training.domain.roles import Role
from training.domain.signoff import EntryStatus
from training.extensions import db, vault
from training.models import Case, Entry

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(120),
    pytest.mark.parametrize("hands", [Mouse], ids=["thumb"], indirect=True),
]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SMALL = PHONE | {"viewport": {"width": 320, "height": 640}}
TODAY = datetime.now(UTC).date()
THUMB = 44
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
HEIGHTS = """selector => [...document.querySelectorAll(selector)]
  .filter((one) => one.checkVisibility())
  .map((one) => Math.round(one.getBoundingClientRect().height))"""


@pytest.fixture
def save(product):
    """Store rows in the product's own database, from beside it."""
    with product.app.app_context(), Session(db.engine, expire_on_commit=False) as session:

        def save(*rows):
            session.add_all(rows)
            session.commit()
            return rows[0]

        yield save


@pytest.fixture
def team(save):
    """An intern who wrote a consultation down yesterday; nobody here shares a name with the long road."""
    team = make_team(
        intern=make_person(name="Mika Toivonen"),
        therapist=make_therapist("Dr. Lea Kurz"),
        mentor=make_person(Role.MENTOR, name="Jon Reyes"),
    )
    internship = make_internship(saved=save, team=team, began=datetime.now(UTC) - timedelta(days=60))
    make_case(internship, opened_on=TODAY - timedelta(days=50))
    save(internship)
    keys, day = vault().of(team.intern.ref), TODAY - timedelta(days=1)
    work = {"on": day, "case": "T2-B6", "activity": "consultation", "minutes": 30}
    team.entry = save(make_entry(internship, keys=keys, **work))
    return team


@pytest.fixture
def on_a_phone(visit):
    """Somebody signed in, on a page, with a phone in their hand."""

    def go(person, address, phone=PHONE, **options):
        visitor = visit(person.name, **phone, **options)
        visitor.email = person.email
        visitor.signs_in(PASSPHRASE)
        visitor.goes(address)
        return visitor

    return go


class Thumb:
    """Touches what is there, and counts."""

    def __init__(self, page):
        self.page, self.taps = page, 0

    def on(self, place):
        place.tap()
        self.taps += 1
        self.page.wait_for_load_state()


def log_of(team):
    """The whole log as it is now: day, activity, case, minutes and status of each entry."""
    found = (
        select(Entry.on, Entry.activity, Case.code, Entry.minutes, Entry.status)
        .join(Entry.case)
        .where(Entry.internship_id == team.entry.internship_id)
        .order_by(Entry.id)
    )
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(found)]


@pytest.mark.parametrize("scripts", [True, False])
def test_an_hour_is_logged_in_three_taps(team, on_a_phone, scripts):
    intern = on_a_phone(team.intern, "/internship", java_script_enabled=scripts)
    thumb, page = Thumb(intern.page), intern.page
    before = log_of(team)

    thumb.on(page.locator(".dock").get_by_role("link", name="Log a session"))
    thumb.on(page.get_by_label("Nothing here could tell who the client is"))
    thumb.on(page.get_by_role("button", name="Write it down"))

    intern.reads("Written down: Consultation with therapist, 30 min.")
    assert thumb.taps == 3
    assert log_of(team) == [*before, (TODAY, "consultation", "T2-B6", 30, EntryStatus.DRAFT)]


@pytest.mark.parametrize("phone", [PHONE, SMALL])
def test_what_is_chosen_is_as_large_as_a_thumb_and_nothing_goes_sideways(team, on_a_phone, phone):
    page = on_a_phone(team.intern, "/internship/log/new", phone).page

    heights = page.evaluate(HEIGHTS, "main form .choice, main form summary, main form button[type=submit]")

    assert len(heights) > 20
    assert min(heights) >= THUMB
    assert page.evaluate(TOO_WIDE) == 0


def test_a_month_is_signed_with_a_thumb(team, save, on_a_phone):
    (request,) = submit(team.entry.internship, team.entry, at=datetime.now(UTC))
    save(request)
    therapist = on_a_phone(team.therapist, f"/supervision/requests/{request.ref}", SMALL)
    thumb, page = Thumb(therapist.page), therapist.page
    assert page.evaluate(TOO_WIDE) == 0
    targets = ".entries label, .entries summary, .dock a, main form button[type=submit]"
    assert min(page.evaluate(HEIGHTS, targets)) >= THUMB

    thumb.on(page.locator(".dock").get_by_role("link", name="Go to the signature"))
    page.locator("[name=passphrase]").fill(PASSPHRASE)
    thumb.on(page.get_by_role("button", name="Sign one entry"))

    therapist.reads("One entry is signed.")
    assert thumb.taps == 2
    assert [status for *_work, status in log_of(team)] == [EntryStatus.SIGNED]
