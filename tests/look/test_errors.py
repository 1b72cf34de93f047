import pytest
from bs4 import BeautifulSoup
from flask import render_template

from tests.look.conftest import SITE

CODES = [400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503]


def page(app, code: int, **values: object) -> BeautifulSoup:
    with app.test_request_context():
        return BeautifulSoup(render_template(f"errors/{code}.html", **values), "html.parser")


@pytest.mark.parametrize("code", CODES)
def test_error_page_says_what_happened_and_leads_on(app, code):
    answer = page(app, code)

    assert answer.title.string == f"{answer.h1.string} · {SITE['name']}"
    assert len(answer.select("main .prose p")) >= 1
    assert len(answer.select("main a.btn-primary[href^='/']")) == 1


def test_error_pages_have_a_title_each(app):
    assert len({page(app, code).title.string for code in CODES}) == len(CODES)


@pytest.mark.parametrize("code", [500, 503])
def test_pages_for_when_all_is_broken_need_nothing_but_addresses(app, code):
    answer = BeautifulSoup(app.jinja_env.get_template(f"errors/{code}.html").render(), "html.parser")

    assert answer.h1.string == page(app, code).h1.string


def test_rule_speaks_for_itself_where_it_has_words(app):
    assert (
        page(app, 409, message="The month is already sent.").select_one(".lead").string
        == "The month is already sent."
    )


def test_conflict_gives_back_what_was_typed(app):
    answer = page(
        app, 409, typed=[("Remark", "Two\nlines <b>")], changed=[("Remark", "theirs")], back="/log/3"
    )

    assert answer.textarea.string.strip() == "Two\nlines <b>"
    assert answer.select_one("label")["for"] == answer.textarea["id"]
    assert answer.dd.string == "theirs"
    assert answer.select_one("main a.btn-primary")["href"] == "/log/3"
