"""Rule books worked out by hand: the log, the reckoning in a comment, the minutes that count."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.requirements.books import BACB, BBS, EMDRIA, answered
from tests.domain.requirements.logs import GROUP, INDIVIDUAL, march, spread
from training.domain.requirements import Entry, Unit

ASKED = date(2026, 6, 1)


def bacb(log, on=ASKED):
    return answered(BACB, log, on)


def adjusted(found):
    return [(one.rule, one.policy.value, one.minutes) for part in found.periods for one in part.adjustments]


# ------------------------------------------------------------------ BACB: the worked examples of the contract

WORKED = {
    "two of four contacts": (march(104, [3, 3]), 55),
    "capped": (march(133, [2, 2, 2, 1]), 130),
    "group trimmed": (march(73, [1, 1, 1], [2, 2]), 79),
    "four hours are 5 % of eighty": (march(96, [1, 1, 1, 1]), 80),
    "nothing observed": (march(96, [2, 2, 1, 1], observed=0), 0),
    "signed too late": (march(104, [3, 3], signed_on=date(2026, 5, 1)), 0),
}


@pytest.mark.parametrize(("log", "hours"), WORKED.values(), ids=WORKED)
def test_worked_examples(log, hours):
    assert bacb(log).countable == 60 * hours


# ------------------------------------------------------------------ BACB: our own


def test_contact_sentence_is_that_of_the_contract():
    (period,) = bacb(march(104, [3, 3])).periods
    (one,) = period.adjustments
    assert (period.period, period.scope, period.raw, period.countable) == ("2026-03", "S1", 6600, 3300)
    assert (one.rule, one.policy, one.minutes) == ("contacts", "prorate", -3300)
    assert one.why == "2 of 4 contacts in March 2026: 50 % of the hours count."


def test_share_with_a_fraction_rounds_down():
    # 61 minutes supervised: 61 * 100 / 5 = 1,220 minutes may count. The rest of 40 h, 1,241 minutes, may not.
    log = march(40, [0.25, 0.25, 0.25])
    log.append(replace(log[-1], minutes=16))
    found = bacb(log)
    assert (found.raw, found.countable) == (2461, 1220)
    assert adjusted(found) == [("share", "trim", -1241)]


def test_share_met_to_the_minute_takes_nothing():
    # 57 h alone and 3 h supervised: exactly 5 % of 60 h.
    assert bacb(march(57, [1, 1, 0.5, 0.5])).countable == 3600


def test_prorating_rounds_down_once():
    # 19 h alone and 61 minutes in three contacts: 1,201 minutes; three quarters are 900.75.
    log = march(19, [20 / 60, 20 / 60, 21 / 60])
    found = bacb(log)
    assert (found.raw, found.countable, adjusted(found)) == (1201, 900, [("contacts", "prorate", -301)])


def test_no_contact_at_all_leaves_nothing():
    # The one observed entry is independent work, so there is neither a share nor a contact.
    log = spread("independent", 3000, supervisor="S1", signed_on=date(2026, 4, 1), observed_minutes=10)
    assert (bacb(log).countable, bacb(log).raw) == (0, 3000)


def test_month_under_twenty_hours_is_lost():
    # 19 h 59: 0. One minute more: all.
    short = march(16, [1, 1, 1, 0.75])
    short.append(replace(short[-1], minutes=14))
    assert (sum(row.minutes for row in short), bacb(short).countable) == (1199, 0)
    assert bacb([*short, replace(short[-1], minutes=1)]).countable == 1200


def test_group_of_eleven_is_no_supervision():
    # 4 h in a group of 11 count 0; then 4 h individual in four contacts are 5 % of 80 h, and 60 h are there.
    log = march(56, [1, 1, 1, 1], [2, 2])
    log = [replace(row, group_size=11) if row.mode is GROUP else row for row in log]
    found = bacb(log)
    assert (found.raw, found.countable) == (64 * 60, 60 * 60)
    assert [why for *why, _ in adjusted(found)] == [["group_size", "zero"]]


def test_group_of_ten_is_supervision():
    log = [replace(row, group_size=10) for row in march(56, [1, 1], [1, 1])]
    assert bacb(log).countable == 60 * 60


def test_a_trimmed_group_meeting_is_still_a_contact():
    # Individual 2 h in two, group 4 h in two: the group keeps 2 h, and there were four contacts.
    assert bacb(march(76, [1, 1], [2, 2])).countable == 80 * 60


def test_month_of_one_unsigned_row_is_pending_until_its_deadline_and_lost_after_it():
    log = march(76, [1, 1, 1, 1])
    log[0] = replace(log[0], signed_on=None)
    # Before the deadline 8 h wait and the other 72 h are judged by themselves: 4 h carry 80 h, so all count.
    before, after = bacb(log, date(2026, 4, 30)), bacb(log, date(2026, 5, 1))
    assert (before.raw, before.countable, before.pending) == (4800, 4320, 480)
    assert adjusted(before) == [("signed", "pending", -480)]
    assert (after.countable, after.pending, adjusted(after)) == (0, 0, [("signed", "zero", -4800)])
    assert after.answer("signed").reasons == (
        "Nothing of March 2026 counts: not all of it was signed by 30 April 2026.",
    )


def test_supervisors_are_judged_apart():
    # S1: 80 h, all good. S2: the same without an observation, 0.
    other = [replace(row, supervisor="S2", observed_minutes=0) for row in march(76, [1, 1, 1, 1])]
    found = bacb([*march(76, [1, 1, 1, 1]), *other])
    assert [(one.period, one.scope, one.countable) for one in found.periods] == [
        ("2026-03", "S1", 4800),
        ("2026-03", "S2", 0),
    ]
    assert found.answer("observation").reasons == (
        "Nothing of March 2026 with S2 counts: 0 of 1 observation with a client.",
    )


def test_share_of_unrestricted_hours_is_of_all_that_counts():
    # 80 h count, 60 % are 48 h; 40 h are unrestricted. x more of it: 40 + x = 0.6 (80 + x), x = 20 h.
    log = march(76, [1, 1, 1, 1])
    unrestricted = frozenset({"unrestricted"})
    log = [replace(row, tags=unrestricted) if number < 5 else row for number, row in enumerate(log)]
    found = bacb(log).answer("unrestricted")
    assert (found.needed, found.countable, found.missing, found.met) == (2880, 2400, 480, False)
    assert found.reasons == ("50 % of what counts; 60 % is asked. 20 h more of it alone would be enough.",)


def test_best_five_years():
    # Good months of 80 h in March 2020 and in March 2026, 72 months apart: one of them counts, the later one.
    early = [
        replace(row, on=row.on.replace(year=2020), signed_on=date(2020, 4, 10))
        for row in march(76, [1, 1, 1, 1])
    ]
    found = bacb([*early, *march(76, [1, 1, 1, 1])])
    assert [(one.period, one.countable) for one in found.periods] == [("2020-03", 0), ("2026-03", 4800)]
    assert found.periods[0].adjustments[0].why == (
        "80 h not counted: outside April 2021 to March 2026, the 60 months in which most counts."
    )


def test_five_years_hold_sixty_months():
    # April 2021 is the first of the sixty months that end with March 2026.
    first = [
        replace(row, on=row.on.replace(year=2021, month=4), signed_on=date(2021, 5, 10))
        for row in march(76, [1, 1, 1, 1])
    ]
    assert bacb([*first, *march(76, [1, 1, 1, 1])]).countable == 2 * 4800


# ------------------------------------------------------------------ BBS

SUNDAY = date(2026, 3, 1)


def week(minutes_by_activity, first=SUNDAY, setting="clinic", **facts):
    """Each activity's minutes from Monday on, signed."""
    rows = []
    for activity, minutes in minutes_by_activity.items():
        rows += spread(
            activity, minutes, first + timedelta(days=1), setting=setting, signed_on=date(2026, 5, 1), **facts
        )
    return rows


