"""The promises the layout makes, kept by a test."""

import ast
from pathlib import Path

import pytest
from jinja2.nodes import FromImport, Name

from training.domain.application import APPLICATION
from training.domain.internship import INTERNSHIP
from training.domain.machine import as_mermaid
from training.domain.machines import document

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "training").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def places(wanted):
    return sorted(
        {
            path.relative_to(ROOT / "training").as_posix()
            for path in MODULES
            for node in ast.walk(ast.parse(path.read_text()))
            if wanted(node)
        }
    )


def sets_attribute(name):
    """Assigned to an attribute of anything but `self`."""
    return lambda node: (
        isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and node.attr == name
        and not (isinstance(node.value, ast.Name) and node.value.id == "self")
    )


def calls_method(*names):
    return lambda node: (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names
    )


def test_a_status_is_set_in_one_place():
    """A letter's own status is no stage of anybody's road: the post writes it."""
    post = ("post/", "actions/post.py")
    assert [place for place in places(sets_attribute("status")) if not place.startswith(post)] == [
        "actions/record.py"
    ]


def test_the_chain_grows_in_one_place():
    assert places(sets_attribute("head")) == ["actions/record.py"]


def test_no_page_and_no_rule_commits():
    """Two do: what settles every request, and what counts a wrong try although its request is refused."""
    edge = ("web/", "domain/", "actions/", "queries/", "models/", "forms/")
    found = [place for place in places(calls_method("commit")) if place.startswith(edge)]
    assert found == ["web/account/tries.py", "web/hooks.py"]


def test_only_the_edge_asks_what_time_it_is():
    """But for the vault, which stamps a data key when it is made; no rule ever reads that."""
    inner = ("domain/", "models/", "actions/", "queries/", "documents/", "vault/")
    found = [place for place in places(calls_method("now", "today", "utcnow")) if place.startswith(inner)]
    assert found == ["vault/store.py"]


def test_functions_and_files_keep_to_their_size():
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.body[0].lineno + 1 > 30
    ]
    full = [str(path.relative_to(ROOT)) for path in MODULES if path.read_text().count("\n") > 300]
    assert (long, full) == ([], [])


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_templates_parse_and_use_what_they_import(path):
    from jinja2 import Environment

    tree = Environment(extensions=["jinja2.ext.do", "jinja2.ext.i18n"]).parse(path.read_text())  # noqa: S701 -- only parsed
    imported = {
        name[1] if isinstance(name, tuple) else name
        for node in tree.find_all(FromImport)
        for name in node.names
    }
    assert imported <= {node.name for node in tree.find_all(Name)}


def test_the_page_of_machines_says_what_the_tables_say():
    assert (ROOT / "docs" / "machines.md").read_text() == document()


def test_the_readme_draws_the_road_as_it_is():
    assert all(
        as_mermaid(machine) in (ROOT / "README.md").read_text() for machine in (APPLICATION, INTERNSHIP)
    )


def test_no_view_puts_another_in_the_place_of_what_frames_a_page():
    """A person handed over as `reader` would stand in the menu as whoever is signed in."""
    framing = {"site", "demo", "nav", "reader", "tongue"}
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "render_template"
        and framing & {keyword.arg for keyword in node.keywords}
    ]
    assert found == []
