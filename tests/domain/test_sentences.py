"""What a timeline reads aloud."""

from training.domain.machines import MACHINES
from training.domain.sentences import SENTENCES, sentence


def test_every_step_of_every_machine_has_a_sentence_of_its_own():
    steps = {f"{machine.id}.{arrow.move.value}" for machine in MACHINES for arrow in machine.arrows}

    assert steps - SENTENCES.keys() == set()


def test_facts_are_filled_in_and_missing_ones_leave_a_gap():
    assert sentence("role.appoint", {"role": "mentor"}) == "Took up the role of mentor."
    assert sentence("role.appoint", {}) == "Took up the role of …."


def test_kind_without_a_sentence_is_still_readable():
    assert sentence("sign_off.look_at", {}) == "Sign-off request: look at."