def meeting(minutes=60, mode=INDIVIDUAL, on=SUNDAY, setting="clinic"):
    return Entry(
        on=on, minutes=minutes, activity="supervision", mode=mode, setting=setting, signed_on=date(2026, 5, 1)
    )


def bbs(log, on=ASKED):
    return answered(BBS, log, on)


def test_one_unit_and_eleven_hours_direct():
    # One hour individual is one unit: of 11 h direct 10 h count. 10 h + 1 h supervision.
    found = bbs([*week({"direct": 660}), meeting()])
    assert (found.raw, found.countable, adjusted(found)) == (720, 660, [("ratio", "trim", -60)])
    (why,) = found.answer("ratio").reasons
    assert why.partition(" (")[0] == (
        "1 h of the week of 1 March 2026 not counted: 1 of 2 units of supervision, so 10 h count"
    )


def test_exactly_ten_hours_need_one_unit():
    assert bbs([*week({"direct": 600}), meeting()]).countable == 660


def test_two_units_carry_more_than_ten_hours():
    # Individual 60 + group 120 = 2 units; 11 h direct and 3 h supervision count.
    log = [*week({"direct": 660}), meeting(), meeting(120, GROUP)]
    assert bbs(log).countable == 840


def test_no_unit_and_the_week_is_lost_in_that_setting_only():
    # The clinic has no supervision; the school has, so its 5 h and the hour itself count.
    found = bbs([*week({"direct": 300}), *week({"direct": 300}, setting="school"), meeting(setting="school")])
    assert [(one.scope, one.countable) for one in found.periods] == [("clinic", 0), ("school", 360)]
    assert adjusted(found) == [("ratio", "zero", -300)]


