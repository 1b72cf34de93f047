"""The intern's pages and the office's, on the database."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.conftest import PASSPHRASE
from tests.factories import make_person
from tests.factories_internship import make_case, make_course, make_entry, make_internship, make_team, submit
from training.domain.course import EnrolmentStatus
from training.domain.internship import InternshipStatus
from training.domain.roles import Role
from training.domain.signoff import EntryStatus
from training.models import Entry, Internship, Letter, ProgramVersion, SignOffRequest, Supervision
from training.web.frame import held_together
from training.web.internship import log

BEGAN = datetime.now(UTC) - timedelta(days=200)
YESTERDAY = (datetime.now(UTC) - timedelta(days=1)).date()


@pytest.fixture
def team():
    return make_team()


@pytest.fixture
def begin(saved, team, vault):
    """An internship in a status, with one open case."""

    def begin(status=InternshipStatus.ACTIVE):
        internship = make_internship(status, saved=saved, team=team, began=BEGAN)
        if status not in (InternshipStatus.PROPOSED, InternshipStatus.AGREEMENT_PENDING):
            saved(make_case(internship, opened_on=BEGAN.date()))
        return internship

    return begin


@pytest.fixture
def write(saved, vault):
    """A stored draft of yesterday, unless told otherwise."""

    def write(internship, **work):
        keys = vault.of(internship.person.ref)
        return saved(make_entry(internship, keys=keys, **{"on": YESTERDAY} | work))

    return write


def form(**fields):
    return {
        "day": "other",
        "on": YESTERDAY.isoformat(),
        "length": "60",
        "minutes": "",
        "activity": "study",
        "case": "none",
        "note": "",
        "no_names": "y",
        "form_key": "one",
    } | fields


def _letters(kind):
    return select(Letter.text).where(Letter.kind == kind).order_by(Letter.id)


def reads(log):
    """What was asked of the tables; the session's own begin and end are not counted."""
    return [statement for statement in log if statement.startswith("SELECT")]


def entries(session):
    session.expire_all()
    return session.scalars(select(Entry).order_by(Entry.id)).all()


# ------------------------------------------------------------------ where I stand


@pytest.mark.parametrize("status", list(InternshipStatus))
def test_overview_has_a_page_for_every_status(begin, sign_in, status):
    begun = begin(status)

    answer = sign_in(begun.person).get("/internship")

    assert answer.status_code == 200, answer.text
    assert answer.text.count("<h1>Your internship</h1>") == 1


def test_overview_asks_for_what_is_owed_after_a_session(begin, write, sign_in):
    running = begin()
    write(running, case="T2-B6", on=YESTERDAY - timedelta(days=10))

    page = sign_in(running.person).get("/internship").text

    assert "Consultation with therapist after a session of T2-B6 is missing" in page
    assert "4 days late" in page


def test_overview_leads_to_cases_and_evaluations_and_asks_for_the_round_that_is_due(begin, sign_in):
    page = sign_in(begin().person).get("/internship").text

    assert 'href="/internship/cases"' in page
    assert page.count('href="/internship/evaluations"') == 2  # the task and the way there
    assert "Write your evaluation for the months up to" in page


def test_overview_asks_for_the_last_word_until_it_is_said(begin, sign_in):
    client = sign_in(begin(InternshipStatus.COMPLETION_REVIEW).person)
    assert "Say whether your internship is complete" in client.get("/internship").text

    client.post("/internship/attestation", data={"agrees": "yes", "passphrase": PASSPHRASE})

    page = client.get("/internship").text
    assert "Say whether your internship is complete" not in page
    assert "See who agrees" in page


@pytest.mark.parametrize("count", [1, 3])
def test_overview_asks_the_database_eight_times_however_long_the_log_is(
    begin, write, sign_in, queries, count
):
    running = begin()
    for number in range(count):
        write(running, on=YESTERDAY - timedelta(days=number))
        make_case(running, code=f"A{number + 2}-B6")
    client = sign_in(running.person)

    with queries() as log:
        client.get("/internship")

    assert len(reads(log)) == 9, reads(log)


def test_forecast_names_what_takes_longest(begin, write, sign_in):
    running = begin()
    write(running, activity="group_supervision", minutes=120)

    page = sign_in(running.person).get("/internship/forecast").text

    assert "There is not enough yet to tell a day." in page
    assert "at the pace of the last three months" in page


