"""Every page in a made-up language: what is still plain English was written by a person or by the program.

The static test of the templates (`tests/test_words.py`) sees what stands in them; this one sees what arrives.
"""

import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup, CData, Comment, Doctype
from sqlalchemy import String, select

from tests import world as worlds
from tests.doors import address, signed_in
from tests.web.visiting import pages
from training.models import Base

WORD = re.compile(r"[^\W\d_]{3,}")
DRAWN = re.compile(r"\b[0-9A-Z]{1,4}(-[0-9A-Z]{4,8})+\b")  # P-4X55PCX, F3-VACP-G0FF
ATTRIBUTES = ("aria-label", "alt", "title", "placeholder")
SAME_EVERYWHERE = {"PDF", "CSV", "JSON", "JWT", "SHA", "UTC", "ZIP", "min"}
# What the world of the tests keeps encrypted, and what is written once for every reader: the name of a
# browser in the list of sign-ins, what was signed, what is printed on a certificate.
ONCE_FOR_ALL = (
    "Referee 0, Physician. I grew up in a house of doctors. "
    "She is steady with people who find closeness difficult. A browser. 0 September 0. "
    "wrote this evaluation of for the months up to from my own knowledge."
)
# Pages that only builders see, and what is read by machines.
FOR_BUILDERS = {"account.design", "operations.healthz", "operations.readyz"}


@pytest.fixture
def world(saved, session, vault):
    made = worlds.build(saved, session, vault)
    session.commit()
    return made


@pytest.fixture
def written(session, world):
    """Everything in the database that is text: names, codes, the program itself."""
    columns = [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String)
    ]
    texts = [text for column in columns for text in session.scalars(select(column).distinct()) if text]
    return squeezed("\n".join(str(text) for text in texts).replace("\\n", " "))


def squeezed(text):
    """On one line, and every number the same, drawn by lot or counted on from test to test."""
    return re.sub(r"\d+", "0", DRAWN.sub("0", re.sub(r"\s+", " ", text)))


def seen(client, path):
    answer = client.get(path, headers={"Accept-Language": "en-XA"})
    return answer.text if answer.status_code == 200 else ""


def plain(page):
    """The pieces of a page that no translation brackets: those of its text and of what is read aloud."""
    soup = BeautifulSoup(page, "html.parser")
    for tag in [*soup(["script", "style", "textarea"]), *soup.select("select[name=zone] option")]:
        tag.extract()
    parts = [text for text in soup.find_all(string=True) if not isinstance(text, CData | Comment | Doctype)]
    parts += ["\n" + tag[name] for name in ATTRIBUTES for tag in soup.find_all(attrs={name: True})]
    outside, depth = [], 0
    for mark in re.split(r"([⟦⟧])", "\x00".join(parts).replace("·", "\x00")):
        depth += {"⟦": 1, "⟧": -1}.get(mark, 0)
        outside.append(mark if depth == 0 and mark not in "⟦⟧" else "\x00")
    return [squeezed(piece).strip(" 0.,:;·()“”…") for piece in "".join(outside).split("\x00")]


def pairs(text):
    words = re.findall(r"[^\W\d_]+", text.lower())
    return set(pairwise(words))


def is_left_out(piece, written, known):
    """Not stored as it is; nor, where it is long, a stored text with names and days put into it."""
    words = [word for word in WORD.findall(piece) if word not in SAME_EVERYWHERE]
    if not words or piece in written:
        return False
    found = pairs(piece)
    return len(words) < 4 or len(found & known) < 0.6 * len(found)


@pytest.mark.timeout(400)
@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_every_page_is_marked_for_translation(app, world, written):
    clients = {"a stranger": app.test_client()} | dict(signed_in(app, world))
    written += ONCE_FOR_ALL
    known = pairs(written)
    left_out = {
        (rule.endpoint, piece)
        for rule, names in pages(app)
        if rule.endpoint not in FOR_BUILDERS
        for name in names
        for piece in plain(seen(clients[name], address(app, rule, world)))
        if is_left_out(piece, written, known)
    }
    assert sorted(left_out) == []
