"""Words on their way to a reader: English as they stand, another language where the edge says so."""

from datetime import UTC, date, datetime

import pytest

from training.domain import tongue
from training.domain.tongue import ENGLISH, Shape, gettext, marked, ngettext, say_date, say_number

MARCH = date(2028, 3, 18)


class Shouting:
    code, direction = "en-shout", "ltr"

    def one(self, text):
        return text.upper().replace("%(NAME)S", "%(name)s")

    def many(self, one, many, number):
        return self.one(one if number < 0 else many)

    def date(self, on, shape):
        return f"{shape.name} {on.isoformat()}"

    def number(self, number):
        return f"no. {number}"


@pytest.fixture
def shouting():
    before = tongue._choose
    tongue.speak(Shouting)
    yield
    tongue.speak(before)


def test_without_a_chooser_everything_is_english():
    assert gettext("Sign") == "Sign"
    assert gettext("100 % of it") == "100 % of it"
    assert gettext("Read by %(name)s.", name="Ruth") == "Read by Ruth."
    assert ngettext("%(number)s entry", "%(number)s entries", 1) == "1 entry"
    assert ngettext("%(number)s entry", "%(number)s entries", 1204) == "1,204 entries"
    assert say_number(12040) == "12,040"


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        (Shape.DAY, "18 March 2028"),
        (Shape.DAY_OF_YEAR, "18 March"),
        (Shape.SHORT_DAY, "18 Mar"),
        (Shape.WEEKDAY, "Sat 18 Mar"),
        (Shape.FULL_WEEKDAY, "Sat 18 Mar 2028"),
        (Shape.MONTH, "March 2028"),
        (Shape.SHORT_MONTH, "Mar 2028"),
        (Shape.MONTH_NAME, "March"),
        (Shape.SHORT_MONTH_NAME, "Mar"),
    ],
)
def test_a_date_in_each_shape(shape, words):
    assert say_date(MARCH, shape) == words


def test_a_moment_has_its_clock():
    moment = datetime(2028, 3, 18, 14, 2, tzinfo=UTC)

    assert say_date(moment, Shape.MOMENT) == "18 March 2028, 14:02"
    assert say_date(moment, Shape.CLOCK) == "14:02"


def test_what_the_edge_chooses_is_spoken_from_then_on(shouting):
    assert tongue.spoken().code == "en-shout"
    assert gettext("Read by %(name)s.", name="Ruth") == "READ BY Ruth."
    assert ngettext("%(name)s wrote", "%(name)s wrote it all", 3, name="Ruth") == "Ruth WROTE IT ALL"
    assert say_date(MARCH) == "DAY 2028-03-18"
    assert marked("Sign") == "Sign"


def test_english_counts_one_and_many():
    assert [ENGLISH.many("day", "days", number) for number in (0, 1, 2)] == ["days", "day", "days"]
