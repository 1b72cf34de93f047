import re
from collections import Counter
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from tests.look.conftest import ROOT
from training.forms.design import SampleForm

FORMS = "{% from '_macros/forms.html' import button, field, filters, form as form_around, post_button %}"
PAGE = "{% from '_macros/page.html' import facts, numbered_pages, pages, status, steps %}"
WORK = "{% from '_macros/work.html' import tasks %}"
VISIBLE = [
    name
    for name, _ in SampleForm.__dict__.items()
    if hasattr(getattr(SampleForm, name), "field_class") and name != "once"
]


@pytest.fixture
def form(app):
    with app.test_request_context():
        yield SampleForm(meta={"csrf": False})


@pytest.fixture
def wrong(form):
    form.validate()
    return form


@pytest.fixture(scope="session")
def design(app) -> BeautifulSoup:
    answer = app.test_client().get("/design")
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def names(page: BeautifulSoup, element) -> str:
    """What a screen reader adds to a field: the texts that describe it."""
    return " | ".join(
        page.find(id=key).get_text(" ", strip=True) for key in element["aria-describedby"].split()
    )


# ------------------------------------------------------------------ the page with every part on it


def test_every_id_is_used_once(design):
    ids = Counter(element["id"] for element in design.find_all(id=True))

    assert [key for key, count in ids.items() if count > 1] == []


def test_what_points_at_an_id_finds_it(design):
    ids = {element["id"] for element in design.find_all(id=True)}
    wanted = [
        key
        for attribute in ("for", "aria-describedby", "aria-labelledby")
        for element in design.find_all(attrs={attribute: True})
        for key in element[attribute].split()
    ]
    anchors = [a["href"][1:] for a in design.find_all("a", href=re.compile("^#."))]

    assert [key for key in wanted if key not in ids] == []
    assert [
        key for key in anchors if key not in ids | {"passphrase"}
    ] == []  # not shown in the example with errors


def test_nothing_is_styled_or_scripted_inline(design):
    found = [
        (element.name, attribute)
        for element in design.select("*")
        for attribute in element.attrs
        if attribute == "style" or attribute.startswith("on")
    ]

    assert found == []
    assert design.find_all("style") == []
    assert [script for script in design.find_all("script") if not script.get("src")] == []


def test_every_field_has_a_label_of_its_own(design):
    labelled = {label["for"] for label in design.find_all("label")}
    fields = design.select("main input:not([type=hidden]), main select, main textarea")

    assert [field["id"] for field in fields if field["id"] not in labelled] == []


def test_every_form_that_posts_carries_the_token(design):
    posts = design.select("form[method=post]")

    assert len(posts) > 3
    assert [post for post in posts if not post.select("input[name=csrf_token][value]")] == []


def test_headings_go_down_without_a_gap(design):
    levels = [int(heading.name[1]) for heading in design.find_all(re.compile("^h[1-6]$"))]

    assert levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_every_macro_is_explained_and_shown_in_the_guide():
    guide = (ROOT / "docs/design.md").read_text()
    inner = {"first_id", "grouped", "label_text", "below_label", "field_error", "trail"}
    macros = [
        name
        for file in sorted((ROOT / "templates/_macros").glob("*.html"))
        for name in re.findall(r"{% macro (\w+)", file.read_text())
    ]

    assert [name for name in macros if name not in inner and f"{name}(" not in guide] == []


# ------------------------------------------------------------------ forms


@pytest.mark.parametrize(
    "name", ["title", "mail", "passphrase", "account", "case", "held", "began", "minutes", "letter"]
)
def test_field_binds_its_label_and_its_hint(show, form, name):
    page = show(FORMS + "{{ field(it, hint='A hint') }}", it=form[name])

    control = page.find(id=name)
    assert page.label["for"] == name
    assert names(page, control) == "A hint"
    assert "aria-invalid" not in control.attrs


def test_field_with_an_error_says_it_beside_the_field(show, wrong):
    page = show(FORMS + "{{ field(it) }}", it=wrong.title)

    control = page.find(id="title")
    assert control["aria-invalid"] == "true"
    assert names(page, control) == "Error: Give the session a title"


def test_field_says_who_reads_it_and_how_much_is_wanted(show, form):
    page = show(
        FORMS + "{{ field(it, readers='the committee', counter=200, why='It helps.') }}", it=form.account
    )

    assert names(page, page.textarea) == "Read by the committee. | At most 200 words."
    assert page.textarea["data-words"] == "200"
    assert page.details.p.string == "It helps."


@pytest.mark.parametrize(
    ("name", "optional"), [("title", False), ("account", True), ("mail", True), ("case", False)]
)
def test_field_says_so_only_where_it_is_optional(show, form, name, optional):
    page = show(FORMS + "{{ field(it) }}", it=form[name])

    assert bool(page.select(".optional")) is optional


@pytest.mark.parametrize("name", ["kind", "themes"])
def test_group_of_choices_is_a_fieldset_with_a_label_each(show, form, name):
    page = show(FORMS + "{{ field(it, hint='A hint') }}", it=form[name])

    assert names(page, page.fieldset) == "A hint"
    assert [label["for"] for label in page.find_all("label")] == [
        choice["id"] for choice in page.find_all("input")
    ]