@pytest.mark.parametrize(
    "path", ["/internship", "/internship/log", "/internship/forecast", "/internship/leave"]
)
def test_somebody_without_an_internship_finds_none(sign_in, path):
    assert sign_in(make_person(Role.TRAINEE)).get(path).status_code == 404


# ------------------------------------------------------------------ writing it down


def chosen(page):
    """The values of the radio buttons that are chosen already, by name."""
    found = re.findall(r'<input checked[^>]*name="(\w+)"[^>]*type="radio"[^>]*value="([^"]+)"', page)
    return dict(found)


def test_new_begins_with_today_and_what_was_used_last(begin, write, sign_in):
    running = begin()
    write(running, case="T2-B6", activity="consultation", minutes=30)

    page = sign_in(running.person).get("/internship/log/new").text

    assert chosen(page) == {
        "day": datetime.now(UTC).date().isoformat(),
        "activity": "consultation",
        "case": "T2-B6",
        "length": "30",
    }


def test_new_asked_for_by_a_link_begins_like_the_last_of_that_activity(begin, write, sign_in):
    running = begin()
    write(running, case="T2-B6", activity="consultation", minutes=25)
    write(running, case="T2-B6", activity="client_session", minutes=90)

    page = sign_in(running.person).get("/internship/log/new?activity=consultation&case=T2-B6").text

    assert (chosen(page)["activity"], chosen(page)["length"]) == ("consultation", "other")
    assert 'value="25 min"' in page


def test_what_stands_beside_another_choice_is_not_looked_at(begin, sign_in, session):
    day = datetime.now(UTC).date()

    sign_in(begin().person).post(
        "/internship/log/new", data=form(day=day.isoformat(), on="1999-01-01", length="45", minutes="soon")
    )

    assert [(one.on, one.minutes) for one in entries(session)] == [(day, 45)]


def test_new_writes_an_entry_down_with_its_note_sealed(begin, sign_in, session, vault):
    running = begin()

    answer = sign_in(running.person).post(
        "/internship/log/new",
        data=form(
            activity="client_session",
            case="T2-B6",
            length="other",
            minutes="1:15",
            note="calm",
            methods=["eye_contact"],
        ),
    )

    assert answer.location == "/internship/log"
    (entry,) = entries(session)
    assert (entry.minutes, entry.activity, entry.methods, entry.status) == (
        75,
        "client_session",
        ["eye_contact"],
        EntryStatus.DRAFT,
    )
    assert vault.open(running.person.ref, entry.place, entry.note) == "calm"


def test_a_form_sent_twice_makes_one_entry(begin, sign_in, session):
    client = sign_in(begin().person)

    answers = [client.post("/internship/log/new", data=form()) for _ in range(2)]

    assert [answer.location for answer in answers] == ["/internship/log"] * 2
    assert len(entries(session)) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"on": (YESTERDAY + timedelta(days=9)).isoformat()}, "This day is still to come."),
        ({"on": (YESTERDAY - timedelta(days=60)).isoformat()}, "This is more than 45 days ago."),
        ({"length": "other", "minutes": "11:00"}, "at most 10 h can count"),
        ({"length": "other", "minutes": "soon"}, "“soon” is not a duration."),
        ({"length": ""}, "Please say how long it took."),
        ({"length": "other"}, "Please say how long it took."),
        ({"day": ""}, "Which day was it? Please choose."),
        ({"on": ""}, "Which day was it?"),
        ({"activity": "consultation"}, "belongs to a case. Please choose it."),
        ({"note": "She is called Miriam."}, "This looks like a name."),
        ({"no_names": ""}, "Please look once more, and tick this."),
        ({"case": "X9-X9"}, "Not a valid choice"),
    ],
)
def test_what_may_not_be_logged_is_told_beside_the_field_and_not_kept(
    begin, sign_in, session, fields, sentence
):
    answer = sign_in(begin().person).post("/internship/log/new", data=form(**fields))

    assert answer.status_code == 422
    assert held_together(sentence) in answer.text
    assert entries(session) == []


def test_change_of_a_form_opened_earlier_is_refused(begin, write, sign_in, session):
    running = begin()
    entry = write(running)
    client = sign_in(running.person)
    stale = str(entry.version)
    client.post(f"/internship/log/{entry.ref}/change", data=form(version=stale, length="45"))

    answer = client.post(f"/internship/log/{entry.ref}/change", data=form(version=stale, length="90"))

    assert answer.status_code == 409
    assert [one.minutes for one in entries(session)] == [45]


