"""Every kind of event is told in a sentence of its own."""

import re
from pathlib import Path

from training.domain.machines import MACHINES
from training.domain.sentences import SENTENCES, sentence

PACKAGE = Path(__file__).parent.parent.parent / "training"
MOVES = {f"{machine.id}.{arrow.move}" for machine in MACHINES for arrow in machine.arrows}
WRITTEN = {
    kind
    for path in PACKAGE.rglob("*.py")
    for kind in re.findall(r'write\(\s*[\w.()]+,\s*"([a-z_]+\.[a-z_]+)"', path.read_text())
}
NAMED = {
    kind
    for path in (PACKAGE / "actions").glob("*.py")
    for kind in re.findall(r'"([a-z_]+\.[a-z_]+)"', path.read_text())
}


def test_every_kind_of_event_has_its_sentence():
    assert (MOVES | WRITTEN) - set(SENTENCES) == set()


def test_every_machines_sentence_is_of_something_that_happens():
    ours = {kind for kind in SENTENCES if kind.split(".")[0] in {machine.id for machine in MACHINES}}
    assert ours - MOVES - NAMED == set()


def test_a_sentence_fills_in_its_facts():
    assert sentence("role.appoint", {"role": "mentor"}) == "Took up the role of mentor."


def test_an_old_event_without_the_fact_still_has_a_sentence():
    assert sentence("licence.verify", {}) == "A licence was verified, valid to …."


def test_a_kind_from_another_time_gets_a_plain_sentence():
    assert sentence("sign_off.wave_at", {}) == "Sign-off request: wave at."
