"""What supervisors meet: the queue, the month to sign, the intern's page."""

from datetime import date

import pytest
from sqlalchemy import func, select

from tests.conftest import PASSPHRASE
from tests.factories import make_person
from tests.factories_internship import make_entry, make_internship, make_team
from tests.factories_supervision import make_month, make_review
from training.domain.internship import InternshipStatus, SupervisionStatus
from training.domain.roles import Role
from training.domain.signoff import EntryStatus, RequestStatus
from training.models import Entry, Letter, Signature, SignOffRequest, Supervision
from training.web.frame import held_together


@pytest.fixture
def month(saved, session):
    return make_month(saved=saved)


def url(request, act=""):
    return f"/supervision/requests/{request.ref}{act}"


def seen(client, request):
    page = client.get(url(request)).text
    return page.split('name="seen"')[1].split('value="')[1].split('"')[0]


def ticked(month, *, without=()):
    return [entry.ref for entry in month.entries if entry not in without]


def form(client, month, request, *, without=(), **more):
    return {
        "seen": seen(client, request),
        "include": ticked(month, without=without),
        "passphrase": PASSPHRASE,
    } | more


def read(session, query):
    """Ask, and let the database go: a session that holds on would keep the app from writing."""
    found = session.scalar(query)
    session.commit()
    return found


def status_of(session, model, ref):
    return read(session, select(model.status).where(model.ref == ref))


def signatures(session, request):
    return read(session, select(func.count()).where(Signature.subject == f"sign_off:{request.ref}"))


def statuses(session, month):
    return [status_of(session, Entry, entry.ref) for entry in month.entries]


def selects(log):
    return sum(statement.startswith("SELECT") for statement in log)


def test_queue_names_the_month_that_waits(month, sign_in):
    page = sign_in(month.team.therapist).get("/supervision").text

    assert "October with Ines Moreau" in page
    assert held_together("Three entries, 4 h 30") in page
    assert "last day 30 November" in page


def test_queue_takes_the_same_number_of_queries_for_one_and_for_three(saved, session, sign_in, queries):
    team = make_team()
    make_month(saved=saved, team=team)
    client = sign_in(team.therapist)
    client.get("/supervision")
    with queries() as one:
        client.get("/supervision")
    for _ in range(2):
        make_month(saved=saved, team=make_team(therapist=team.therapist))
    with queries() as three:
        page = client.get("/supervision").text

    assert page.count("October with Ines Moreau") == 3
    assert selects(three) == selects(one) <= 8


def test_queue_is_not_for_an_intern(month, sign_in):
    assert sign_in(month.team.intern).get("/supervision").status_code == 403


def test_queue_of_a_review_asks_for_my_word(saved, session, sign_in):
    team = make_team()
    make_review(saved=saved, team=team)

    assert "Completion of Ines Moreau" in sign_in(team.therapist).get("/supervision").text


def test_signing_page_does_not_miss_a_consultation_that_is_logged_and_not_sent(month, saved, sign_in):
    client, address = sign_in(month.team.therapist), url(month.requests[0])
    consultation = make_entry(
        month.internship, case="T2-B6", on=date(2026, 10, 12), activity="consultation", minutes=30
    )

    saved(consultation)

    assert client.get(address).text.count("no consultation with therapist within 7 days") == 0


def test_signing_page_shows_what_is_unusual(month, sign_in):
    page = sign_in(month.team.therapist).get(url(month.requests[0])).text

    assert "Client session 3" in page
    assert page.count("no consultation with therapist within 7 days") == 3
    assert "I, Dr. Anna Feld, sign as supervising therapist for Ines Moreau." in page
    assert "the 3 entries of October 2026" in page


def test_signing_page_is_for_the_addressed_supervisor_alone(month, sign_in):
    request = month.requests[0]

    assert sign_in(month.team.mentor).get(url(request)).status_code == 403
    assert sign_in(month.team.intern).get(url(request)).status_code == 403
    assert sign_in(month.team.director).get(url(request)).status_code == 403


def test_one_signature_for_the_batch_and_entries_signed_after_the_second(month, sign_in, session):
    therapist, mentor = sign_in(month.team.therapist), sign_in(month.team.mentor)
    first, second = month.requests

    answer = therapist.post(url(first, "/sign"), data=form(therapist, month, first))

    assert answer.status_code == 302
    assert status_of(session, SignOffRequest, first.ref) is RequestStatus.SIGNED
    assert statuses(session, month) == [EntryStatus.SUBMITTED] * 3

    mentor.post(url(second, "/sign"), data=form(mentor, month, second))

    assert statuses(session, month) == [EntryStatus.SIGNED] * 3
    assert [signatures(session, request) for request in month.requests] == [1, 1]


def test_signed_page_shows_the_signature_and_no_form(month, sign_in):
    therapist, request = sign_in(month.team.therapist), month.requests[0]
    therapist.post(url(request, "/sign"), data=form(therapist, month, request))

    page = therapist.get(url(request)).text

    assert "signature-name" in page
    assert 'name="passphrase"' not in page


def test_signing_twice_is_refused_and_leaves_one_signature(month, sign_in, session):
    therapist, request = sign_in(month.team.therapist), month.requests[0]
    data = form(therapist, month, request)

    assert therapist.post(url(request, "/sign"), data=data).status_code == 302
    assert therapist.post(url(request, "/sign"), data=data).status_code == 409
    assert signatures(session, request) == 1


