"""What must never stand in a log."""

import pytest

from training.logs import redact


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        ("no mail for ines@example.org today", "no mail for [e-mail] today"),
        ("GET /sign/tok-3n?next=/x", "GET /sign/[token]?[query]"),
        ("GET /reference/tok-3n failed", "GET /reference/[token] failed"),
        ("smtp://post:hunter2@mail.example.org", "smtp://[password]@mail.example.org"),
        ("what happened? nothing", "what happened? nothing"),
    ],
)
def test_a_text_is_cleaned_of_what_it_gives_away(said, logged):
    assert redact(None, "info", {"event": said}) == {"event": logged}


def test_a_field_that_is_private_by_its_name_is_removed():
    entry = redact(
        None, "info", {"event": "x", "passphrase": "walk", "answers": ["…"], "name": "Ines", "ms": 3}
    )

    assert entry == {
        "event": "x",
        "passphrase": "[removed]",
        "answers": "[removed]",
        "name": "[removed]",
        "ms": 3,
    }
