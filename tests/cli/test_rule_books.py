"""The worked examples of the rule books, from file to answer, as anyone can check them from outside."""

import json

import pytest
from click.testing import CliRunner

from tests.domain.requirements.books import BACB, FILES
from tests.domain.requirements.logs import as_csv, march
from tests.domain.requirements.test_rule_books import WORKED
from training.cli.progress import requirements


@pytest.fixture
def ask(tmp_path):
    def ask(name, text, *options, on="2026-06-01"):
        log = tmp_path / "log.csv"
        log.write_text(text)
        return CliRunner().invoke(requirements, [str(FILES[name]), str(log), "--on", on, *options])

    return ask


@pytest.mark.parametrize(("log", "hours"), WORKED.values(), ids=WORKED)
def test_worked_examples(ask, log, hours):
    answer = ask(BACB, as_csv(log), "--json")
    told = json.loads(answer.output)
    assert (answer.exit_code, told["countable_minutes"]) == (0, 60 * hours)
    for one in told["periods"]:
        taken = sum(adjustment["minutes"] for adjustment in one["adjustments"])
        assert one["raw_minutes"] == one["countable_minutes"] - taken


def test_json_is_that_of_the_contract(ask):
    told = json.loads(ask(BACB, as_csv(march(104, [3, 3])), "--json").output)
    asked = next(one for one in told["requirements"] if one["id"] == "total")
    assert {name: told[name] for name in told if name != "requirements"} == {
        "program": "bacb-supervised",
        "version": "2022",
        "on": "2026-06-01",
        "raw_minutes": 6600,
        "countable_minutes": 3300,
        "pending_minutes": 0,
        "periods": [
            {
                "period": "2026-03",
                "scope": "S1",
                "raw_minutes": 6600,
                "countable_minutes": 3300,
                "adjustments": [
                    {
                        "rule": "contacts",
                        "policy": "prorate",
                        "minutes": -3300,
                        "why": "2 of 4 contacts in March 2026: 50 % of the hours count.",
                    }
                ],
            }
        ],
    }
    assert asked == {
        "id": "total",
        "label": "Total fieldwork",
        "unit": "minutes",
        "needed": 120000,
        "raw": 6600,
        "countable": 3300,
        "pending": 0,
        "missing": 116700,
        "met": False,
        "reasons": ["2 of 4 contacts in March 2026: 50 % of the hours count."],
    }


def test_minutes_that_wait_are_an_adjustment(ask):
    told = json.loads(ask(BACB, as_csv(march(104, [3, 3])), "--json", on="2026-04-09").output)
    (period,) = told["periods"]
    assert (told["raw_minutes"], told["countable_minutes"], told["pending_minutes"]) == (6600, 0, 6600)
    assert period["adjustments"] == [
        {
            "rule": "signed",
            "policy": "pending",
            "minutes": -6600,
            "why": "110 h waiting for a signature: it counts only if signed by 30 April 2026.",
        }
    ]


def test_sentences_without_json(ask):
    answer = ask(BACB, as_csv(march(104, [3, 3])))
    assert answer.output.splitlines()[:5] == [
        "BACB supervised fieldwork, version 2022, on 1 June 2026",
        "  rule  At least 4 contacts a month",
        "        2 of 4 contacts in March 2026: 50 % of the hours count.",
        "  open  Total fieldwork: 55 h of 2,000 h",
        "        2 of 4 contacts in March 2026: 50 % of the hours count.",
    ]


def test_empty_log_is_an_answer(ask):
    told = json.loads(ask(BACB, "date,minutes,activity\n", "--json").output)
    assert (told["raw_minutes"], told["periods"]) == (0, [])


BAD = """\
signed_on,date,minutes,activity,mode,group_size,observed_minutes
2026-4-1,2026-03-01,60,independent,,,
,2026-W10-1,60,independent,,,
,2026-03-01,0,supervised,pair,0,-1
,2026-03-01,60,supervised,group,many,61
,2026-03-02,1400,independent,,,
,2026-03-02,41,independent,,,
"""


def test_every_bad_row_is_named_with_its_column(ask):
    answer = ask(BACB, BAD)
    assert answer.exit_code == 2
    assert [line.partition("log.csv:")[2] for line in answer.stderr.splitlines()] == [
        "2: signed_on: “2026-4-1” is no day; write 2026-03-31.",
        "3: date: “2026-W10-1” is no day; write 2026-03-31.",
        "4: minutes: “0” is not a whole number from 1 to 1440.",
        "4: mode: “pair” is neither individual nor group.",
        "4: group_size: “0” is not a whole number from 1.",
        "4: observed_minutes: “-1” is not a whole number from 0.",
        "5: group_size: “many” is not a whole number from 1.",
        "5: observed_minutes: 61 is more than the 60 minutes of the entry.",
        "7: minutes: more than 24 hours on 2 March 2026: 24 h 01 with this row.",
    ]


def test_columns_in_any_order_with_a_mark_before_them(ask):
    answer = ask(BACB, "\ufeffactivity,date,minutes\nindependent,2026-03-01,60\n\n", "--json")
    assert (answer.exit_code, json.loads(answer.output)["raw_minutes"]) == (0, 60)


def test_column_that_is_there_twice_is_named(ask):
    answer = ask(BACB, "date,minutes,minutes\n")
    assert [line.partition("log.csv:")[2] for line in answer.stderr.splitlines()] == [
        "1: minutes: this column is there twice.",
        "1: activity: this column is missing.",
    ]


def test_facts_say_what_a_log_does_not_hold(ask, tmp_path):
    facts = tmp_path / "facts.toml"
    facts.write_text('started_on = 2026-03-10\nclosed_cases = ["A"]\n')
    log = "date,minutes,activity,signed_on\n2026-03-09,60,study,2026-03-31\n2026-03-10,60,study,2026-03-31\n"
    told = json.loads(ask("surrogate-partner", log, "--facts", str(facts), "--json").output)
    closed = next(one for one in told["requirements"] if one["id"] == "closed_cases")
    assert (told["countable_minutes"], closed["countable"]) == (60, 1)


def test_facts_nobody_knows_are_named(ask, tmp_path):
    facts = tmp_path / "facts.toml"
    facts.write_text("began_on = 2026-03-10\n")
    answer = ask("surrogate-partner", "date,minutes,activity\n", "--facts", str(facts))
    assert answer.exit_code == 2
    assert answer.stderr.partition("facts.toml:")[2].startswith("1: began_on: no such key here;")
