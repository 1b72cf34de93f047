"""What we measure against: Flask and Jinja with nothing around them, in the product's own server.

`python -m bench.bare FOLDER PORT` answers /<name> with the template of that name in the folder.
"""

import sys

from flask import Flask, render_template

from training.cli.serve import Web
from training.config import Settings


def bare_app(folder: str) -> Flask:
    app = Flask(__name__, template_folder=folder, static_folder=None)

    @app.get("/healthz")
    def healthz() -> str:
        return "up"

    @app.get("/<name>")
    def page(name: str) -> str:
        return render_template(f"{name}.html", name=name)

    return app


if __name__ == "__main__":
    folder, port = sys.argv[1:]
    Web(bare_app(folder), Settings.from_env({"DATA_DIR": folder, "PORT": port})).run()