def test_an_entry_is_nobody_elses_to_open_or_to_change(begin, write, sign_in, session):
    entry = write(begin())
    other = sign_in(make_person(Role.INTERN))

    answers = [
        other.get(f"/internship/log/{entry.ref}"),
        other.post(f"/internship/log/{entry.ref}/delete"),
        other.post(f"/internship/log/{entry.ref}/change", data=form(version="1")),
    ]

    assert [answer.status_code for answer in answers] == [403] * 3
    assert [one.status for one in entries(session)] == [EntryStatus.DRAFT]


def test_delete_takes_a_draft_out_of_the_log(begin, write, sign_in, session):
    running = begin()
    entry = write(running)
    client = sign_in(running.person)

    client.post(f"/internship/log/{entry.ref}/delete")

    assert client.get(f"/internship/log/{entry.ref}").status_code == 404
    assert [one.status for one in entries(session)] == [EntryStatus.DELETED]


def test_amend_makes_a_draft_beside_the_signed_one(begin, write, sign_in, session):
    running = begin()
    entry = write(running)
    entry.status, entry.signed_on = EntryStatus.SIGNED, YESTERDAY
    session.commit()

    sign_in(running.person).post(f"/internship/log/{entry.ref}/amend", data=form(length="45"))

    signed, amended = entries(session)
    assert (signed.status, signed.minutes) == (EntryStatus.SIGNED, 60)
    assert (amended.status, amended.minutes, amended.amends_id) == (EntryStatus.DRAFT, 45, signed.id)


# ------------------------------------------------------------------ the list


@pytest.mark.parametrize("count", [1, 3])
def test_log_lists_entries_in_a_constant_number_of_statements(begin, write, sign_in, queries, count):
    running = begin()
    for number in range(count):
        write(running, on=YESTERDAY - timedelta(days=number), case="T2-B6")
    client = sign_in(running.person)

    with queries() as log:
        page = client.get("/internship/log").text

    assert page.count('data-label="Day"') == count
    assert len(reads(log)) == 7, reads(log)


def test_log_filters_by_month_activity_and_status(begin, write, sign_in):
    running = begin()
    write(running)
    write(running, activity="group_supervision")
    client = sign_in(running.person)

    def days(**asked):
        return client.get("/internship/log", query_string=asked).text.count('data-label="Day"')

    assert days() == 2
    assert days(activity="study") == 1
    assert days(status="signed") == 0
    assert days(period="2020-01") == 0
    assert client.get("/internship/log?period=soon").status_code == 400


def test_log_filters_by_case(begin, write, sign_in):
    running = begin()
    write(running)
    write(running, activity="consultation", case="T2-B6")
    client = sign_in(running.person)

    def shown(case):
        rows = client.get("/internship/log", query_string={"case": case}).text
        return re.findall(r'data-label="Case">([^<]+)<', rows)

    assert [shown(case) for case in ("T2-B6", "none", "X9-X9")] == [["T2-B6"], ["no case"], []]


@pytest.mark.parametrize(
    ("order", "hours"),
    [
        ("newest", ["1 h", "20 min", "2 h"]),
        ("oldest", ["2 h", "20 min", "1 h"]),
        ("longest", ["2 h", "1 h", "20 min"]),
    ],
)
def test_log_is_sorted_and_says_how_much_there_is(begin, write, sign_in, order, hours):
    running = begin()
    for days, minutes in ((0, 60), (1, 20), (2, 120)):
        write(running, on=YESTERDAY - timedelta(days=days), minutes=minutes)

    page = sign_in(running.person).get(f"/internship/log?order={order}").text

    assert re.findall(r'data-label="Time">([^<]+)<', page) == [held_together(one) for one in hours]
    assert held_together("3 entries, 3 h 20") in page


@pytest.mark.parametrize("order", ["newest", "oldest", "longest"])
def test_log_turns_pages_without_losing_or_doubling_a_row(begin, write, sign_in, order):
    running = begin()
    for number in range(53):
        write(running, on=YESTERDAY - timedelta(days=number % 40), minutes=10)
    client = sign_in(running.person)

    first = client.get(f"/internship/log?order={order}").text
    onward = html.unescape(first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0])
    rest = client.get(onward).text

    pages = [set(re.findall(r"/internship/log/(E-\w+)", page)) for page in (first, rest)]
    assert [len(page) for page in pages] == [50, 3]
    assert pages[0] & pages[1] == set()


