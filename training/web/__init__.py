"""The edge: pages, buttons and the hooks around each request."""

from flask import Flask

from training.config import Settings
from training.web import (
    access,
    account,
    application,
    cases,
    certificates,
    closed_file,
    cohorts,
    committee,
    compression,
    course,
    directory,
    erasure,
    evaluations,
    frame,
    freshness,
    headers,
    home,
    hooks,
    internship,
    inviting,
    keeping,
    operations,
    papers,
    people,
    post,
    program,
    reference,
    requests,
    staff,
    supervision,
    tongues,
    verify,
)
from training.web.sessions import ServerSessions

ROOMS = (
    home,
    application,
    reference,
    committee,
    course,
    cohorts,
    internship,
    cases,
    evaluations,
    supervision,
    certificates,
    verify,
    directory,
    people,
    inviting,
    papers,
    closed_file,
    erasure,
    staff,
    program,
    keeping,
    post,
    operations,
)


def init_app(app: Flask, settings: Settings) -> None:
    """Bind the hooks in the order a request meets them, then every room."""
    app.session_interface = ServerSessions()
    compression.init_app(app)
    requests.init_app(app)
    tongues.init_app(app, settings)
    account.init_app(app, settings)
    headers.init_app(app)
    access.init_app(app)
    hooks.init_app(app)
    freshness.init_app(app)
    frame.init_app(app)
    for room in ROOMS:
        app.register_blueprint(room.bp)
