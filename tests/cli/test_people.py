"""`flask people`: a second factor that was lost. Invitations have tests of their own with the account."""

from sqlalchemy import select

from tests.factories import NOON, make_person
from training.domain.roles import Role
from training.models import Event, Letter, Passkey


def test_a_lost_second_factor_is_taken_away_on_the_record_and_told(app, session, saved):
    person = make_person(Role.CHAIR, email="nora@example.org")
    person.tf_primary_method, person.tf_totp_secret, before = "authenticator", "x", person.fs_uniquifier
    key = Passkey(ref="K-1", person=person, name="n", credential_id=b"1", public_key=b"")
    key.counter, key.added_at = 0, NOON
    saved(person, key)

    done = app.test_cli_runner().invoke(args=["people", "forget-second-factor", "Nora@example.org"])

    assert done.exit_code == 0
    session.expire_all()
    assert (person.tf_primary_method, person.tf_totp_secret) == (None, None)
    assert person.fs_uniquifier != before
    assert session.scalars(select(Passkey)).all() == []
    kinds = select(Event.kind).where(Event.kind.startswith("account."))
    assert session.scalars(kinds).all() == ["account.second_factor_off"]
    assert session.scalars(select(Letter.to)).all() == ["nora@example.org"]


def test_of_nobody_nothing_is_taken_away(app):
    done = app.test_cli_runner().invoke(args=["people", "forget-second-factor", "nobody@example.org"])
    assert (done.exit_code, "Nobody has the address" in done.output) == (1, True)
