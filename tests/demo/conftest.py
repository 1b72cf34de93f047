"""The demo, built once in a database of its own by the command that people use."""

import pytest

from training import create_app
from training.cli.demo import ready, timed
from training.config import Settings
from training.extensions import db


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    (folder / "demo").write_text("Everything in this folder is invented.\n")
    app = create_app(Settings.from_env({"TRAINING_ENVIRONMENT": "test", "DATA_DIR": str(folder)}))
    with app.app_context():
        ready()
        timed(app)
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()
