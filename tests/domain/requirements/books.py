"""The rule books that are shipped, read once, and random logs for each of them."""

from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from training.domain.program import read_rules
from training.domain.program.rules import Mode
from training.domain.requirements import Entry, Standing, progress

ROOT = Path(__file__).parents[3]
BACB, BBS, EMDRIA = "bacb-supervised-2022", "bbs-lmft", "emdria-consultation"
FILES = {
    **{path.stem: path for path in (ROOT / "docs" / "programs").glob("*.toml")},
    "surrogate-partner": ROOT / "training" / "programs" / "surrogate-partner.toml",
}


@cache
def book(name):
    return read_rules(FILES[name].read_text())


def answered(name, log, on, **known):
    rules = book(name).internship
    return progress(rules.requirements, log, Standing(on=on, **known), rules.counting)


def entries(name, days):
    """Rows with everything a rule may ask about; minutes are few and many, so that all limits are met."""
    activities = [one.id for one in book(name).internship.activities]
    return st.builds(
        Entry,
        on=days,
        minutes=st.sampled_from([1, 30, 59, 60, 61, 119, 120, 240, 479, 600, 601, 900]),
        activity=st.sampled_from(activities),
        case=st.sampled_from([None, "A", "B", "C"]),
        supervisor=st.sampled_from(["S1", "S1", "S2", None]),
        signed_on=st.none() | days | st.just(date(2026, 4, 10)),
        mode=st.sampled_from([None, *Mode]),
        group_size=st.sampled_from([None, 2, 8, 9, 10, 11]),
        setting=st.sampled_from(["clinic", "school", None]),
        tags=st.frozensets(st.sampled_from(["unrestricted", "simulated"])),
        observed_minutes=st.sampled_from([0, 0, 30]),
    )


NEAR = st.dates(date(2026, 2, 20), date(2026, 4, 10))
FAR = st.dates(date(2018, 1, 1), date(2026, 6, 1))
ASKED = st.sampled_from([date(2026, 3, 20), date(2026, 4, 30), date(2026, 5, 1), date(2027, 1, 1)])
