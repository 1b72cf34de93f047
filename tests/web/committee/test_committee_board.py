"""The chair's board and my page say what waits, and lead to it."""

from tests import factories_committee as make
from training.domain.program import Outcome


def test_the_board_says_what_waits_for_the_chair(sent, ready_one, committee, sign_in):
    sent()

    page = sign_in(committee.chair).get("/committee").text

    assert "Next: One application needs readers." in page
    assert '<a class="btn btn-primary" href="/committee?stage=to_assign#board">Choose readers</a>' in page
    assert '<a class="btn btn-quiet" href="/committee?stage=ready_to_decide#board">Decide</a>' in page


def test_the_board_opens_at_what_waits(ready_one, committee, sign_in):
    page = sign_in(committee.chair).get("/committee").text

    assert '<a href="/committee?stage=ready_to_decide#board" aria-current="page">' in page


def test_the_board_with_nothing_waiting_says_so(committee, sign_in):
    assert "Nothing waits for you." in sign_in(committee.chair).get("/committee").text


def test_my_page_names_what_is_ready_to_decide(ready_one, committee, sign_in):
    page = sign_in(committee.chair).get("/").text

    assert "An application is ready to be decided" in page


def test_my_page_names_what_is_ready_to_release(sent, committee, saved, vault, sign_in):
    application = sent()
    readers = (committee.anna, committee.ben)
    make.decided(application, vault.of, *readers, chair=committee.chair, outcome=Outcome.OFFER)
    saved(application)

    page = sign_in(committee.chair).get("/").text

    assert "A decision is ready to be released" in page
    assert "ready to be decided" not in page
