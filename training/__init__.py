"""From application to verified certificate: the record of a surrogate partner training program."""

from pathlib import Path
from typing import Any

from flask import Flask

from training import cli, logs, static, web
from training.config import Settings, secret_from
from training.engine import engine_options, prepare
from training.extensions import LaterMigrate, csrf, db, limiter, only_reads
from training.jobs import erasing, keeping, nudge
from training.vault import KeyStore, MasterKeys, Vault
from training.web import counting

ROOT = Path(__file__).parent.parent
LARGEST_BODY = 12 * 1024 * 1024


class Tracker(Flask):
    """Flask, with one difference: full addresses come from the settings, never from the request.

    Whoever asks for a letter decides the Host header; it must not decide where the link in it leads.
    """

    def url_for(self, /, endpoint: str, *, _external: bool | None = None, **values: Any) -> str:
        path = super().url_for(endpoint, _external=False, **values)
        settings: Settings = self.extensions["settings"]
        return settings.public_url + path if _external else path


def create_app(settings: Settings | None = None) -> Flask:
    """Put the parts together; decide nothing here."""
    settings = settings or Settings.from_env()
    if not settings.is_test:
        logs.set_up(for_people=settings.is_demo)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    app = Tracker(__name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.config.from_mapping(flask_config(settings))
    app.extensions["settings"] = settings
    app.extensions["factory"] = create_app  # the commands are imported here, so they cannot import this
    app.extensions["vault"] = make_vault(settings)

    db.init_app(app)
    with app.app_context():
        prepare(db.engine, is_reading=only_reads)
    app.extensions["migrate"] = LaterMigrate(app, ROOT / "migrations")
    csrf.init_app(app)
    limiter.init_app(app)
    web.init_app(app, settings)
    static.init_app(app, settings)
    nudge.init_app()
    keeping.init_app()
    erasing.init_app()
    cli.init_app(app)
    return app


def flask_config(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key.get_secret_value() or secret_from(settings.data_dir / "secret.key"),
        "SQLALCHEMY_DATABASE_URI": settings.database,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings.database),
        "SESSION_COOKIE_NAME": "__Host-sid",
        "MAX_CONTENT_LENGTH": LARGEST_BODY,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session: nobody loses an essay to a stale token
        "RATELIMIT_STORAGE_URI": settings.redis_url or counting.ADDRESS,
        "RATELIMIT_ENABLED": not settings.is_test,
        "TESTING": settings.is_test,
        "WTF_CSRF_ENABLED": not settings.is_test,  # its own tests turn it on
        "IS_HTTPS": settings.is_https,
        "PREFERRED_URL_SCHEME": "https" if settings.is_https else "http",
    }


def make_vault(settings: Settings) -> Vault:
    """Open the key store beside the data; master keys as set, or from a file made on the first start."""
    store = KeyStore(settings.keystore)
    store.create()
    store.close()  # nothing stays open: whoever serves this forks
    given = settings.master_keys.get_secret_value()
    if given:
        return Vault(store, MasterKeys.parse(given))
    file = settings.data_dir / "master.key"
    return Vault(store, MasterKeys.from_file(file), reread=lambda: MasterKeys.from_file(file))
