"""In whose language a page is written: that of the catalogs here which the browser asks for first.

A language is a folder in `training/translations`, made with `make messages` and Babel's own commands.
In the demo and in tests two made-up ones prove that nothing is left out: `en-XA` and `ar-XB`.
"""

from datetime import date
from pathlib import Path

from babel import Locale, dates, numbers
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from training.config import Settings
from training.domain import tongue
from training.domain.tongue import ENGLISH, Shape, Tongue
from training.web.tongues.pseudo import PSEUDO

CATALOGS = Path(__file__).parents[2] / "translations"

# The same shapes as CLDR writes them.
PATTERNS = {
    Shape.DAY: "long",
    Shape.DAY_OF_YEAR: "d MMMM",
    Shape.SHORT_DAY: "d MMM",
    Shape.WEEKDAY: "EEE d MMM",
    Shape.FULL_WEEKDAY: "EEE d MMM y",
    Shape.LONG_DAY: "full",
    Shape.MONTH: "MMMM y",
    Shape.SHORT_MONTH: "MMM y",
    Shape.MONTH_NAME: "LLLL",
    Shape.SHORT_MONTH_NAME: "LLL",
    Shape.MOMENT: "d MMMM y, HH:mm",
    Shape.CLOCK: "HH:mm",
}
CLOCKED = frozenset({Shape.MOMENT, Shape.CLOCK})


class Catalog:
    """A language with a catalog of its own."""

    def __init__(self, code: str, translations: NullTranslations) -> None:
        self.code = code
        self.locale = Locale.parse(code, sep="-")
        self.direction = self.locale.text_direction
        self.translations = translations

    def one(self, text: str) -> str:
        return self.translations.gettext(text)

    def many(self, one: str, many: str, number: int) -> str:
        return self.translations.ngettext(one, many, number)

    def date(self, on: date, shape: Shape) -> str:
        write = dates.format_datetime if shape in CLOCKED else dates.format_date
        return write(on, PATTERNS[shape], locale=self.locale)

    def number(self, number: int) -> str:
        return numbers.format_decimal(number, locale=self.locale)


def known(folder: Path = CATALOGS) -> dict[str, Tongue]:
    """English, and every language that has a compiled catalog, by its code (`pt-BR`)."""
    found = sorted(file.parts[-3] for file in folder.glob("*/LC_MESSAGES/messages.mo"))
    others = {name.replace("_", "-"): Translations.load(folder, [name]) for name in found}
    return {"en": ENGLISH} | {code: Catalog(code, words) for code, words in others.items()}


def of_request() -> Tongue:
    """The language of this answer; English where nobody asks, as in a job or a command."""
    spoken: Tongue | None = g.get("tongue") if g else None  # asked some hundred times a page
    if spoken is None:
        spoken = _wanted() if has_request_context() else ENGLISH
        if g:
            g.tongue = spoken
    return spoken


def _wanted() -> Tongue:
    """A made-up language only for whoever asks for exactly that: a browser set to Arabic gets English."""
    tongues: dict[str, Tongue] = current_app.extensions.get("tongues", {})
    if len(tongues) < 2:
        return ENGLISH
    asked = request.accept_languages
    if asked.best in tongues:
        return tongues[asked.best]
    return tongues[asked.best_match(real_tongues(), default="en")]


def real_tongues() -> list[str]:
    """The codes of the languages that somebody speaks."""
    return [code for code in current_app.extensions.get("tongues", {"en": ENGLISH}) if code not in PSEUDO]


def init_app(app: Flask, settings: Settings) -> None:
    tongues = known() | (PSEUDO if settings.is_demo or settings.is_test else {})
    Babel(app, configure_jinja=False, locale_selector=_for_babel)
    tongue.speak(of_request)
    app.extensions["tongues"] = tongues
    app.context_processor(lambda: {"tongue": of_request()})
    speak_in(app)


def _for_babel() -> str:
    """Flask-Security's own sentences follow; a made-up language is English to them."""
    code = of_request().code
    return "en" if code in PSEUDO else code.replace("-", "_")


def speak_in(app: Flask) -> None:
    """`_('…')` and `{% trans %}` in templates, by the same road as everywhere else."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    install = app.jinja_env.install_gettext_callables  # type: ignore[attr-defined]
    install(
        gettext=lambda text: tongue.spoken().one(text),
        ngettext=lambda one, many, number: tongue.spoken().many(one, many, number),
        newstyle=True,
    )
    app.jinja_env.globals["_"] = _in_template


@pass_eval_context
def _in_template(here: EvalContext, text: str, **values: object) -> str:
    """As Jinja's own, without its way through the whole context, which a page with many rows goes often."""
    said = tongue.spoken().one(text)
    return (Markup(said) if here.autoescape else said) % values  # noqa: S704  # nosec B704 -- our own sentence
