"""Every page there is, as people who may open it, in a real browser: accessible, and nothing cut off.

The list of pages is the product's own, so a new page is looked at without being named here. Each is opened
by whoever it is for and judged by axe at one width, in light or in dark, in turn; that nothing scrolls
sideways is asked at all three widths. `make look` asks axe at every width in both lights, for everyone who
plays a part.
"""

import os
from itertools import cycle, product
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from werkzeug.serving import make_server

from tests import world as worlds
from tests.doors import address, signed_in
from tests.web.visiting import pages

pytestmark = [pytest.mark.browser, pytest.mark.timeout(3600 if os.environ.get("LOOK_IN_FULL") else 400)]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, 390, 1280)
LIGHTS = ("light", "dark")
SHARES = 4
IN_FULL = bool(os.environ.get("LOOK_IN_FULL"))
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"


@pytest.fixture
def world(saved, session, vault):
    made = worlds.build(saved, session, vault)
    session.commit()
    return made


@pytest.fixture
def served(app):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def sit_down(app, chromium, served, world):
    """A browser page for each person of the world, made when first asked for."""
    clients, pages = dict(signed_in(app, world)), {}

    def page_of(name):
        if name not in pages:
            context = chromium.new_context(base_url=served, reduced_motion="reduce")
            if name in clients:
                token = clients[name].get_cookie("__Host-sid").value
                where = {"url": served.replace("http:", "https:"), "secure": True}
                context.add_cookies([{"name": "__Host-sid", "value": token, **where}])
            pages[name] = context.new_page()
        return pages[name]

    yield page_of
    for page in pages.values():
        page.context.close()


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_is_accessible_and_nothing_is_cut_off(app, world, sit_down, share):
    turns = cycle(product(WIDTHS, LIGHTS))
    faults = []
    for rule, names in pages(app)[share::SHARES]:
        for name in names if IN_FULL else names[:1]:
            page = sit_down(name)
            answer = page.goto(address(app, rule, world), wait_until="load")
            if answer is None or "html" not in answer.headers.get("content-type", ""):
                continue
            ways = product(WIDTHS, LIGHTS) if IN_FULL else [next(turns)]
            faults += [(rule.endpoint, name, fault) for fault in found_on(page, ways)]

    assert faults == []


def found_on(page, ways):
    """What axe and a ruler find: the rule and the first place."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        if page.evaluate(SIDEWAYS):
            yield f"scrolls sideways at {width} px"
    for width, light in ways:
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=light)
        for one in Axe().run(page, options={"runOnly": RULES}).response["violations"]:
            yield f"{one['id']} at {width} px in {light}: {one['nodes'][0]['html'][:120]}"
