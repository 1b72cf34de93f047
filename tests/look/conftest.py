"""A tiny app around the macros: no database, no sign-in, only what the templates ask of the real one."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask, Response, render_template, render_template_string
from flask_wtf import CSRFProtect

from training.charts.samples import shown
from training.domain.tongue import ENGLISH
from training.forms.design import SampleForm
from training.web.tongues import speak_in

ROOT = Path(__file__).parents[2]


@dataclass
class Place:
    """One entry of a navigation."""

    label: str
    href: str = "#"
    current: bool = False


@dataclass
class Person:
    name: str
    links: list[Place] = field(default_factory=lambda: [Place("My account", "/account/")])


SITE = {"name": "Surrogate Partner Training", "body": "Institute for Touch and Trust"}
NAV = [
    Place("My page", current=True),
    *[Place(word) for word in ("Log", "Cases", "Supervision", "Certificates")],
]


@pytest.fixture(scope="session")
def app():
    app = Flask("look", template_folder=ROOT / "templates", static_folder=ROOT / "static")
    app.config.update(SECRET_KEY="for tests", TESTING=True)
    CSRFProtect(app)
    app.add_template_global(lambda path: f"/static/{path}", "asset")
    speak_in(app)
    app.context_processor(
        lambda: {
            "site": SITE,
            "nav": NAV,
            "reader": Person("Ines Moreau"),
            "demo": True,
            "tongue": ENGLISH,
        }
    )
    app.add_url_rule("/design", view_func=design_page)
    app.after_request(guard)
    return app


def guard(response: Response) -> Response:
    """The product's own content security policy: what breaks it shows in the browser's console."""
    response.headers["Content-Security-Policy"] = (
        "default-src 'self'; img-src 'self' data:; object-src 'none'"
    )
    return response


def design_page() -> str:
    wrong = SampleForm(meta={"csrf": False})
    wrong.validate()
    return render_template("account/design.html", form=SampleForm(prefix="a"), wrong=wrong, pictures=shown())


@pytest.fixture
def show(app):
    """Render a piece of template with all macros at hand and give it back parsed."""

    def render(source: str, **values: object) -> BeautifulSoup:
        with app.test_request_context():
            return BeautifulSoup(render_template_string(source, **values), "html.parser")

    return render
