"""`flask db`, whose commands are imported only when one is typed."""

from training import create_app
from training.config import Settings


def test_db_upgrade_and_check_run_from_the_command_line(tmp_path):
    app = create_app(Settings.from_env({"TRAINING_ENVIRONMENT": "test", "DATA_DIR": str(tmp_path)}))

    up = app.test_cli_runner().invoke(args=["db", "upgrade"])
    check = app.test_cli_runner().invoke(args=["db", "check"])
    app.extensions["vault"].close()

    assert (up.exit_code, check.exit_code) == (0, 0)
