from random import Random

from tests.factories import program
from training.demo import voices
from training.domain.answers import open_parts, still_open
from training.domain.identifiers import found_in


def dice(seed):
    return Random(seed)  # noqa: S311 -- nothing secret


def test_every_voice_has_enough_to_send():
    for seed in range(200):
        texts = voices.answers(dice(seed), name="Ada Example", email="ada@example.org")
        assert open_parts(program().application, texts) == []


def test_every_referee_answers_every_question():
    for seed in range(50):
        assert still_open(program().references.questions, voices.letter(dice(seed))) == []


def test_same_seed_says_the_same():
    assert voices.essay(dice(7)) == voices.essay(dice(7))
    assert voices.essay(dice(7)) != voices.essay(dice(8))


def test_notes_hold_nothing_by_which_a_client_could_be_known():
    notes = voices.voices()["notes"]
    assert [found_in(text) for text in notes["texts"] + notes["study"]] == [()] * 12