def test_wrong_passphrase_signs_nothing(month, sign_in, session):
    therapist, request = sign_in(month.team.therapist), month.requests[0]

    answer = therapist.post(
        url(request, "/sign"), data=form(therapist, month, request, passphrase="not mine")
    )

    assert answer.status_code == 422
    assert "Nothing was signed." in answer.text
    assert status_of(session, SignOffRequest, request.ref) is RequestStatus.REQUESTED


def test_unticked_entry_without_a_comment_is_asked_for_one(month, sign_in, session):
    therapist, request = sign_in(month.team.therapist), month.requests[0]
    data = form(therapist, month, request, without=month.entries[:1])

    answer = therapist.post(url(request, "/sign"), data=data)

    assert answer.status_code == 422
    assert "Say what should change" in answer.text
    assert status_of(session, SignOffRequest, request.ref) is RequestStatus.REQUESTED


def test_unticked_entry_goes_back_with_its_comment_and_a_letter(month, sign_in, session):
    therapist, request, back = sign_in(month.team.therapist), month.requests[0], month.entries[0]
    comment = {f"comment-{back.ref}": "Please split it."}
    data = form(therapist, month, request, without=[back], **comment)

    therapist.post(url(request, "/sign"), data=data)

    assert status_of(session, SignOffRequest, request.ref) is RequestStatus.PARTLY_SIGNED
    assert statuses(session, month) == [EntryStatus.RETURNED, EntryStatus.SUBMITTED, EntryStatus.SUBMITTED]
    assert read(session, select(Entry.returned_for).where(Entry.ref == back.ref)) == "Please split it."
    told = read(session, select(Letter.to).where(Letter.kind == "entries_returned"))
    assert told == month.team.intern.email


def test_entries_that_changed_since_are_not_signed(month, sign_in, session, saved):
    therapist, request = sign_in(month.team.therapist), month.requests[0]
    data = form(therapist, month, request)
    month.entries[0].minutes = 60
    saved(month.entries[0])

    answer = therapist.post(url(request, "/sign"), data=data)

    assert answer.status_code == 409
    assert "The entries changed after this page was opened." in answer.text
    assert status_of(session, SignOffRequest, request.ref) is RequestStatus.REQUESTED


def test_declining_needs_a_reason_and_sends_everything_back(month, sign_in, session):
    therapist, request = sign_in(month.team.therapist), month.requests[0]

    assert therapist.get(url(request, "/decline")).status_code == 200
    assert therapist.post(url(request, "/decline"), data={"reason": ""}).status_code == 422
    assert statuses(session, month) == [EntryStatus.SUBMITTED] * 3
    assert therapist.post(url(request, "/decline"), data={"reason": "Not as we agreed."}).status_code == 302

    assert statuses(session, month) == [EntryStatus.RETURNED] * 3
    assert status_of(session, SignOffRequest, request.ref) is RequestStatus.DECLINED
    assert status_of(session, SignOffRequest, month.requests[1].ref) is RequestStatus.CANCELLED


def test_forty_entries_are_signed_in_as_many_queries_as_three(saved, session, sign_in, queries):
    counts = []
    for length in (3, 40):
        month = make_month(
            saved=saved, sessions=[date(2026, 10, 1 + number % 14) for number in range(length)]
        )
        client, request = sign_in(month.team.therapist), month.requests[0]
        data = form(client, month, request)
        with queries() as log:
            assert client.post(url(request, "/sign"), data=data).status_code == 302
        counts.append(len(log))

    assert counts[0] == counts[1]


def test_intern_page_is_for_supervisors_and_the_office(month, sign_in):
    address = f"/supervision/{month.team.intern.ref}"

    page = sign_in(month.team.therapist).get(address).text
    assert "T2-B6" in page
    assert f"{address}/evaluation?role=therapist" in page
    assert sign_in(month.team.registrar).get(address).status_code == 200
    assert sign_in(make_person(Role.THERAPIST)).get(address).status_code == 403


def pending(saved):
    team = make_team()
    internship = make_internship(InternshipStatus.AGREEMENT_PENDING, saved=saved, team=team)
    return team, f"/supervision/agreements/{internship.supervisions[0].ref}", internship.supervisions[0].ref


def test_agreement_is_signed_with_the_passphrase(saved, session, sign_in):
    team, address, ref = pending(saved)
    client = sign_in(team.therapist)

    assert client.get(address).status_code == 200
    assert client.post(address, data={"passphrase": "not mine"}).status_code == 422
    assert status_of(session, Supervision, ref) is SupervisionStatus.INVITED
    assert client.post(address, data={"passphrase": PASSPHRASE}).status_code == 302
    assert status_of(session, Supervision, ref) is SupervisionStatus.ACTIVE


def test_agreement_is_declined_with_a_reason(saved, session, sign_in):
    team, address, ref = pending(saved)
    client = sign_in(team.therapist)

    assert client.post(f"{address}/decline", data={"reason": ""}).status_code == 422
    assert client.post(f"{address}/decline", data={"reason": "No time this year."}).status_code == 302
    assert status_of(session, Supervision, ref) is SupervisionStatus.DECLINED


def test_agreement_of_another_is_refused(saved, session, sign_in):
    team, address, _ = pending(saved)

    assert sign_in(team.mentor).get(address).status_code == 403


def test_interns_whose_internship_is_over_stand_apart(saved, sign_in):
    team = make_team()
    make_internship(InternshipStatus.COMPLETED, saved=saved, team=team)

    page = sign_in(team.mentor).get("/supervision").text

    assert "You accompany nobody" in page
    assert "Ines Moreau" in page.split("Past interns (1)")[1]
    assert "You were the mentor since" in page
