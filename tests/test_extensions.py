from tests.factories import make_person
from training.extensions import whoever_asks


def test_who_is_signed_in_has_a_budget_of_their_own_and_strangers_that_of_their_address(app, saved):
    person = saved(make_person())
    from_home = {"REMOTE_ADDR": "192.0.2.7"}

    with app.test_request_context("/", environ_base=from_home) as asked:
        stranger = whoever_asks()
        asked.session["_user_id"] = person.fs_uniquifier
        known = whoever_asks()

    assert (stranger, known) == ("192.0.2.7", person.fs_uniquifier)