def test_group_under_an_hour_makes_no_unit():
    # Three groups of 59 minutes: no unit. Of 60 minutes, two make one; the minutes themselves may count.
    short = [meeting(59, GROUP, SUNDAY + timedelta(days=number)) for number in range(3)]
    long = [meeting(60, GROUP, SUNDAY + timedelta(days=number)) for number in range(2)]
    assert bbs([*week({"direct": 300}), *short]).countable == 0
    assert bbs([*week({"direct": 300}), *long]).countable == 420


def test_half_a_unit_of_each_is_a_unit():
    # 30 min individual is a half, 60 min in a group is a half.
    assert bbs([*week({"direct": 60}), meeting(30), meeting(60, GROUP)]).countable == 150


def test_a_saturday_and_the_next_sunday_are_two_weeks():
    # Supervision on Saturday 7 March does nothing for Sunday 8 March.
    log = [
        meeting(on=date(2026, 3, 7)),
        *spread("other", 60, date(2026, 3, 8), setting="clinic", signed_on=ASKED),
    ]
    found = bbs(log)
    assert [(one.period, one.countable) for one in found.periods] == [("2026-03-01", 60), ("2026-03-08", 0)]


def test_at_most_six_hours_of_supervision_a_week():
    # Seven hours of supervision: six count.
    found = bbs([meeting(420), *week({"direct": 60})])
    assert (found.countable, adjusted(found)) == (420, [("supervision-cap", "trim", -60)])


def test_forty_hours_in_seven_days_across_two_weeks():
    # Week 1: 30 h on Thursday to Saturday. Week 2: 20 h on Sunday and Monday. Each week is under 40 h, but
    # Thursday to Monday are 5 days: 50 h and two hours of supervision, so 12 h of the later days go.
    first = spread("other", 1800, date(2026, 3, 5), a_day=600, setting="clinic", signed_on=ASKED)
    second = spread("other", 1200, date(2026, 3, 8), a_day=600, setting="clinic", signed_on=ASKED)
    log = [*first, *second, meeting(on=date(2026, 3, 5)), meeting(on=date(2026, 3, 8))]
    found = bbs(log)
    assert (found.raw, found.countable) == (52 * 60, 40 * 60)
    assert [(one.period, one.countable) for one in found.periods] == [
        ("2026-03-01", 1860),
        ("2026-03-08", 540),
    ]


