"""`flask program publish`, on a database as the first start leaves it."""

from pathlib import Path

from sqlalchemy import select

from tests.factories import PROGRAM_FILE
from training.models import Chain, ProgramVersion
from training.queries.program import current


def as_version(name, tmp_path):
    file = tmp_path / "program.toml"
    file.write_text(PROGRAM_FILE.read_text().replace('version = "2026.1"', f'version = "{name}"', 1))
    return str(file)


def test_publish_makes_a_version_current_and_keeps_the_one_before(app, session, tmp_path):
    done = app.test_cli_runner().invoke(args=["program", "publish", as_version("2026.2", tmp_path)])
    versions = session.scalars(select(ProgramVersion.version).order_by(ProgramVersion.id)).all()
    assert (done.exit_code, versions) == (0, ["2026.1", "2026.2"])
    assert session.scalars(select(Chain.length).where(Chain.kind == "program")).all() == [1]


def test_the_one_published_last_is_current_whatever_it_is_called(app, session):
    modular = PROGRAM_FILE.parents[2] / "docs" / "programs" / "modular.toml"
    done = app.test_cli_runner().invoke(args=["program", "publish", str(modular)])
    assert (done.exit_code, session.scalars(current()).one().program) == (0, "modular")


def test_publish_of_a_version_there_is_already_is_refused(app, session, tmp_path):
    done = app.test_cli_runner().invoke(args=["program", "publish", as_version("2026.1", tmp_path)])
    assert done.exit_code == 1
    assert "Version 2026.1 is published already" in done.output
    assert session.scalars(select(ProgramVersion.version)).all() == ["2026.1"]


def test_a_changed_consent_needs_its_next_version(app, session, tmp_path):
    file = Path(as_version("2026.2", tmp_path))
    unnumbered = file.read_text().replace("asks for it for one purpose", "asks for it for two purposes")
    file.write_text(unnumbered)
    refused = app.test_cli_runner().invoke(args=["program", "publish", str(file)])
    assert refused.exit_code == 1
    assert "“Your consent to very personal questions” has changed and is still version 1." in refused.output
    assert session.scalars(select(ProgramVersion.version)).all() == ["2026.1"]
    session.commit()

    file.write_text(
        unnumbered.replace("[application.consent]\nversion = 1", "[application.consent]\nversion = 2")
    )
    assert app.test_cli_runner().invoke(args=["program", "publish", str(file)]).exit_code == 0


def test_publish_of_no_program_explains_and_stores_nothing(app, session, tmp_path):
    file = tmp_path / "program.toml"
    file.write_text('id = "nothing"\n')
    done = app.test_cli_runner().invoke(args=["program", "publish", str(file)])
    assert done.exit_code == 2
    assert session.scalars(select(ProgramVersion.version)).all() == ["2026.1"]
