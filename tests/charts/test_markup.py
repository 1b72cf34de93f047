"""What holds of the markup of every picture in every state."""

from collections import Counter
from datetime import date

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings

from tests.charts.looking import faults
from tests.charts.strategies import labels
from training.charts.attendance import Attendance, Attendee
from training.charts.frame import show
from training.charts.funnel import Funnel, Stage
from training.charts.ink import Room
from training.charts.life import Life, Row
from training.charts.medium import Medium
from training.charts.months import Kind, Month, Months, Pace
from training.charts.samples import drawn, large, shown
from training.charts.scores import Quality, Score, Scores, show_scores

DAY = date(2026, 5, 1)
SHOWN = {medium: shown(medium) | {"large": [show(one, medium) for one in large()]} for medium in Medium}
STATES = [(kind, number) for kind, states in SHOWN[Medium.PAGE].items() for number in range(len(states))]
every = pytest.mark.parametrize(("kind", "number"), STATES, ids=str)


def page(kind, number, medium=Medium.PAGE):
    return BeautifulSoup(SHOWN[medium][kind][number], "html.parser")


@every
def test_every_picture_has_a_name_a_description_and_a_table(kind, number):
    figure = page(kind, number).figure

    for image in figure.select("svg[role=img]"):
        name, told = image.find(id=image["aria-labelledby"]), image.find(id=image["aria-describedby"])
        assert (name.name, told.name) == ("title", "desc")
        assert name.string.strip()
        assert told.string.strip()
    assert [summary.get_text() for summary in figure.select("details > summary")] != []
    assert [
        svg
        for svg in figure.select("svg")
        if not (svg.get("role") or svg.get("aria-hidden") or svg.find_parent("svg"))
    ] == []


@every
def test_no_style_no_script_and_no_colour_in_the_markup(kind, number):
    found = page(kind, number)

    assert found.find_all(["style", "script"]) == []
    assert [
        (one.name, attribute)
        for one in found.select("*")
        for attribute in one.attrs
        if attribute == "style" or attribute.startswith("on") or attribute == "stroke"
    ] == []
    assert {one["fill"] for one in found.select("[fill]")} <= {"url(#hatch)", "url(#hatch-soft)", "none"}


@pytest.mark.parametrize("room", Room)
@pytest.mark.parametrize("picture", drawn(), ids=lambda picture: picture.id)
def test_no_example_is_crowded(picture, room):
    assert faults(picture.draw(room)) == []


def test_ids_are_used_once():
    ids = Counter(one["id"] for kind, number in STATES for one in page(kind, number).find_all(id=True))

    assert [key for key, times in ids.items() if times > 1] == []


@every
def test_paper_gets_one_drawing_with_its_clothes_on(kind, number):
    found = page(kind, number, Medium.PAPER)

    assert [svg for svg in found.select("svg[role=img], .key > li > svg") if not svg.find("style")] == []
    assert found.select("details, .chart-frame > .chart-narrow") == []


@settings(deadline=None, max_examples=30)
@given(labels)
def test_words_of_people_stay_words(label):
    pictures = [
        show(
            Months(
                id="a",
                title=label,
                kinds=(Kind(label, "first"),),
                months=(Month(DAY, (60,)),),
                pace=Pace(30, label),
                note=label,
            )
        ),
        show(Life(id="b", title=label, first=DAY, last=DAY, today=DAY, rows=(Row(label, label, label),))),
        show(Funnel(id="c", title=label, stages=(Stage(label, 1, 1, None),))),
        show(Attendance(id="d", title=label, days=(label,), people=(Attendee(label, (None,)),))),
        show_scores(
            Scores(id="e", title=label, qualities=(Quality("q", label, 2, (Score(label, 1, label),)),))
        ),
    ]

    for picture in pictures:
        found = BeautifulSoup(picture, "html.parser")
        assert found.find_all(["script", "b"], string=lambda text: text == "alert(1)") == []
        assert [one for one in found.select("*") if "onload" in one.attrs] == []
        assert {one.name for one in found.select("*")} <= NAMES


NAMES = {
    *(
        "figure",
        "div",
        "svg",
        "title",
        "desc",
        "rect",
        "line",
        "text",
        "circle",
        "path",
        "figcaption",
        "ul",
        "li",
    ),
    *("p", "b", "details", "summary", "span", "table", "caption", "thead", "tbody", "tr", "th", "td"),
}