def test_forty_hours_are_pooled_over_settings():
    # 25 h in each of two settings in one week, with supervision in both: 52 h, 40 h count.
    log = [
        row
        for setting in ("clinic", "school")
        for row in [*week({"other": 1500}, setting=setting), meeting(setting=setting)]
    ]
    assert bbs(log).countable == 2400


def test_the_eighth_day_is_free_again():
    # 40 h in five days from Sunday, then 8 h on the eighth day: the first day, of 9 h with its meeting, is
    # out of its seven days. The hour of supervision makes 41 h in the first week; so 40 h + 8 h.
    first = spread("other", 2400, SUNDAY, setting="clinic", signed_on=ASKED)
    then = spread("other", 480, date(2026, 3, 8), setting="clinic", signed_on=ASKED)
    log = [*first, *then, meeting(), meeting(on=date(2026, 3, 8))]
    # Day 1: 540, days 2 to 4: 480 each, day 5: 480, of which 2,400 - 1,980 = 420 count. Day 8 with days 2 to
    # 5: 1,860, so 540 may count: 480 and the hour.
    assert bbs(log).countable == 2400 + 540


def test_older_than_six_years_does_not_count():
    # On 1 June 2026 the day itself six years ago still counts, the one before does not.
    log = [
        replace(meeting(on=day), signed_on=date(2020, 7, 1)) for day in (date(2020, 5, 31), date(2020, 6, 1))
    ]
    found = bbs(log)
    assert (found.countable, adjusted(found)) == (60, [("window", "zero", -60)])


def test_unsigned_weeks_wait_without_an_end():
    log = [replace(row, signed_on=None) for row in [*week({"direct": 300}), meeting()]]
    found = bbs(log, date(2030, 1, 1))
    assert (found.raw, found.countable, found.pending) == (360, 0, 360)
    assert [(one.rule, one.policy) for one in found.periods[0].adjustments] == [("signature", "pending")]


def test_weeks_with_hours_are_counted_once_each():
    log = [*week({"direct": 60}), meeting(), *week({"direct": 60}, SUNDAY + timedelta(days=7))]
    weeks = bbs(log).answer("weeks")
    assert (weeks.unit, weeks.needed, weeks.raw, weeks.countable) == (Unit.WEEKS, 104, 2, 1)


# ------------------------------------------------------------------ EMDRIA


def consultation(hours, mode=INDIVIDUAL, size=None, on=SUNDAY):
    return Entry(
        on=on, minutes=60 * hours, activity="consultation", mode=mode, group_size=size, signed_on=ASKED
    )


def test_group_over_ten_hours_is_trimmed():
    # 8 h alone and 12 h in groups: 10 h of the groups count, 18 h of 20 h.
    found = answered(EMDRIA, [consultation(8), consultation(6, GROUP, 8), consultation(6, GROUP, 4)], ASKED)
    total = found.answer("total")
    assert (total.countable, total.missing, adjusted(found)) == (1080, 120, [("group", "trim", -120)])


def test_group_of_nine_counts_nothing():
    # 6 h in a group of 9 count 0, so the 6 h in a group of 8 stay under the limit.
    found = answered(EMDRIA, [consultation(8), consultation(6, GROUP, 9), consultation(6, GROUP, 8)], ASKED)
    assert (found.answer("total").countable, adjusted(found)) == (840, [("group_size", "zero", -360)])


def test_sessions_and_clients():
    # 50 sessions with 25 clients, two each; one of them unsigned leaves 49 and still 25 clients.
    log = [
        Entry(
            on=SUNDAY + timedelta(days=number),
            minutes=60,
            activity="session",
            case=f"C{number % 25}",
            signed_on=ASKED,
        )
        for number in range(50)
    ]
    found = answered(EMDRIA, log, ASKED)
    assert (found.answer("sessions").met, found.answer("clients").met) == (True, True)
    log[0] = replace(log[0], signed_on=None)
    found = answered(EMDRIA, log, ASKED)
    sessions = found.answer("sessions")
    assert (sessions.raw, sessions.countable, sessions.pending, sessions.met) == (50, 49, 1, False)
    assert found.answer("clients").met