@pytest.mark.parametrize("asked", ["status=lost", "order=random", "after=soon", "after=2026-10-01"])
def test_log_refuses_a_filter_that_is_none(begin, sign_in, asked):
    answer = sign_in(begin().person).get(f"/internship/log?{asked}")

    assert answer.status_code == 400
    assert "The log has no such filter." in answer.text


def test_a_log_that_is_empty_offers_the_first_step(begin, sign_in):
    page = sign_in(begin().person).get("/internship/log").text

    assert "Your first session begins the log." in page
    assert 'role="search"' not in page


def test_log_as_csv_holds_no_note(begin, write, sign_in):
    running = begin()
    entry = write(running, note="calm")

    answer = sign_in(running.person).get("/internship/log.csv")

    assert answer.text.removeprefix("\ufeff").splitlines() == [
        "Day,Activity,Case,Minutes,Status,Signed on,Reference",
        f"{YESTERDAY},Study,,60,Draft,,{entry.ref}",
    ]


def test_log_as_csv_follows_the_filters(begin, write, sign_in):
    running = begin()
    write(running)
    session = write(running, activity="consultation", case="T2-B6")

    lines = sign_in(running.person).get("/internship/log.csv?case=T2-B6").text.splitlines()

    assert [line.rsplit(",", 1)[1] for line in lines] == ["Reference", session.ref]


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_is_no_formula(formula):
    assert [log.safe(formula), log.safe("Study")] == [f"'{formula}", "Study"]


# ------------------------------------------------------------------ sending a month


def test_sending_a_month_asks_both_supervisors_and_writes_to_them(begin, write, sign_in, session):
    running = begin()
    write(running, case="T2-B6")
    period = f"{YESTERDAY:%Y-%m}"
    client = sign_in(running.person)
    assert "Dr. Anna Feld: 1 entry" in client.get(f"/internship/periods/{period}").text

    client.post(f"/internship/periods/{period}")

    asked = session.scalars(select(SignOffRequest).order_by(SignOffRequest.id)).all()
    assert [(one.role, one.entry_count) for one in asked] == [(Role.THERAPIST, 1), (Role.MENTOR, 1)]
    letters = session.scalars(_letters("sign_request")).all()
    assert [f"/supervision/requests/{one.ref}" in text for one, text in zip(asked, letters, strict=True)] == [
        True,
        True,
    ]
    assert [one.status for one in entries(session)] == [EntryStatus.SUBMITTED]


def test_sending_twice_is_refused_and_asks_nobody_again(begin, write, sign_in, session):
    running = begin()
    write(running)
    client, period = sign_in(running.person), f"{YESTERDAY:%Y-%m}"
    client.post(f"/internship/periods/{period}")

    assert client.post(f"/internship/periods/{period}").status_code == 409
    assert session.scalar(select(func.count()).select_from(SignOffRequest)) == 1


def test_recall_makes_it_a_draft_again(begin, write, sign_in, session, saved):
    running = begin()
    entry = write(running)
    saved(*submit(running, entry))

    sign_in(running.person).post(f"/internship/log/{entry.ref}/recall")

    assert [one.status for one in entries(session)] == [EntryStatus.DRAFT]


# ------------------------------------------------------------------ agreement and leave


def test_the_intern_signs_with_the_passphrase(begin, sign_in, session):
    pending = begin(InternshipStatus.AGREEMENT_PENDING)
    client = sign_in(pending.person)

    wrong = client.post("/internship/agreement", data={"passphrase": "not this"})
    session.expire_all()
    assert (wrong.status_code, pending.agreement_id) == (422, None)
    session.rollback()

    client.post("/internship/agreement", data={"passphrase": PASSPHRASE})
    session.expire_all()
    assert session.get(Internship, pending.id).agreement_id is not None


def test_leave_stops_the_clocks_until_coming_back(begin, sign_in, session):
    running = begin()
    client = sign_in(running.person)
    day = datetime.now(UTC).date()

    client.post(
        "/internship/leave",
        data={"from_on": day.isoformat(), "reason": "a child", "version": str(running.version)},
    )
    session.expire_all()
    assert running.status is InternshipStatus.ON_LEAVE
    session.rollback()

    client.post("/internship/leave/back")
    session.expire_all()
    assert running.status is InternshipStatus.ACTIVE


