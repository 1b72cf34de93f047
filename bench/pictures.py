"""The pictures of the README, taken anew from the demo: `make pictures`. Written to docs/pictures/."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "pictures"
PASSPHRASE = "walk the whole road"
PHONE, DESK = 390, 1280
START_SECONDS = 120

# Who looks, at which page, how wide, light or dark, under which name.
SHOTS = (
    ("intern", "/internship", DESK, "light", "internship"),
    ("intern", "/internship", DESK, "dark", "internship-dark"),
    ("intern", "/internship/log/new", PHONE, "light", "log-phone"),
    ("applicant", "/application", PHONE, "light", "application-phone"),
    ("chair", "/committee", DESK, "light", "committee"),
    ("therapist", "sign", PHONE, "light", "sign-phone"),
    ("", "verify", DESK, "light", "verify"),
)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for who, place, width, scheme, name in SHOTS:
            page = opened(browser, address, who, width, scheme)
            GO.get(place, go)(page, address, place)
            page.screenshot(path=FOLDER / f"{name}.jpg", type="jpeg", quality=72, full_page=True)
            page.context.close()
            print(f"{name}.jpg {(FOLDER / f'{name}.jpg').stat().st_size // 1024} kB")


@contextmanager
def demo() -> Iterator[str]:
    """A demo of its own, thrown away at the end."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        env = os.environ | {"DATA_DIR": folder, "PORT": str(port), "HOST": "127.0.0.1"}
        served = subprocess.Popen(
            [Path(sys.executable).parent / "flask", "serve", "--demo"], env=env, cwd=ROOT
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz")
            yield f"http://127.0.0.1:{port}"
        finally:
            served.send_signal(signal.SIGTERM)
            served.wait(20)


def wait_for(url: str) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            urlopen(url, timeout=1).close()
        except (URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise SystemExit("The demo did not start.")


def opened(browser: Browser, address: str, who: str, width: int, scheme: str) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    if who:
        page.goto(f"{address}/account/login")
        page.fill("#email", f"{who}@demo.example.org")
        page.fill("#password", PASSPHRASE)
        page.click("main form button[type=submit]")
        page.wait_for_load_state()
    return page


def go(page: Page, address: str, place: str) -> None:
    page.goto(address + place)


def go_sign(page: Page, address: str, _place: str) -> None:
    page.goto(f"{address}/supervision")
    page.locator('a[href*="/supervision/requests/"]').first.click()
    page.wait_for_load_state()


def go_verify(page: Page, address: str, _place: str) -> None:
    page.goto(f"{address}/directory")
    page.locator('a[href*="/verify/"]').first.click()
    page.wait_for_load_state()


GO = {"sign": go_sign, "verify": go_verify}


if __name__ == "__main__":
    main()
