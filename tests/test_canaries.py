"""Private words, each with a canary in it: which page shows it to whom. The whole answer: `canary_table.txt`.

Like `test_access.py`, but for what stands on a page and not for who gets in. After a wanted change,
`CANARY_TABLE=write pytest tests/test_canaries.py` writes the table anew: read the difference.
"""

import json
import os
from pathlib import Path

import pytest
from sqlalchemy import select

from tests import world as worlds
from tests.doors import address, doors, signed_in
from tests.factories import NOON, make_person, program
from tests.factories_committee import decided, make_sent
from training.actions.application import CONSENT
from training.domain.internship import Party
from training.domain.program import Outcome
from training.domain.program.marks import Who
from training.domain.roles import Role
from training.models import (
    Consent,
    Entry,
    Evaluation,
    Internship,
    ProgramVersion,
    Signature,
)

TABLE = Path(__file__).parent / "canary_table.txt"
NOBODY = "a stranger"
COMMITTEE = ("committee", "application", "closed_file")
READERS = {"first reviewer", "second reviewer", "deciding chair"}
DECLINED = {"outcome": Outcome.DECLINE, "reasons": ("more_growth",)}


@pytest.fixture
def world(saved, session, vault):
    """The world of all doors, and beside it a file that is decided and not released, with two reviews."""
    made = worlds.build(saved, session, vault)
    made.canaries = {"passphrase": "$argon2id$"}
    _file(made, saved, session, vault)
    _internship(made, saved, session, vault)
    session.commit()
    return made


def _file(world, saved, session, vault):
    version = session.scalar(select(ProgramVersion))
    applicant = make_person(Role.APPLICANT, email="canary-address@example.org")
    first, second, chair = (make_person(role) for role in (Role.REVIEWER, Role.REVIEWER, Role.CHAIR))
    saved(applicant, first, second, chair)
    application = make_sent(version, vault.of, person=applicant)
    decided(application, vault.of, first, second, chair, chair=chair, **DECLINED)
    saved(application, Consent(person_id=applicant.id, text_id=CONSENT, text_version="1", given_at=NOON))
    _mark_file(world, application, vault.of(applicant.ref))
    world.people |= {
        "decided applicant": applicant,
        "first reviewer": first,
        "second reviewer": second,
        "deciding chair": chair,
    }
    world.decided = {"ref": application.ref, "review_ref": application.reviews[0].ref, "part_id": "essay"}
    world.decided_person = {"ref": applicant.ref}
    world.canaries["address"] = applicant.email
    session.flush()


def _mark_file(world, application, keys):
    def mark(name, row, text=None):
        row.sealed = keys.seal(row.place, text or f"canary-{name}")
        world.canaries[name] = f"canary-{name}"

    for answer in application.answers:
        mark("pairing" if answer.question == "own_gender" else "essay", answer)
    for reference in application.references:
        said = {"letter_text": "canary-letter", "safeguarding": "no", "recommends": "yes"}
        mark("letter", reference, json.dumps(said))
    mark("advice", application.decisions[-1])
    for review in application.reviews:
        for score in review.scores:
            mark("review", score)


def _internship(world, saved, session, vault):
    internship = session.scalars(select(Internship)).first()
    intern = world.people["own intern"]
    keys = vault.of(intern.ref)
    for entry in session.scalars(select(Entry)):
        entry.note = keys.seal(f"entry.note:{entry.ref}", "canary-note")
    world.canaries["note"] = "canary-note"
    parties = {Party.INTERN: intern, Party.THERAPIST: world.people["own therapist"]}
    for party, author in parties.items():
        said = _words(world, party)
        one = Evaluation(
            ref=f"V-{party.value[:6]}", internship_id=internship.id, author_id=author.id, party=party
        )
        one.due_on, one.sent_at = NOON.date(), NOON
        one.signature_id = session.scalar(select(Signature.id).limit(1))
        one.sealed = keys.seal(one.place, json.dumps(said))
        saved(one)


def _words(world, party):
    """A canary for each question that is answered in words, by who may read it."""
    said = {}
    for question in program().internship.evaluations.form(Who(party.value)).questions:
        if not question.choices:
            office_only = "intern" not in [one.value for one in question.readers]
            name = f"evaluation by the {party.value}" + (", for the office" if office_only else "")
            said[question.id] = world.canaries[name] = (
                f"canary-{party.value}-{'office' if office_only else 'all'}"
            )
    return said


def _addresses(app, world):
    """Every page once for the world, those of a file once more for the decided one."""
    for method, rule in doors(app):
        if method == "GET":
            yield rule.endpoint, address(app, rule, world)
    usual = dict(world.refs)
    world.refs |= dict.fromkeys(("committee", "application"), world.decided)
    world.refs |= dict.fromkeys(("closed_file", "people", "erasure"), world.decided_person)
    for method, rule in doors(app):
        if method == "GET" and rule.endpoint.startswith((*COMMITTEE, "people", "erasure")):
            yield rule.endpoint, address(app, rule, world)
    world.refs = usual


@pytest.fixture
def seen(app, world):
    """Canary and page, and who saw it there."""
    found = {}
    pages = list(_addresses(app, world))
    for who, client in [(NOBODY, app.test_client()), *signed_in(app, world)]:
        for endpoint, page in pages:
            answer = client.get(page)
            text = answer.get_data(as_text=True) if answer.mimetype.startswith("text/") else ""
            for name, canary in world.canaries.items():
                if canary in text:
                    found.setdefault((name, endpoint), set()).add(who)
    return found


def those_who_saw(seen, *names):
    return set().union(*(who for (name, _page), who in seen.items() if name in names))


@pytest.mark.timeout(400)
@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_private_words_are_shown_to_whom_the_table_says_and_to_nobody_else(seen):
    text = "".join(
        f"{name} · {page}: {', '.join(sorted(who))}\n" for (name, page), who in sorted(seen.items())
    )
    if os.environ.get("CANARY_TABLE") == "write":
        TABLE.write_text(text)

    assert those_who_saw(seen, "passphrase") == set()
    assert those_who_saw(seen, "essay") == {
        "decided applicant",
        "first reviewer",
        "second reviewer",
        "deciding chair",
    }
    assert those_who_saw(seen, "pairing") == {"decided applicant"}
    assert those_who_saw(seen, "letter", "review") == READERS
    assert those_who_saw(seen, "advice") <= {"deciding chair"}
    assert those_who_saw(seen, "note") == {"own intern"}
    assert NOBODY not in those_who_saw(seen, *(name for name, _page in seen))
    assert text == TABLE.read_text()
