"""The edge: pages, buttons and the hooks around each request."""

from flask import Flask

from training.config import Settings
from training.web import access, account, frame, headers, home, hooks
from training.web.sessions import ServerSessions


def init_app(app: Flask, settings: Settings) -> None:
    app.session_interface = ServerSessions()
    account.init_app(app, settings)
    headers.init_app(app)
    access.init_app(app)
    hooks.init_app(app)
    frame.init_app(app)
    for module in (home,):
        app.register_blueprint(module.bp)
