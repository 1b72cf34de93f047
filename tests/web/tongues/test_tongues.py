"""The reader's language: asked of the browser, found among the catalogs, spoken on every page."""

from datetime import date

import pytest
from babel.messages.catalog import Catalog as Messages
from babel.messages.mofile import write_mo

from training.domain.tongue import ENGLISH, Shape, gettext
from training.web.tongues import Catalog, known
from training.web.tongues.pseudo import PSEUDO, accented


@pytest.fixture
def german(tmp_path):
    """A small catalog on disk, as `pybabel compile` leaves it."""
    words = Messages(locale="de")
    words.add("Sign in", "Anmelden")
    words.add(("%(number)s entry", "%(number)s entries"), ("%(number)s Eintrag", "%(number)s Einträge"))
    place = tmp_path / "de" / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "messages.mo").open("wb") as file:
        write_mo(file, words)
    return known(tmp_path)["de"]


def test_where_there_is_no_catalog_only_english_is_known(tmp_path):
    assert known(tmp_path) == {"en": ENGLISH}


def test_a_catalog_speaks_its_language(german):
    assert (german.code, german.direction) == ("de", "ltr")
    assert german.one("Sign in") == "Anmelden"
    assert german.one("Not translated yet") == "Not translated yet"
    assert german.many("%(number)s entry", "%(number)s entries", 2) == "%(number)s Einträge"
    assert german.number(12040) == "12.040"
    assert german.date(date(2028, 3, 18), Shape.DAY) == "18. März 2028"


def test_every_shape_of_a_date_has_a_pattern(german):
    from datetime import datetime

    assert "" not in {german.date(datetime(2028, 3, 18, 14, 2), shape) for shape in Shape}  # noqa: DTZ001


def test_arabic_runs_from_right_to_left():
    from babel.support import NullTranslations

    assert Catalog("ar", NullTranslations()).direction == "rtl"


# ------------------------------------------------------------------ the made-up ones


def test_accents_leave_names_and_markup_alone():
    assert accented("Sign %(name)s: 100 %% of <b>it</b>") == "⟦Šíğñ %(name)s: 100 %% óf <b>ít</b>⟧"


@pytest.mark.parametrize(("code", "direction"), [("en-XA", "ltr"), ("ar-XB", "rtl")])
def test_a_page_in_a_made_up_language(stranger, code, direction):
    page = stranger.get("/account/login", headers={"Accept-Language": code}).text

    assert f'<html lang="{code}" dir="{direction}">' in page
    assert PSEUDO[code].one("Sign in") in page


@pytest.mark.parametrize("asked", ["en-US,en;q=0.9", "ar,en;q=0.5", "de", "tlh", ""])
def test_who_asks_for_what_there_is_not_gets_english(stranger, asked):
    page = stranger.get("/", headers={"Accept-Language": asked}).text

    assert '<html lang="en" dir="ltr">' in page


def test_outside_of_a_request_everything_is_english(app):
    with app.app_context():
        assert gettext("Sign in") == "Sign in"
