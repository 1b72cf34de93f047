"""In another language every figure, every grouping and every order is the same; only the sentences differ."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.requirements.books import ASKED, BACB, BBS, FAR, answered, entries
from training.domain.tongue import ENGLISH, English, speak


class Backwards(English):
    """Sorts the other way round than English."""

    code = "xx"

    def one(self, text):
        return f"{chr(0x7A - len(text) % 26)} {text}"

    def many(self, one, many, number):
        return self.one(super().many(one, many, number))

    def date(self, on, shape):  # noqa: ARG002 -- as the protocol has it
        return f"{9999 - on.year} {on.isoformat()}"


@pytest.fixture(autouse=True)
def english_again():
    yield
    speak(lambda: ENGLISH)


def taken(found):
    return [
        (one.period, one.scope, cut.rule, cut.policy, cut.minutes)
        for one in found.periods
        for cut in one.adjustments
    ]


@pytest.mark.parametrize("name", [BACB, BBS])
@settings(max_examples=25)
@given(data=st.data())
def test_what_is_taken_does_not_depend_on_the_language(name, data):
    log, on = data.draw(st.lists(entries(name, FAR), max_size=25)), data.draw(ASKED)
    speak(lambda: ENGLISH)
    english = answered(name, log, on)
    speak(Backwards)
    other = answered(name, log, on)
    assert taken(other) == taken(english)
    assert [len(one.reasons) for one in other.answers] == [len(one.reasons) for one in english.answers]
