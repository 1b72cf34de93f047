"""The three foreign rule books once more, written from their sources and as plainly as can be.

Nothing here knows the engine: hours are lists of single minutes, rules are loops over them, and it is slow.
A row is anything with the attributes of a log entry.
"""

from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction


def parted(rows, on):
    """Signed rows, unsigned rows; what is dated after the day of the question is in neither."""
    there = [row for row in rows if row.on <= on]
    signed = [row for row in there if row.signed_on is not None and row.signed_on <= on]
    return signed, [row for row in there if row not in signed]


# ------------------------------------------------------------------ BACB


def end_of_next_month(day):
    year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)
    return date(year, month, monthrange(year, month)[1])


def bacb(rows, on):
    """Countable minutes of each month and supervisor, and all minutes that wait."""
    forms = defaultdict(list)
    for row in rows:
        forms[f"{row.on:%Y-%m}", row.supervisor].append(row)
    months = {key: bacb_month(form, on) for key, form in forms.items()}
    waiting = sum(
        row.minutes
        for form in forms.values()
        for row in parted(form, on)[1]
        if on <= end_of_next_month(row.on)
    )
    return best_five_years(months), waiting


def bacb_month(form, on):
    signed, unsigned = parted(form, on)
    deadline = end_of_next_month(form[0].on)
    if unsigned and on > deadline:
        return 0
    if any(row.signed_on > deadline for row in signed):
        return 0
    if not any(row.observed_minutes > 0 for row in signed):
        return 0
    if sum(row.minutes for row in signed) < 20 * 60:
        return 0
    supervised = [row for row in signed if row.activity == "supervised" and not (row.group_size or 0) > 10]
    group = sum(row.minutes for row in supervised if row.mode == "group")
    individual = sum(row.minutes for row in supervised if row.mode == "individual")
    unsaid = sum(row.minutes for row in supervised if row.mode is None)
    independent = sum(row.minutes for row in signed if row.activity == "independent")
    while group > individual:
        group -= 1
    under = group + individual + unsaid
    while independent and independent + under > 130 * 60:
        independent -= 1
    while independent and under * 100 < 5 * (under + independent):
        independent -= 1
    whole = independent + under
    return whole * min(4, len(supervised)) // 4


def best_five_years(months):
    """The 60 calendar months on end that hold most; everything else is nothing."""
    number = {key: int(key[0][:4]) * 12 + int(key[0][5:]) for key in months}
    best = {}
    for last in range(min(number.values(), default=0), max(number.values(), default=-1) + 60):
        kept = {key: n for key, n in months.items() if last - 60 < number[key] <= last}
        if sum(kept.values()) >= sum(best.values()):
            best = kept
    return {key: best.get(key, 0) for key in months}


# ------------------------------------------------------------------ BBS


def sunday_before(day):
    while day.weekday() != 6:
        day -= timedelta(days=1)
    return day


def bbs(rows, on):
    """For each day: countable minutes, and those of them that are direct; and all minutes that wait."""
    signed, unsigned = parted(rows, on)
    signed.sort(key=lambda row: row.on)
    weeks = defaultdict(list)
    for row in signed:
        weeks[sunday_before(row.on), row.setting].append(row)
    kept = defaultdict(lambda: {"direct": 0, "supervision": 0, "other": 0})
    for week in weeks.values():
        for day, activity in bbs_week(week):
            kept[day][activity] += 1
    forty_hours(kept)
    for day in kept:
        if day < six_years_before(on):
            kept[day] = {"direct": 0, "supervision": 0, "other": 0}
    days = {day: (sum(minutes.values()), minutes["direct"]) for day, minutes in kept.items()}
    return days, sum(row.minutes for row in unsigned)


def bbs_week(week):
    """The minutes of one week and setting that count so far, one by one: its day and its activity."""
    units = Fraction(0)
    for row in week:
        if row.activity == "supervision" and row.mode == "individual":
            units += Fraction(row.minutes, 60)
        if row.activity == "supervision" and row.mode == "group" and row.minutes >= 60:
            units += Fraction(row.minutes, 120)
    if units < 1:
        return
    limits = {"direct": 10 * 60 if units < 2 else 10**9, "supervision": 6 * 60, "other": 10**9}
    for row in week:
        for _ in range(row.minutes):
            if limits[row.activity] > 0:
                limits[row.activity] -= 1
                yield row.on, row.activity


def forty_hours(kept):
    """Take the last minutes of a day while the seven days that end with it hold more than forty hours.

    Of one day direct hours go last, because a minimum asks for them.
    """
    for day in sorted(kept):
        window = [day - timedelta(days=back) for back in range(7)]
        while sum(sum(kept[one].values()) for one in window if one in kept) > 40 * 60:
            losing = next(name for name in ("other", "supervision", "direct") if kept[day][name])
            kept[day][losing] -= 1


def six_years_before(on):
    return date(on.year - 6, on.month, 28 if (on.month, on.day) == (2, 29) else on.day)


# ------------------------------------------------------------------ EMDRIA


def emdria(rows, on):
    """Countable minutes of consultation, sessions and different clients; and all minutes that wait."""
    signed, unsigned = parted(rows, on)
    alone = group = 0
    sessions, clients = 0, set()
    for row in signed:
        if row.activity == "session":
            sessions += 1
            clients |= {row.case} - {None}
        elif (row.group_size or 0) > 8:
            continue
        elif row.mode == "group":
            group += row.minutes
        else:
            alone += row.minutes
    return (alone + min(group, 10 * 60), sessions, len(clients)), sum(row.minutes for row in unsigned)
