"""Evaluations in turn, and the word of each party at the end."""

from sqlalchemy import func, select

from tests.conftest import PASSPHRASE
from tests.factories import make_person
from tests.factories_internship import make_internship, make_team
from tests.factories_supervision import make_review
from training.domain.roles import Role
from training.models import Attestation, Evaluation

OURS = {"q_learned": "That waiting is work.", "q_supervision": "Yes, from both."}
THEIRS = {"q_consults": "always", "q_plan": "Closely.", "q_next": "Pace.", "q_concern": "no"}


def team_with(saved, make):
    team = make_team(intern=make_person(Role.INTERN, name="Ines Moreau"))
    make(saved=saved, team=team)
    return team


def count(session, model, *where):
    found = session.scalar(select(func.count()).select_from(model).where(*where))
    session.commit()
    return found


def test_others_are_read_once_my_own_is_sent(saved, session, sign_in):
    team = team_with(saved, make_internship)
    therapist, intern = sign_in(team.therapist), sign_in(team.intern)
    address = f"/supervision/{team.intern.ref}/evaluation"
    sent = {"due_on": "2026-07-12", "passphrase": PASSPHRASE}

    assert therapist.post(address, data=THEIRS | sent).status_code == 302
    assert "Closely." not in intern.get("/internship/evaluations").text
    assert intern.post("/internship/evaluations", data=OURS | sent).status_code == 302

    page = intern.get("/internship/evaluations").text
    assert "Closely." in page
    assert "Is there a concern about safety or ethics?" not in page
    assert "Yes, from both." not in therapist.get(address).text
    office = sign_in(team.registrar).get(f"/internship/of/{team.intern.ref}/evaluations").text
    assert "Yes, from both." in office


def test_evaluation_missing_an_answer_is_not_sent(saved, session, sign_in):
    team = team_with(saved, make_internship)
    data = {"q_learned": "Much.", "due_on": "2026-07-12", "passphrase": PASSPHRASE}

    answer = sign_in(team.intern).post("/internship/evaluations", data=data)

    assert answer.status_code == 422
    assert "Much." in answer.text
    assert count(session, Evaluation) == 0


def test_evaluation_is_sent_once(saved, session, sign_in):
    team = team_with(saved, make_internship)
    client, data = sign_in(team.intern), OURS | {"due_on": "2026-07-12", "passphrase": PASSPHRASE}

    assert client.post("/internship/evaluations", data=data).status_code == 302
    assert client.post("/internship/evaluations", data=data).status_code == 409
    assert count(session, Evaluation) == 1


def test_evaluation_of_a_stranger_is_refused(saved, session, sign_in):
    team = team_with(saved, make_internship)
    address = f"/supervision/{team.intern.ref}/evaluation"

    assert sign_in(make_person(Role.THERAPIST)).get(address).status_code == 403


def test_every_party_says_its_word_and_a_later_one_replaces_it(saved, session, sign_in):
    team = team_with(saved, make_review)
    yes = {"agrees": "yes", "passphrase": PASSPHRASE}
    places = {
        "intern": "/internship/attestation",
        "mentor": f"/supervision/{team.intern.ref}/attestation",
        "director": f"/internship/of/{team.intern.ref}/attestation",
    }
    for who, address in places.items():
        client = sign_in(getattr(team, who))
        assert client.get(address).status_code == 200
        no = {"agrees": "no", "reason": "Not yet.", "passphrase": PASSPHRASE}
        assert client.post(address, data=no | {"reason": ""}).status_code == 422
        assert client.post(address, data=no).status_code == 302
        assert client.post(address, data=yes).status_code == 302

    assert count(session, Attestation, Attestation.is_withdrawn) == 3
    assert count(session, Attestation, ~Attestation.is_withdrawn, Attestation.agrees) == 3


def test_nothing_is_attested_before_completion_is_asked_for(saved, session, sign_in):
    team = team_with(saved, make_internship)
    data = {"agrees": "yes", "passphrase": PASSPHRASE}

    answer = sign_in(team.mentor).post(f"/supervision/{team.intern.ref}/attestation", data=data)

    assert answer.status_code == 409
    assert count(session, Attestation) == 0
