"""`flask check`, on a database as people leave it and as nobody should."""

import pytest
from sqlalchemy import update

from tests.factories_internship import make_internship
from training.models import KeptProgress


@pytest.fixture
def check(app):
    return lambda *options: app.test_cli_runner().invoke(args=["check", *options])


def test_progress_changed_by_hand_is_named_and_rebuilt(check, saved, session):
    internship = make_internship(saved=saved)
    assert check("--rebuild").exit_code == 0
    session.execute(update(KeptProgress).values(met=KeptProgress.asked))
    session.commit()

    found, mended, again = check(), check("--rebuild"), check()

    kept = "The progress kept for lists is what the engine answers for its day."
    assert (found.exit_code, found.output) == (1, f"internship {internship.ref}: not so: {kept}\n1 faults.\n")
    assert (mended.exit_code, again.exit_code) == (0, 0)
