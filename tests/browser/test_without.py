"""The applicant’s main acts without scripts, and without a mouse."""

import pytest

from tests.browser.small_program import small_program
from tests.browser.visitor import PASSPHRASE
from tests.factories_application import whole_texts
from training.domain.answers import written_parts
from training.domain.program import read

pytestmark = [pytest.mark.browser, pytest.mark.timeout(200)]


def test_an_application_is_begun_without_scripts(product, visit):
    noor = visit("Noor Haddad", java_script_enabled=False)
    noor.registers(product)
    noor.goes("/application")
    noor.presses("Begin")
    noor.goes("/application/consent")
    noor.ticks("I agree")
    noor.presses("Give consent")

    part = written_parts(read(small_program()).application)[0]
    noor.goes(f"/application/{part.id}")
    noor.answers(part.questions, whole_texts())
    noor.presses("Save and stop for today")
    noor.reads(f"“{part.title}” is saved.")


def test_an_application_is_begun_without_a_mouse(product, visit):
    kim = visit("Kim Sato")
    kim.registers(product)
    kim.signs_out()

    kim.goes("/account/login")
    kim.tabs_to("Skip to the content")
    kim.tabs_to("E-mail", kim.email)
    kim.tabs_to("Passphrase", PASSPHRASE)
    kim.tabs_to("Sign in", press="Enter")
    kim.reads("What needs doing")
    kim.goes("/application")
    kim.tabs_to("Begin", press="Enter")
    kim.reads("Your application has begun.")
    kim.goes("/application/consent")
    kim.tabs_to("I agree", press="Space")
    kim.tabs_to("Give consent", press="Enter")
    kim.reads("The personal questions are open now.")
