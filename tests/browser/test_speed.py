"""What a first visit costs on ten pages: nothing moves, little is fetched, and nothing from anywhere else."""

from urllib.parse import urlsplit

import pytest

from tests.serving import serving
from training.demo.cast import PASSPHRASE

pytestmark = pytest.mark.browser

LIMIT = 120_000  # bytes over the wire, headers and all
STRANGER = ["/", "/program", "/verify", "/account/login", "/directory", "a certificate"]
INTERN = ["/", "/internship", "/internship/log", "/internship/log/new"]
SCREENS = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 800}}
SHIFTS = """
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries())
      window.shifts.push([shift.value, ...shift.sources.map((it) => it.node?.outerHTML?.slice(0, 80))]);
  }).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture(scope="module")
def address(demo_to_copy, tmp_path_factory):
    folder = demo_to_copy(tmp_path_factory.mktemp("speed"))
    with serving(folder, "--demo") as server:
        yield server.url


@pytest.fixture(scope="module")
def a_certificate(chromium, address):
    page = chromium.new_page(base_url=address)
    page.goto("/directory")
    path = page.locator("main a[href^='/verify/']").first.get_attribute("href")
    page.close()
    return path


@pytest.fixture(scope="module")
def signed_in(chromium, address):
    """The cookies of the demo's intern."""
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    page.goto("/account/login")
    page.get_by_label("E-mail").fill("intern@demo.example.org")
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{address}/")
    yield context.cookies()
    context.close()


@pytest.fixture
def arrive(chromium, address):
    """Open a page with nothing in the cache: the page, and each answer's address and bytes on the wire."""
    contexts = []

    def open_page(path, screen, cookies=()):
        context = chromium.new_context(base_url=address, viewport=SCREENS[screen])
        contexts.append(context)
        context.add_cookies(list(cookies))
        page = context.new_page()
        page.add_init_script(SHIFTS)
        wire, bytes_of = context.new_cdp_session(page), {}
        wire.send("Network.enable")
        asked = {}
        wire.on("Network.requestWillBeSent", lambda it: asked.update({it["requestId"]: it["request"]["url"]}))
        wire.on(
            "Network.loadingFinished",
            lambda it: bytes_of.update({asked[it["requestId"]]: it["encodedDataLength"]}),
        )
        page.goto(path, wait_until="networkidle")
        return page, bytes_of

    yield open_page
    for context in contexts:
        context.close()


def light_and_still(page, bytes_of, address):
    elsewhere = [url for url in bytes_of if urlsplit(url).netloc not in (urlsplit(address).netloc, "")]
    assert elsewhere == []
    assert len(bytes_of) > 10  # the page, its styles, its scripts, its typefaces
    assert sum(bytes_of.values()) <= LIMIT, bytes_of
    assert page.evaluate("window.shifts") == []


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("path", STRANGER)
def test_a_stranger_sees_a_page_light_and_still(arrive, address, a_certificate, path, screen):
    page, bytes_of = arrive(a_certificate if path == "a certificate" else path, screen)

    light_and_still(page, bytes_of, address)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("path", INTERN)
def test_an_intern_sees_a_page_light_and_still(arrive, address, signed_in, path, screen):
    page, bytes_of = arrive(path, screen, signed_in)

    assert page.locator("header .person-name").text_content() == "Ines Moreau"
    light_and_still(page, bytes_of, address)
