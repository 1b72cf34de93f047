"""The page with every part on it, in a real browser: what an eye, a keyboard or a finger would notice."""

from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from werkzeug.serving import make_server

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CUT_OFF = """() => {
  const width = document.documentElement.clientWidth;
  const framed = ".scroll, svg, .visually-hidden";
  const beyond = (it) => it.getBoundingClientRect().right > width + 1 && !it.closest(framed);
  return [...document.body.querySelectorAll("*")].filter(beyond).map((it) => it.outerHTML.slice(0, 80));
}"""


@pytest.fixture(scope="module")
def address(app):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/design"
    server.shutdown()


@pytest.fixture
def visit(chromium, address):
    """Open the page as one would on a given screen; `page.said` holds what the console said of it."""
    contexts = []

    def open_page(width: int = 1280, **options: object):
        contexts.append(chromium.new_context(viewport={"width": width, "height": 844}, **options))
        page = contexts[-1].new_page()
        page.said = []
        page.on(
            "console", lambda message: page.said.append(message.text) if message.type == "error" else None
        )
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_page_is_accessible_and_nothing_is_cut_off(visit, width, scheme):
    page = visit(width, color_scheme=scheme)

    violations = Axe().run(page, options={"runOnly": RULES}).response["violations"]

    assert [(found["id"], found["nodes"][0]["html"]) for found in violations] == []
    assert page.evaluate(CUT_OFF) == []
    assert page.said == []


@pytest.mark.parametrize("typefaces", ["come", "do not come"])
@pytest.mark.parametrize("width", [390, 1280])
def test_targets_are_large_enough_for_a_finger(visit, width, typefaces):
    page = visit(width)
    if typefaces == "do not come":
        page.route("**/*.woff2", lambda asked: asked.abort())
        page.reload()

    small = page.evaluate("""() => [...document.querySelectorAll("a, button, summary, input, select")]
      .filter((it) => it.checkVisibility() && !it.closest("p, h2, figure + *, th, td, .skip"))
      .filter((it) => it.getBoundingClientRect().height < 24 && it.type !== "hidden")
      .map((it) => [it.outerHTML.slice(0, 80), it.getBoundingClientRect().height])""")

    assert small == []


def test_every_stop_of_the_tab_key_can_be_seen(visit):
    page = visit()
    page.evaluate("document.activeElement.blur()")

    unseen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        mark = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        if mark != "3px":
            unseen.append((mark, page.evaluate("document.activeElement.outerHTML.slice(0, 80)")))

    assert unseen == []


def test_error_summary_takes_the_focus(visit):
    assert visit().evaluate("document.activeElement.className") == "summary"


def test_words_are_counted_against_the_limit(visit):
    page = visit()

    page.fill("#account", "three small words")
    counted = page.inner_text("#account-count")
    page.fill("#account", "word " * 203)

    assert counted == "3 of 200 words."
    assert page.inner_text("#account-count") == "3 too many; at most 200 words."


def test_act_that_cannot_be_taken_back_is_asked_about_and_sent_once(visit):
    page = visit()
    sent = []
    page.route("**/", lambda route: (sent.append(route.request.method), route.fulfill(status=204)))

    withdraw = page.locator("button[popovertarget*=Withdraw]").first
    yes = page.locator("dialog:popover-open button[type=submit]")
    withdraw.click()
    page.locator("dialog:popover-open").get_by_text("Go back").click()
    refused = list(sent)
    withdraw.click()
    yes.click()
    page.wait_for_selector("form[data-sent]")
    yes.click(force=True)
    page.wait_for_timeout(100)

    assert refused == []
    assert sent == ["POST"]


def test_question_before_an_act_needs_no_script_and_gives_the_focus_back(visit):
    page = visit(java_script_enabled=False)
    withdraw = page.locator("button[popovertarget*=Withdraw]").first

    withdraw.focus()
    page.keyboard.press("Enter")
    asked = page.locator("dialog:popover-open").inner_text()
    page.keyboard.press("Escape")

    assert asked.splitlines()[0] == "Withdraw the application?"
    assert page.locator("dialog:popover-open").count() == 0


def test_enter_in_a_field_does_not_pass_the_question_by(visit):
    page = visit()
    page.evaluate(
        "document.querySelector('form dialog.sure').closest('form').requestSubmit("
        "document.querySelector('form dialog.sure button[type=submit]'))"
    )

    assert page.locator("dialog:popover-open").count() == 1


def test_draft_is_kept_while_it_is_written(visit):
    page = visit()
    kept = []
    page.route(
        "**/draft", lambda route: (kept.append(route.request.post_data or ""), route.fulfill(status=204))
    )

    page.fill("#account", "A beginning")
    page.wait_for_selector("[data-saved] >> text=/^Saved \\d/")

    assert ["A beginning" in draft and "csrf_token" in draft for draft in kept] == [True]


def test_draft_that_cannot_be_kept_says_so(visit):
    page = visit()
    page.route("**/draft", lambda route: route.fulfill(status=503))

    page.fill("#account", "A beginning")
    page.wait_for_selector("[data-saved] >> text=Not saved yet")

    assert page.input_value("#account") == "A beginning"


def test_menu_closes_by_escape_and_gives_the_focus_back(visit):
    page = visit(390)

    page.click(".nav-phone summary")
    opened = page.is_visible(".menu-panel a >> text=Cases")
    page.keyboard.press("Escape")

    assert opened
    assert not page.is_visible(".menu-panel a >> text=Cases")
    assert page.evaluate("document.activeElement.textContent") == "Menu"


def test_page_can_be_read_and_used_without_javascript(visit):
    page = visit(390, java_script_enabled=False)

    page.click(".nav-phone summary")

    assert page.is_visible(".menu-panel a >> text=Cases")
    assert page.inner_text("#account-count") == "At most 200 words."