def test_leave_without_a_reason_changes_nothing(begin, sign_in, session):
    running = begin()

    answer = sign_in(running.person).post("/internship/leave", data={"from_on": YESTERDAY.isoformat()})

    session.expire_all()
    assert (answer.status_code, running.status) == (422, InternshipStatus.ACTIVE)


def test_completion_too_early_names_what_is_missing(begin, sign_in, session):
    running = begin()

    answer = sign_in(running.person).post("/internship/completion")

    session.expire_all()
    assert (answer.status_code, running.status) == (409, InternshipStatus.ACTIVE)
    assert "Not yet met: Client sessions" in answer.text


# ------------------------------------------------------------------ the office


def test_the_office_proposes_after_the_course(saved, sign_in, session):
    trainee, registrar = make_person(), make_person(Role.REGISTRAR)
    saved(trainee, registrar)
    course = make_course(trainee, session.scalar(select(ProgramVersion)), status=EnrolmentStatus.ACTIVE)
    saved(course)
    client = sign_in(registrar)
    assert client.post(f"/internship/of/{trainee.ref}/propose").status_code == 409
    assert session.scalar(select(func.count()).select_from(Internship)) == 0


def test_the_office_names_supervisors_and_they_are_written_to(begin, team, sign_in, session):
    proposed = begin(InternshipStatus.PROPOSED)
    client = sign_in(team.registrar)
    page = f"/internship/of/{proposed.person.ref}/supervisors"
    assert client.get(page).text.count("<option") == 4

    client.post(page, data={"therapist": team.therapist.ref, "mentor": team.mentor.ref})

    session.expire_all()
    asked = session.scalars(select(Supervision).order_by(Supervision.id)).all()
    letters = session.scalars(_letters("supervision_invitation")).all()
    assert proposed.status is InternshipStatus.AGREEMENT_PENDING
    assert [
        f"/supervision/agreements/{one.ref}" in text for one, text in zip(asked, letters, strict=True)
    ] == [
        True,
        True,
    ]


@pytest.mark.parametrize("status", list(InternshipStatus))
def test_the_office_has_a_page_for_every_status(begin, team, sign_in, queries, status):
    begun = begin(status)
    client = sign_in(team.director)

    with queries() as log:
        answer = client.get(f"/internship/of/{begun.person.ref}")

    assert answer.status_code == 200, answer.text
    assert len(reads(log)) <= 9, reads(log)


def test_the_office_is_led_to_cases_evaluations_and_its_own_last_word(begin, team, sign_in):
    begun, office = begin(InternshipStatus.COMPLETION_REVIEW), sign_in(team.registrar)
    ref = begun.person.ref
    word = f'href="/internship/of/{ref}/attestation"'

    page = office.get(f"/internship/of/{ref}").text
    assert [f'href="/supervision/{ref}"' in page, f'href="/internship/of/{ref}/evaluations"' in page] == [
        True,
        True,
    ]
    assert word in page

    office.post(f"/internship/of/{ref}/attestation", data={"agrees": "yes", "passphrase": PASSPHRASE})

    assert word not in office.get(f"/internship/of/{ref}").text


@pytest.mark.parametrize("role", [Role.MENTOR, Role.THERAPIST, Role.INTERN, Role.ADMINISTRATOR])
def test_the_office_view_is_for_the_office(begin, sign_in, role):
    begun = begin()

    assert sign_in(make_person(role)).get(f"/internship/of/{begun.person.ref}").status_code == 403


def test_the_director_suspends_with_a_reason(begin, team, sign_in, session):
    running = begin()
    page = f"/internship/of/{running.person.ref}/acts/suspend"

    assert sign_in(team.director).post(page, data={}).status_code == 422
    sign_in(team.director).post(page, data={"reason": "a complaint is looked into"})

    session.expire_all()
    assert running.status is InternshipStatus.SUSPENDED


def test_completing_without_the_consensus_is_refused(begin, team, sign_in, session):
    asked = begin(InternshipStatus.COMPLETION_REVIEW)

    answer = sign_in(team.director).post(
        f"/internship/of/{asked.person.ref}/complete", data={"passphrase": PASSPHRASE}
    )

    session.expire_all()
    assert (answer.status_code, asked.status) == (409, InternshipStatus.COMPLETION_REVIEW)


def test_the_intern_can_be_away_for_a_while(begin, sign_in):
    away = begin(InternshipStatus.ON_LEAVE)

    assert "You are on leave" in sign_in(away.person).get("/internship/leave").text
