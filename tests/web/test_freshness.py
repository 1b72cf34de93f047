"""What matters asks again after half an hour: every page that does something is in one of three lists."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests import world as worlds
from tests.conftest import PASSPHRASE
from tests.doors import address, doors
from tests.factories import make_person
from training.domain.roles import Role
from training.models import Event, Person
from training.web.freshness import ASKED_FIRST

# Each of these asks for the passphrase, and for a code where there is one, in its own form.
PROVES = {
    "account.data", "closed_file.door", "cases.release", "cases.own_act", "cases.supervised_act",
    "cohorts.complete", "cohorts.recommend", "course.agreement", "erasure.approve", "erasure.mine",
    "evaluations.attest_own", "evaluations.attest_staff", "evaluations.attest_supervised", "evaluations.mine",
    "evaluations.supervised", "internship.agreement", "internship.complete", "internship.sign",
    "supervision.agreement", "supervision.sign",
}  # fmt: skip
# Behind Flask-Security's own question.
BEHIND_IT = {"account.passkeys", "account.add_passkey", "account.passkey_to_add", "account.remove_passkey"}
# One's own work, and what anyone of the office may take back tomorrow.
FREE = {
    "account.accept", "account.claim_insurance", "account.claim_licence", "account.describe_me",
    "account.passkey_options", "account.passkey_sign_in", "application.accept", "application.add_referee",
    "application.ask_reference", "application.begin", "application.cancel_reference", "application.consent",
    "application.discard", "application.part", "application.refuse", "application.submit",
    "application.withdraw", "application.withdraw_consent", "cases.open_case", "cases.propose",
    "cases.triadic", "certificates.choose_listing", "certificates.show_name", "cohorts.assess",
    "cohorts.day", "cohorts.edit", "cohorts.enrol", "cohorts.new", "cohorts.session", "committee.assign",
    "committee.begin", "committee.conflict", "committee.save_review", "home.end_visit", "internship.amend",
    "internship.back", "internship.change", "internship.completion", "internship.delete",
    "internship.leave", "internship.new", "internship.propose", "internship.recall", "internship.send",
    "internship.withdraw", "people.check", "post.again", "reference.decline", "reference.letter",
    "reference.send", "staff.verify_record", "supervision.decline", "supervision.decline_agreement",
    "verify.compare",
}  # fmt: skip
LONG_AGO = timedelta(minutes=31)


def test_every_page_that_does_something_is_in_one_list(app):
    does = {rule.endpoint for method, rule in doors(app) if method == "POST"}
    known = [PROVES, BEHIND_IT, FREE, set(ASKED_FIRST)]
    assert does - set().union(*known) == set()
    assert sum(len(one) for one in known) == len(set().union(*known))


@pytest.fixture
def world(saved, session, vault):
    made = worlds.build(saved, session, vault)
    session.commit()
    return made


@pytest.fixture
def stale(app):
    """Somebody who signed in 31 minutes ago."""

    def enter(person):
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = person.fs_uniquifier, True
            session["fs_paa"] = (datetime.now(UTC) - LONG_AGO).timestamp()
        return client

    return enter


def events(session):
    session.rollback()
    return session.scalar(select(func.count(Event.id)))


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_each_asks_first_and_does_nothing(app, world, stale, session):
    before = events(session)
    answers = {}
    client = stale(world.people["any registrar"])
    for method, rule in doors(app):
        if rule.endpoint in ASKED_FIRST:
            answer = client.open(address(app, rule, world), method=method)
            answers[method, rule.endpoint] = (answer.status_code, (answer.location or "")[:15])
    wrong = {
        door: said
        for door, said in answers.items()
        if said != ((302, "/account/verify") if door[0] == "GET" else (401, ""))
    }
    assert wrong == {}
    assert {endpoint for _method, endpoint in answers} == set(ASKED_FIRST)
    assert events(session) == before


def test_what_was_written_comes_back_and_the_way_leads_over_the_question(stale, saved, session):
    registrar, ines = saved(make_person(Role.REGISTRAR)), saved(make_person())
    client = stale(registrar)
    sent = {"role": "reviewer", "reason": "The board named her."}
    where = f"/people/{ines.ref}"

    answer = client.post(f"{where}/role", data=sent, headers={"Referer": f"http://localhost{where}"})

    assert (answer.status_code, "The board named her." in answer.text) == (401, True)
    assert f'href="/account/verify?next={where}"' in answer.text
    proven = client.post(f"/account/verify?next={where}", data={"password": PASSPHRASE})
    assert proven.location == where
    assert client.post(f"{where}/role", data=sent).location == where
    session.expire_all()
    roles = session.scalars(select(Person).where(Person.id == ines.id)).one()
    session.refresh(roles, ["appointments"])
    assert [one.role for one in roles.appointments] == [Role.REVIEWER]


def test_who_signed_in_just_now_is_not_asked(sign_in, saved):
    ines = saved(make_person())
    client = sign_in(make_person(Role.REGISTRAR))
    sent = {"role": "reviewer", "reason": "The board named her."}
    assert client.post(f"/people/{ines.ref}/role", data=sent).status_code == 302
