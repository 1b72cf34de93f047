"""The requirement engine from outside: a program, a log, an answer."""

import json

import pytest
from click.testing import CliRunner

from tests.factories import PROGRAM_FILE
from training.cli.progress import requirements


@pytest.fixture
def ask(tmp_path):
    def ask(text, *options):
        log = tmp_path / "log.csv"
        log.write_text(text)
        arguments = [str(PROGRAM_FILE), str(log), "--on", "2026-06-01", *options]
        return CliRunner().invoke(requirements, arguments)

    return ask


LOG = """date,minutes,activity,case,signed_on
2026-05-04,60,study,,2026-05-20
2026-05-05,45,study,,
2026-01-05,30,study,,2026-05-20
"""


def test_a_log_is_answered_to_the_minute(ask):
    answer = ask(LOG, "--json")

    told = json.loads(answer.output)
    figures = [told[name] for name in ("raw_minutes", "countable_minutes", "pending_minutes")]
    assert (answer.exit_code, figures) == (0, [135, 60, 45])
    assert told["periods"] == [
        {
            "period": "2026-01",
            "scope": None,
            "raw_minutes": 30,
            "countable_minutes": 0,
            "adjustments": [
                {
                    "rule": "signed_in_time",
                    "policy": "zero",
                    "minutes": -30,
                    "why": "30 min of January 2026 not counted: signed after 28 February 2026.",
                }
            ],
        },
        {
            "period": "2026-05",
            "scope": None,
            "raw_minutes": 105,
            "countable_minutes": 60,
            "adjustments": [
                {
                    "rule": "signed_in_time",
                    "policy": "pending",
                    "minutes": -45,
                    "why": "45 min waiting for a signature: it counts only if signed by 30 June 2026.",
                }
            ],
        },
    ]


def test_every_bad_row_is_named(ask):
    answer = ask("date,minutes,activity\n2026-02-30,60,study\n2026-05-04,-5,flying\n2026-05-04\n")

    reasons = [line.partition("log.csv:")[2] for line in answer.stderr.splitlines()]
    assert answer.exit_code == 2
    assert reasons == [
        "2: date: “2026-02-30” is no day; write 2026-03-31.",
        "3: minutes: “-5” is not a whole number from 1 to 1440.",
        "3: activity: the program has no activity “flying”.",
        "4: row: it has more or fewer cells than the first line.",
    ]


def test_a_column_nobody_knows_is_named(ask):
    answer = ask("date,minutes,activity,mood\n")

    assert (answer.exit_code, answer.stderr.partition("log.csv:")[2]) == (
        2,
        "1: mood: there is no such column.\n",
    )


def test_more_than_a_day_holds_is_refused(ask):
    answer = ask("date,minutes,activity\n2026-05-04,900,study\n2026-05-04,900,study\n")

    assert answer.exit_code == 2
    assert "more than 24 hours on 4 May 2026" in answer.stderr
