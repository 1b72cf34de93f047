"""Two made-up languages under Unicode's names: English with accents, and English from right to left.

Whatever is still plain on a page has not been marked for translation; whatever breaks would break in German
or in Arabic. Names in a text (`%(name)s`, `{role}`) and anything in angle brackets stay as they are.
"""

import re
from datetime import date

from training.domain.tongue import ENGLISH, Shape, Tongue

ACCENTS = str.maketrans(
    "aceginorsuyzACEGINORSUYZ",
    "áçéğíñóřšúýžÁÇÉĞÍÑÓŘŠÚÝŽ",
)
UNTOUCHED = re.compile(r"(%\(\w+\)[sd]|%%|\{\w*\}|<[^>]*>|&\w+;)")


def accented(text: str) -> str:
    """`Sign in` becomes `⟦Šíğñ íñ⟧`: no longer than needed to show where a text begins and ends."""
    parts = UNTOUCHED.split(text)
    said = "".join(part if number % 2 else part.translate(ACCENTS) for number, part in enumerate(parts))
    return f"⟦{said}⟧"


class Pseudo:
    def __init__(self, code: str, direction: str) -> None:
        self.code = code
        self.direction = direction

    def one(self, text: str) -> str:
        return accented(text)

    def many(self, one: str, many: str, number: int) -> str:
        return accented(one if number == 1 else many)

    def date(self, on: date, shape: Shape) -> str:
        return accented(ENGLISH.date(on, shape))

    def number(self, number: int) -> str:
        return ENGLISH.number(number)


PSEUDO: dict[str, Tongue] = {"en-XA": Pseudo("en-XA", "ltr"), "ar-XB": Pseudo("ar-XB", "rtl")}
