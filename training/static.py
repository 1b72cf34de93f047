"""Files of the look, served before Flask is asked; under an address that changes with them, for good.

The whole folder has one version, `/static/<version>/css/base.css`, so what one file names relative to itself
(the fonts in a style sheet, a script that imports another) has the version too.
"""

import shutil
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask
from whitenoise import WhiteNoise

from training.config import Settings

HEADERS = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"}
A_MINUTE = 60


@cache
def version_of(folder: Path) -> str:
    digest = sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            digest.update(f"{file.relative_to(folder)}\0".encode())
            digest.update(sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:8]


def compressed(settings: Settings, folder: Path) -> Path:
    """Where the compressed copy of this version stands, once `compress` has made it."""
    return settings.data_dir / "static" / version_of(folder)


def compress(settings: Settings, folder: Path) -> None:
    """Copy the files with a .gz and a .br beside each, once for each version; older versions go."""
    from whitenoise.compress import Compressor  # noqa: PLC0415 -- brings brotli, once in the life of a version

    place = compressed(settings, folder)
    if place.exists():
        return
    shutil.rmtree(place.parent, ignore_errors=True)
    unfinished = place.with_name("unfinished")
    shutil.copytree(folder, unfinished)
    compressor = Compressor(quiet=True)
    for file in list(unfinished.rglob("*")):
        if file.is_file() and compressor.should_compress(file.name):
            compressor.compress(str(file))
    unfinished.rename(place)


def init_app(app: Flask, settings: Settings) -> None:
    folder = Path(app.static_folder or "static")
    version = version_of(folder)
    app.extensions["static version"] = version
    front = WhiteNoise(
        app.wsgi_app,
        max_age=A_MINUTE,
        allow_all_origins=False,
        add_headers_function=_add_headers,
        immutable_file_test=lambda _path, url: url.startswith(f"/static/{version}/"),
    )
    app.extensions["static front"] = front
    offer(app, settings)
    app.wsgi_app = front  # type: ignore[method-assign]


def offer(app: Flask, settings: Settings) -> None:
    """Serve the compressed copy where there is one. Asked again once `compress` has made it."""
    folder, front = Path(app.static_folder or "static"), app.extensions["static front"]
    served = str(compressed(settings, folder) if compressed(settings, folder).exists() else folder)
    front.add_files(served, prefix="static/")
    front.add_files(served, prefix=f"static/{version_of(folder)}/")


def _add_headers(headers: Any, _path: str, _url: str) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
