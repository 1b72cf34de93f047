"""Who opens which page, for tests that open all of them. Read off the table of who may."""

import re
from pathlib import Path

TABLE = Path(__file__).parents[1] / "access_table.txt"
IS_FILE = re.compile(r"\.\w+$|/files/")
ANYONE = {"everyone": ["a stranger", "any registrar"], "everyone signed in": ["own intern"]}


def visitors():
    """Page to people: of everyone let in one of each part (`own chair`, …), at most three."""
    found = {}
    for line in TABLE.read_text().splitlines():
        method, page, who = re.match(r"(\w+) ([\w.]+): (.*)", line).groups()
        if method == "GET" and who != "nobody":
            own_first = sorted(who.split(", "), key=lambda name: not name.startswith("own"))
            found[page] = one_of_each(ANYONE.get(who, own_first))
    return found


def one_of_each(names):
    """The page of one part looks the same to all who play it."""
    parts = {name.split()[-1]: name for name in reversed(names)}
    return sorted(parts.values(), key=names.index)[:3]


def pages(app):
    """Every page that is one, with its rule and who opens it, in order."""
    wanted = visitors()
    rules = {rule.endpoint: rule for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    return [
        (rules[endpoint], wanted[endpoint])
        for endpoint in sorted(wanted)
        if not IS_FILE.search(rules[endpoint].rule)
    ]