def test_single_checkbox_stands_before_its_words(show, wrong):
    page = show(FORMS + "{{ field(it) }}", it=wrong["true"])

    assert page.label.find_previous_sibling()["id"] == "true"
    assert names(page, page.input) == "Error: Confirm that it is true"


def test_form_with_errors_lists_them_on_top_with_a_link_to_each(show, wrong):
    page = show(FORMS + "{% call form_around(f) %}{% endcall %}", f=wrong)

    summary = page.select_one(".summary")
    assert summary["tabindex"] == "-1"
    links = [a["href"] for a in summary.find_all("a")]
    assert links == ["#title", "#passphrase", "#case", "#kind-0", "#held", "#true"]


def test_form_keeps_hidden_fields_and_gives_them_no_id(show, form):
    page = show(FORMS + "{% call form_around(f, multipart=True, submit='Record') %}{% endcall %}", f=form)

    assert [(field["name"], field.get("id")) for field in page.select("input[type=hidden]")] == [
        ("csrf_token", None),
        ("once", None),
    ]
    assert page.form["enctype"] == "multipart/form-data"
    assert page.button.string == "Record"


def test_form_without_a_button_of_its_own(show, form):
    page = show(FORMS + "{% call form_around(f, submit=None) %}x{% endcall %}", f=form)

    assert page.find_all("button") == []


def test_filters_are_sent_by_get_and_leave_no_token_in_the_address(show, form):
    page = show(FORMS + "{% call filters(f) %}{% endcall %}", f=form)

    assert page.form["method"] == "get"
    assert page.select("input[name=csrf_token]") == []


def test_post_button_is_a_form_of_its_own(show):
    page = show(FORMS + "{{ post_button('Withdraw', '/x', 'danger', {'version': 3}, confirm='Really?') }}")

    assert (page.form["method"], page.form["action"]) == ("post", "/x")
    assert page.select_one("input[name=version]")["value"] == "3"
    assert page.button["popovertarget"] == page.dialog["id"]
    assert page.dialog.p.text == "Really?"
    assert [button["type"] for button in page.dialog.find_all("button")] == ["submit", "button"]


def test_words_of_people_are_escaped(show):
    page = show(FORMS + "{{ button(words) }}", words="<b>Sign</b>")

    assert page.button.string == "<b>Sign</b>"


# ------------------------------------------------------------------ pages and work


def test_steps_say_where_one_is_in_words(show):
    page = show(PAGE + "{{ steps(rows, 1) }}", rows=[{"label": "A"}, {"label": "B"}, {"label": "C"}])

    said = [re.sub(r"\s+", " ", li.get_text()).strip() for li in page.find_all("li")]
    assert said == ["A , done", "B , you are here", "C , still ahead"]
    assert [li.get("aria-current") for li in page.find_all("li")] == [None, "step", None]


def test_facts_name_what_is_missing(show):
    page = show(PAGE + "{{ facts([('Licence', 'PSY 1'), ('Valid to', none), ('Hours', 0)]) }}")

    assert [dd.get_text(strip=True) for dd in page.find_all("dd")] == ["PSY 1", "not given", "0"]


@pytest.mark.parametrize("kind", ["done", "here", "waiting", "late", "neutral"])
def test_status_is_a_word_with_a_shape_nobody_has_to_see(show, kind):
    page = show(PAGE + "{{ status('as it is', kind) }}", kind=kind)

    assert page.get_text(strip=True) == "as it is"
    assert page.svg["aria-hidden"] == "true"


def test_pages_lead_only_where_there_is_something(show):
    page = show(PAGE + "{{ pages(newer=none, older='?before=8', total='9 entries') }}")

    assert [(a["href"], a["rel"]) for a in page.find_all("a")] == [("?before=8", ["next"])]


def test_first_task_has_the_only_main_button(show):
    rows = [
        {"urgency": "late", "text": "A", "href": "/a", "label": "Go"},
        {"urgency": "open", "text": "B", "href": "/b", "label": "Go", "post": True},
    ]

    page = show(WORK + "{{ tasks(rows) }}", rows=rows)

    assert [a["href"] for a in page.select(".btn-primary")] == ["/a"]
    assert page.form["action"] == "/b"


# ------------------------------------------------------------------ tables


def test_table_names_its_cells_for_the_phone_and_its_rows_for_the_ear(show):
    page = show(
        "{% from '_macros/tables.html' import cell, table %}"
        "{% call(row) table('Entries', columns, [1, 2]) %}"
        "{{ cell('Date', row, head=True) }}{{ cell('Hours', row, 'num') }}{% endcall %}",
        columns=["Date", {"label": "Hours", "kind": "num", "sorted": "ascending", "href": "?s"}],
    )

    assert [
        (cell.name, cell["data-label"], cell.string) for cell in page.select("tbody tr:first-child > *")
    ] == [
        ("th", "Date", "1"),
        ("td", "Hours", "1"),
    ]
    assert page.select_one("[aria-sort=ascending] a")["href"] == "?s"


def test_table_without_rows_says_so_over_its_whole_width(show):
    page = show(
        "{% from '_macros/tables.html' import table %}"
        "{% call(row) table('Entries', ['Date', 'Hours'], [], empty='No entries in May.') %}{% endcall %}"
    )

    assert (page.tbody.td["colspan"], page.tbody.td.string) == ("2", "No entries in May.")
