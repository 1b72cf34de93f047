"""Nothing a person reads is left out of translation: no bare words in templates, no bare sentence in code.

`docs/words.md` says how words are written and marked.
"""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
# Issued in the language of the program and frozen: a certificate is the same for every reader.
FROZEN = ("documents/",)
# The page of parts is for those who build pages.
SAMPLES = ("account/design.html",)
FILES = [
    path
    for path in sorted([*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.txt")])
    if not path.relative_to(TEMPLATES).as_posix().startswith(FROZEN + SAMPLES)
]
READ_ALOUD = ("aria-label", "aria-description", "alt", "title", "placeholder", "content", "data-confirm")
MARKS = {"_", "gettext", "ngettext", "marked", "counted", "later"}
SAME_EVERYWHERE = {"PDF", "CSV", "JSON", "JWT", "SHA", "UTC", "ZIP"}
WORD = re.compile(r"[^\W\d_]{2,}")

environment = Environment(extensions=["jinja2.ext.i18n"])  # noqa: S701 -- only parsed


def bare(text):
    return [word for word in WORD.findall(text) if word not in SAME_EVERYWHERE]


class Bare(HTMLParser):
    """Collects words that stand in a template as they are; what Jinja puts in is a gap."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_data(self, data):
        if self.lasttag != "style" and bare(data):
            self.found.append(data.strip())

    def handle_starttag(self, tag, attrs):
        found = [value for name, value in attrs if name in READ_ALOUD and value and bare(value)]
        if tag != "meta" or "description" in dict(attrs).values():
            self.found += found


def literal(tree):
    """The template's own text, a gap for each expression in it; one that names a tag names it `g`."""
    widths = [block for block in tree.find_all(nodes.Block) if block.name == "width"]
    unread = {id(output) for block in widths for output in block.find_all(nodes.Output)}
    parts = [
        part.data if isinstance(part, nodes.TemplateData) else "\n"
        for output in tree.find_all(nodes.Output)
        if id(output) not in unread
        for part in output.nodes
    ]
    return re.sub(r"(</?)\n", r"\1g", "".join(parts))


def under_a_mark(tree):
    calls = [call for call in tree.find_all(nodes.Call) if getattr(call.node, "name", "") in MARKS]
    return {id(constant) for call in calls for constant in call.find_all(nodes.Const)}


def compared(tree):
    inside = [*tree.find_all(nodes.Compare), *tree.find_all(nodes.Test), *tree.find_all(nodes.Getitem)]
    return {id(constant) for node in inside for constant in node.find_all(nodes.Const)}


def is_sentence(text):
    """Starts like a label or holds more than one word; a class, a name of a field or a kind does neither."""
    spoken = text.strip()
    if not bare(spoken) or (re.fullmatch(r"[\w./#:?=&-]*", spoken) and spoken.lower() == spoken):
        return False
    return bool(re.match(r"[“‘(]?[A-Z][a-z]", spoken)) or " " in spoken


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_a_template_says_nothing_that_is_not_marked(path):
    tree = environment.parse(path.read_text())
    page = Bare()
    page.feed(literal(tree))
    known = under_a_mark(tree) | compared(tree)
    constants = [
        constant.value
        for constant in tree.find_all(nodes.Const)
        if isinstance(constant.value, str) and id(constant) not in known and is_sentence(constant.value)
    ]
    assert (page.found, constants) == ([], [])


# ------------------------------------------------------------------ in the code

ROOMS = ("web", "forms", "actions", "domain", "post", "charts")
# Spoken to the command line alone: faults of a program definition, read by whoever writes one.
FOR_ONE_READER = ("domain/program/", "charts/samples.py", "forms/design.py")
CODE = [
    path
    for room in ROOMS
    for path in sorted((ROOT / "training" / room).rglob("*.py"))
    if not path.relative_to(ROOT / "training").as_posix().startswith(FOR_ONE_READER)
]
FOR_BUILDERS = {"TypeError", "ValueError", "KeyError", "RuntimeError", "LookupError", "AssertionError"}
FOR_THE_LOG = {"info", "warning", "error", "exception", "debug"}


def name_of(call):
    return getattr(call.func, "id", None) or getattr(call.func, "attr", "")


def spoken_for(tree):
    """Constants that are marked, or are never read by a person who uses the product."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node) in MARKS | FOR_BUILDERS | FOR_THE_LOG | {"Arrow"}:
            found |= {id(one) for one in ast.walk(node)}
        if isinstance(node, ast.Assert) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        ):
            found |= {id(one) for one in ast.walk(node)}
    return found


def sentences(tree):
    known = spoken_for(tree)
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if id(node) in known or id(node) in parts:
            continue
        if isinstance(node, ast.JoinedStr):
            text = "".join(one.value if isinstance(one, ast.Constant) else "…" for one in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if re.match(r"[“‘(…]?[A-Z][a-z]", text) and (" " in text or text.endswith(".")):
            yield f"{node.lineno}: {text[:60]}"


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT / "training").as_posix())
def test_the_code_says_nothing_that_is_not_marked(path):
    assert list(sentences(ast.parse(path.read_text()))) == []
