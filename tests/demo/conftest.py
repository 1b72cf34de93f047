"""The demo, as its first start left it."""

import pytest

from training import create_app
from training.config import Settings
from training.extensions import db


@pytest.fixture(scope="module")
def demo(demo_to_copy, tmp_path_factory):
    folder = demo_to_copy(tmp_path_factory.mktemp("demo"))
    app = create_app(Settings.from_env({"TRAINING_ENVIRONMENT": "test", "DATA_DIR": str(folder)}))
    yield app
    with app.app_context():
        db.engine.dispose()
