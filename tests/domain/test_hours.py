from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain import hours, tongue

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("minutes", "written"),
    [
        (0, "0 min"),
        (45, "45 min"),
        (60, "1 h"),
        (90, "1 h 30"),
        (65, "1 h 05"),
        (120, "2 h"),
        (60000, "1,000 h"),
        (-90, "−1 h 30"),
    ],
)
def test_as_hours(minutes, written):
    assert hours.as_hours(minutes) == written


def test_the_same_minutes_are_said_to_each_reader_in_their_own_words(monkeypatch):
    class German(tongue.English):
        code = "de"

        def one(self, text):
            return text.replace(" h", " Std.")

    in_english = hours.as_hours(90)
    monkeypatch.setattr(tongue, "_choose", German)

    assert (in_english, hours.as_hours(90)) == ("1 h 30", "1 Std. 30")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90", 90),
        ("1:30", 90),
        ("1 h 30", 90),
        ("1h30", 90),
        ("1 h 5 min", 65),
        (" 2 Hours ", 120),
        ("45 min", 45),
        ("2h", 120),
        ("0:05", 5),
    ],
)
def test_minutes_in(text, minutes):
    assert hours.minutes_in(text) == minutes


@pytest.mark.parametrize("text", ["", "soon", "1:60", "1.5", "-5", "1:3", "1 h 75", "h", "1:30:00"])
def test_minutes_in_what_is_no_duration_are_refused(text):
    with pytest.raises(hours.NotADuration) as refused:
        hours.minutes_in(text)
    assert str(refused.value) == f"“{text}” is not a duration. Write 90, 1:30 or 1 h 30."


@given(st.integers(0, 50_000))
def test_minutes_written_are_read_back(minutes):
    assert hours.minutes_in(hours.as_hours(minutes).replace(",", "")) == minutes


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 1, 15), date(2026, 2, 14), 0),
        (date(2026, 1, 15), date(2026, 2, 15), 1),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2024, 2, 29), date(2026, 2, 28), 24),
        (date(2025, 5, 1), date(2025, 4, 1), 0),
        (date(2026, 5, 1), date(2026, 5, 1), 0),
    ],
)
def test_months_between(start, end, months):
    assert hours.months_between(start, end) == months


@given(DAYS, st.integers(0, 200))
def test_months_between_undo_add_months(day, months):
    assert hours.months_between(day, hours.add_months(day, months)) == months


def test_month_of():
    assert hours.month_of(date(2026, 10, 31)) == "2026-10"


@pytest.mark.parametrize(("period", "last"), [("2026-02", 28), ("2028-02", 29), ("2026-12", 31)])
def test_month_ends(period, last):
    assert hours.month_ends(period).day == last


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026-1", "0000-01", "October"])
def test_month_that_is_none_is_refused(text):
    with pytest.raises(hours.NotAMonth, match=f"“{text}” is not a month"):
        hours.month_ends(text)


@pytest.mark.parametrize(
    ("period", "months", "last"),
    [
        ("2026-10", 1, date(2026, 11, 30)),
        ("2026-12", 1, date(2027, 1, 31)),
        ("2026-01", 2, date(2026, 3, 31)),
    ],
)
def test_sign_by(period, months, last):
    assert hours.sign_by(period, months) == last


@pytest.mark.parametrize(
    ("spans", "days"),
    [
        ([], 0),
        ([(date(2026, 1, 5), date(2026, 1, 5))], 1),
        ([(date(2026, 1, 1), date(2026, 1, 10)), (date(2026, 1, 8), date(2026, 1, 12))], 12),
        ([(date(2026, 1, 1), date(2026, 1, 10)), (date(2026, 1, 3), date(2026, 1, 4))], 10),
        ([(date(2025, 12, 1), date(2026, 3, 1))], 31),
        ([(date(2027, 1, 1), date(2027, 3, 1))], 0),
    ],
)
def test_days_covered_in_january(spans, days):
    assert hours.days_covered(spans, date(2026, 1, 1), date(2026, 1, 31)) == days
