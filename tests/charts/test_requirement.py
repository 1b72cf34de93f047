import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.charts.looking import faults
from training.charts.requirement import Requirement, Requirements, show_requirements

numbers = st.integers(0, 10**6)


def asked(countable, pending, needed, raw=0, **options):
    return Requirement(
        id="sessions",
        label="Sessions",
        rule="at least so many",
        needed=needed,
        countable=countable,
        pending=pending,
        raw=max(raw, countable + pending),
        countable_text=str(countable),
        pending_text=str(pending) if pending else "",
        needed_text=str(needed),
        **options,
    )


@settings(deadline=None, max_examples=30)
@given(numbers, numbers, numbers, numbers)
def test_bar_never_leaves_its_track(countable, pending, needed, raw):
    assert faults(asked(countable, pending, needed, raw).draw()) == []


@pytest.mark.parametrize(
    ("countable", "pending", "needed", "raw", "parts"),
    [
        (186, 18, 300, 219, [("first", 62), ("waits", 6), ("idle", 5)]),
        (90, 40, 100, 0, [("first", 90), ("waits", 10)]),
        (120, 10, 100, 0, [("first", 100)]),
        (0, 0, 100, 0, []),
        (0, 0, 0, 0, []),
    ],
    ids=["on the way", "more waits than is needed", "more than needed", "nothing yet", "nothing needed"],
)
def test_parts_follow_one_another(countable, pending, needed, raw, parts):
    drawn = asked(countable, pending, needed, raw).draw().bars

    assert [(one.kind, round(one.width, 3)) for one in drawn[1:]] == parts
    assert (drawn[0].kind, drawn[0].width) == ("needed", 100)


def shown(**options):
    rows = (asked(186, 18, 300, met=True, href="/log"), asked(1, 0, 2))
    picture = Requirements(id="r", title="Where you stand", rows=rows[: options.pop("number", 2)], **options)
    return BeautifulSoup(show_requirements(picture), "html.parser")


def test_row_says_its_figures_in_words_too():
    page = shown(number=1)

    assert page.select_one(".req-figures").get_text() == "Met: 186 + 18 waiting, of 300"
    assert page.select_one(".req-name a")["href"] == "/log"
    assert page.select_one("svg[role=img] desc").string == "Met: 186 + 18 waiting, of 300"


def test_key_names_what_does_not_count_only_where_there_is_some():
    assert [one.get_text(strip=True) for one in shown().select(".key li")] == [
        "counts",
        "waits for a signature",
        "still needed",
    ]
    assert shown(has_key=False).select(".key") == []


def test_less_than_nothing_is_refused():
    with pytest.raises(ValueError, match="Requirement"):
        asked(-1, 0, 1)
