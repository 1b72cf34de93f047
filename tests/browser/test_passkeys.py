"""A passkey from the first to the last click, with the device that Chromium keeps for such tests."""

import pytest
from sqlalchemy.orm import Session

from tests.conftest import PASSPHRASE
from tests.factories import make_person
from training.domain.roles import Role
from training.extensions import db

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def nora(product):
    with product.app.app_context(), Session(db.engine, expire_on_commit=False) as session:
        person = make_person(Role.CHAIR, name="Nora Lind", email="nora.lind@example.org")
        session.add(person)
        session.commit()
        return person


@pytest.fixture
def page(product, chromium):
    """At the site's own name: keys are bound to names, never to numbers."""
    context = chromium.new_context(base_url=product.url.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    page.heard = []
    page.on("pageerror", lambda error: page.heard.append(str(error)))
    yield page
    context.close()


@pytest.fixture
def device(page):
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    made = protocol.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return lambda verified: protocol.send("WebAuthn.setUserVerified", made | {"isUserVerified": verified})


def sign_in(page, nora):
    page.goto("/account/login")
    page.fill("[name=email]", nora.email)
    page.fill("[name=password]", PASSPHRASE)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/")


def test_a_passkey_is_added_lets_in_and_is_removed(page, nora, device):
    sign_in(page, nora)
    page.goto("/account/passkeys")
    page.fill("[name=name]", "this laptop")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_text("“this laptop” lets you in from now on.").wait_for()

    page.context.clear_cookies()
    page.goto("/account/login?next=/account/passkeys")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("last used on").wait_for()

    page.get_by_role("button", name="Remove").first.click()
    page.locator("dialog:popover-open").get_by_role("button", name="Remove").click()
    page.get_by_text("does not let anybody in any more").wait_for()
    assert page.heard == []


def test_a_device_that_says_no_is_told_and_the_other_ways_stay(page, nora, device):
    device(verified=False)
    page.goto("/account/login")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("Nothing came of it.").wait_for()
    sign_in(page, nora)
    assert page.heard == []


def test_at_a_number_instead_of_a_name_no_passkey_is_offered(page, product):
    page.goto(f"{product.url}/account/login")
    assert page.get_by_role("button", name="Sign in with a passkey").is_hidden()
