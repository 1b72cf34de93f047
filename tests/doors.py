"""Every page of the product by its address, for tests that open all of them."""

from datetime import UTC, datetime

OF = (
    *("office", "propose", "sign", "complete", "supervisors", "act", "end"),
    *("requirements_of", "requirements_of_csv", "requirements_of_pdf"),
)
UNKNOWN = {"session_id": 999_999, "number": 999_999}


def doors(app):
    """Every method of every page; Flask-Security's own pages have tests of their own."""
    rules = [
        rule for rule in app.url_map.iter_rules() if not rule.endpoint.startswith(("security.", "static"))
    ]
    found = [
        (method, rule)
        for rule in rules
        for method in ("GET", "POST")
        if method in rule.methods and rule.build_only is False
    ]
    return sorted(found, key=lambda door: (door[0], door[1].endpoint))


def address(app, rule, world):
    room, page = rule.endpoint.split(".")
    refs = world.refs.get(room, {})
    if room == "internship" and page in OF:
        refs = world.refs["internship.of"]
    if room == "supervision" and "agreement" in page:
        refs = world.refs["supervision.agreements"]
    values = {name: refs.get(name, UNKNOWN.get(name, "none")) for name in rule.arguments}
    return app.url_map.bind("localhost").build(rule.endpoint, values)


def signed_in(app, world):
    """Everyone of the world by name, each with a browser of their own."""
    for name, person in world.people.items():
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = person.fs_uniquifier
            session["_fresh"] = True
            session["fs_paa"] = datetime.now(UTC).timestamp()
        yield name, client
