"""Up gives the models' tables, down takes all back, on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from tests.databases import KINDS, new_database
from training import create_app
from training.config import Settings
from training.extensions import db
from training.models import Base


@pytest.fixture(params=KINDS)
def empty_app(request, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTEST_XDIST_WORKER", f"migrations_{tmp_path.name[:20]}".lower().replace("-", "_"))
    env = {"TRAINING_ENVIRONMENT": "test", "DATA_DIR": str(tmp_path)} | new_database(request.param, tmp_path)
    app = create_app(Settings.from_env(env))
    with app.app_context():
        yield app
        db.engine.dispose()
    app.extensions["vault"].close()


def test_up_gives_the_models_and_down_takes_all_back(empty_app):
    upgrade()
    with db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []

    downgrade(revision="base")

    assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}


def test_there_is_one_line_of_migrations():
    scripts = ScriptDirectory("migrations")
    numbers = sorted(script.revision for script in scripts.walk_revisions())

    assert scripts.get_heads() == [numbers[-1]]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
