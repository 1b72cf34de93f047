"""What monitors ask, how files of the look are served, and what stands in the log of a request."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from tests.factories import make_person
from training import create_app
from training.config import Environment, Settings
from training.domain.roles import Role


def test_an_app_is_alive_and_ready_for_anyone(stranger, session):
    assert stranger.get("/healthz").json == {"status": "ok"}
    assert stranger.get("/readyz").json == {"status": "ok"}


def test_an_app_whose_tables_are_old_is_alive_but_not_ready_and_tells_strangers_no_more(stranger, session):
    session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    session.commit()

    answer = stranger.get("/readyz")

    assert (answer.status_code, answer.json) == (503, {"status": "not ready"})
    assert stranger.get("/healthz").status_code == 200


def test_whoever_finds_a_hole_is_told_to_whom_to_write(stranger):
    answer = stranger.get("/.well-known/security.txt")
    told = dict(line.split(": ", 1) for line in answer.text.splitlines())
    left = datetime.fromisoformat(told.pop("Expires")) - datetime.now(UTC)

    assert (answer.mimetype, answer.mimetype_params) == ("text/plain", {"charset": "utf-8"})
    assert told == {
        "Contact": "mailto:post@127.0.0.1",
        "Canonical": "http://127.0.0.1:5000/.well-known/security.txt",
        "Preferred-Languages": "en",
    }
    assert timedelta(days=178) < left < timedelta(days=181)


def test_figures_are_for_who_has_the_token(tmp_path):
    app = create_app(
        Settings.from_env(
            {"TRAINING_ENVIRONMENT": "test", "DATA_DIR": str(tmp_path), "METRICS_TOKEN": "let me see"}
        )
    )
    with app.app_context():
        from flask_migrate import upgrade

        upgrade()
    monitor = app.test_client()

    assert monitor.get("/metrics").status_code == 404
    assert monitor.get("/metrics", headers={"Authorization": "Bearer guess"}).status_code == 404
    figures = monitor.get("/metrics", headers={"Authorization": "Bearer let me see"}).text
    assert 'training_letters{status="waiting"} 0' in figures


def test_without_a_token_set_there_are_no_figures(stranger):
    assert stranger.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_a_file_has_an_address_that_changes_with_it_and_is_kept_for_good(app, stranger):
    version = app.extensions["static version"]

    lasting = stranger.get(f"/static/{version}/css/base.css")
    plain = stranger.get("/static/css/base.css")

    assert "immutable" in lasting.headers["Cache-Control"]
    assert plain.headers["Cache-Control"] == "max-age=60, public"
    assert lasting.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in lasting.headers
    assert lasting.data == plain.data
    assert f"/static/{version}/css/base.css" in stranger.get("/").text
    lasting.close()
    plain.close()


@pytest.mark.usefixtures("session")
def test_the_log_of_a_request_tells_the_route_and_never_the_address(app, stranger, sign_in):
    registrar = make_person(Role.REGISTRAR)
    client = sign_in(registrar)
    with capture_logs() as lines:
        stranger.get("/demo/mailbox/tok-3n?code=123456")
        client.get("/staff/post/")

    told = [(line["route"], line["status"], line["person"]) for line in lines if line["event"] == "request"]
    assert told == [("/demo/mailbox/<name>", 404, None), ("/staff/post/", 200, registrar.ref)]
    assert "tok-3n" not in str(lines)
    assert "123456" not in str(lines)


def test_page_of_parts_is_shown_in_tests_and_the_demo_alone(app, stranger, monkeypatch):
    assert "The parts of every page" in stranger.get("/account/design").text

    at_work = app.extensions["settings"].model_copy(update={"environment": Environment.PRODUCTION})
    monkeypatch.setitem(app.extensions, "settings", at_work)

    assert stranger.get("/account/design").status_code == 404
