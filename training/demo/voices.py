"""The words of the demo, from two files of texts, put together by the dice."""

import tomllib
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from training.domain.answers import count_words

HERE = Path(__file__).parent
LONG_ENOUGH = 1500


@cache
def voices() -> dict[str, Any]:
    return tomllib.loads((HERE / "voices.toml").read_text())


@cache
def _essays() -> dict[str, Any]:
    return tomllib.loads((HERE / "essays.toml").read_text())


def essay(rng: Random) -> str:
    """One paragraph of each chapter, and a spare one or two before the last where it is too short."""
    paragraphs = [rng.choice(chapter["paragraphs"]) for chapter in _essays()["chapters"]]
    spare = [one["text"] for one in _essays()["spare"]]
    rng.shuffle(spare)
    while count_words(" ".join(paragraphs)) < LONG_ENOUGH:
        paragraphs.insert(-1, spare.pop())
    return "\n\n".join(paragraphs)


def letter_of_interest(rng: Random) -> str:
    why = voices()["why"]
    return "\n\n".join(rng.choice(why[part]) for part in ("openings", "middles", "turns", "closings"))


def answers(rng: Random, *, name: str, email: str) -> dict[str, str]:
    """Every question of the application, in one person's voice."""
    texts = {question: rng.choice(some) for question, some in voices()["answers"].items()}
    return texts | {
        "full_name": name,
        "called": f"{name.split(maxsplit=1)[0]}, {rng.choice(('she/her', 'he/him', 'they/them'))}",
        "contact_email": email,
        "birth_date": f"{rng.randrange(1962, 1996)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}",
        "therapy": rng.choice(("individual", "individual,group", "group,body", "couple,contemplative")),
        "complaint": "no",
        "complaint_context": "",
        "why_this_work": letter_of_interest(rng),
        "flexibility": rng.choice(("very", "some", "some", "fixed")),
        "personal_evolution": essay(rng),
        "own_gender": rng.choice(("woman", "woman", "man", "man", "nonbinary")),
        "exercise_partners": rng.choice(("anyone", "women,men", "women,nonbinary", "men")),
        "client_genders": rng.choice(("anyone", "women", "men", "women,men")),
    }


def letter(rng: Random) -> dict[str, str]:
    """What a referee answers."""
    said = voices()["referees"]
    return {
        "relationship": "yes",
        "known_for": rng.choice(said["known_for"]),
        "discussed": "yes",
        "safeguarding": "no",
        "letter_text": rng.choice(said["letters"]),
        "recommends": rng.choice(("yes", "yes", "yes", "with_reservation")),
    }


ASKED = {
    "therapist": ("plan", "next"),
    "mentor": ("prepares", "limits"),
    "intern": ("learned", "supervision", "wellbeing"),
}


def evaluation(rng: Random, party: str) -> dict[str, str]:
    """What this party writes about one stretch of an internship."""
    said = voices()["evaluations"]
    chosen = {
        "therapist": {"consults": rng.choice(("always", "mostly")), "concern": "no"},
        "mentor": {"difficulty": rng.choice(("simple", "usual", "usual", "complex"))},
        "intern": {},
    }
    return chosen[party] | {question: rng.choice(said[question]) for question in ASKED[party]}
