from pathlib import Path

from training import create_app, static
from training.config import Settings


def test_first_start_serves_compressed_files_as_soon_as_they_are_made(tmp_path):
    settings = Settings.from_env({"TRAINING_ENVIRONMENT": "test", "DATA_DIR": str(tmp_path)})
    app = create_app(settings)
    client, path = app.test_client(), f"/static/{app.extensions['static version']}/css/base.css"
    with client.get(path, headers={"Accept-Encoding": "br"}) as plain:
        assert "Content-Encoding" not in plain.headers
        as_it_is = len(plain.data)

    static.compress(settings, Path(app.static_folder))
    static.offer(app, settings)

    with client.get(path, headers={"Accept-Encoding": "br"}) as compressed:
        assert compressed.headers["Content-Encoding"] == "br"
        assert compressed.headers["Cache-Control"] == "max-age=315360000, public, immutable"
        assert len(compressed.data) < as_it_is / 2
