"""Every picture in every state, of invented people: for the page of all parts, and for tests."""

from collections.abc import Iterator
from datetime import date, timedelta

from markupsafe import Markup

from training.charts.attendance import WORDS, Attendance, Attendee
from training.charts.frame import Picture, show
from training.charts.funnel import Funnel, Stage
from training.charts.life import Life, Moment, Row, Span
from training.charts.medium import Medium
from training.charts.months import Kind, Month, Months, Pace
from training.charts.requirement import Requirement, Requirements, show_requirements
from training.charts.scores import Quality, Score, Scores, show_scores
from training.charts.target import Point, Target
from training.domain.hours import add_months

TODAY = date(2026, 11, 23)
YEAR = (
    *((360, 240, 60), (480, 300, 60), (600, 300, 120), (540, 300, 60), (240, 180, 0), (0, 60, 0)),
    *((420, 240, 60), (540, 360, 60), (660, 360, 120), (600, 300, 120), (720, 360, 120), (420, 180, 120)),
)
SUMS = (
    *(0, 840, 1900, 3000, 3100, 4200, 5100, 6000, 6900),
    *(7000, 7060, 8100, 9000, 10100, 11000, 12100, 13000),
)
LONG = "Maria-Magdalena Wolfeschlegelsteinhausenbergerdorff de la Santísima Trinidad & Söhne <b>"
KINDS = (Kind("client sessions", "first"), Kind("around the sessions", "second"), Kind("study", "third"))
SIGNED = (Kind("signed", "first"), Kind("waiting for a signature", "waits"))


def shown(medium: Medium = Medium.PAGE) -> dict[str, list[Markup]]:
    """Markup by kind of picture: as it usually is first, then empty, with one row, with odd values."""
    return {
        "months": [show(one, medium) for one in months()],
        "target": [show(one, medium) for one in targets()],
        "requirements": [show_requirements(one, medium) for one in requirements()],
        "attendance": [show(one, medium) for one in attendances()],
        "life": [show(one, medium) for one in lives()],
        "scores": [show_scores(one, medium) for one in scores()],
        "funnel": [show(one, medium) for one in funnels()],
    }


def drawn() -> list[Picture]:
    return [*months(), *targets(), *attendances(), *lives(), *funnels(), *large()]


def _run(first: date, *minutes: tuple[int, ...]) -> tuple[Month, ...]:
    return tuple(Month(add_months(first, number), parts) for number, parts in enumerate(minutes))


def months() -> Iterator[Months]:
    pace = Pace(900, "needed pace 15 h")
    first = date(2025, 12, 1)
    yield Months(id="year", title="Hours by month", kinds=KINDS, months=_run(first, *YEAR), pace=pace)
    yield Months(
        id="signed",
        title="Hours signed and waiting",
        kinds=SIGNED,
        months=_run(date(2026, 6, 1), (700, 0), (840, 0), (960, 120), (600, 540), (0, 1200), (0, 480)),
        note="What waits is signed month by month.",
    )
    yield Months(id="month", title="Hours of one month", kinds=KINDS, months=_run(first, YEAR[0]), pace=pace)
    yield Months(id="no-months", title="Hours before the first", kinds=KINDS, months=(), pace=pace)


def targets() -> Iterator[Target]:
    start = Point(date(2025, 5, 4), 0)
    asked = (start, Point(date(2027, 5, 4), 24000))
    points = (start, *(Point(add_months(date(2025, 6, 30), n), each) for n, each in enumerate(SUMS)))
    common = {"pace_words": "needed pace", "ahead_words": "at your pace, March 2028"}
    yield Target(
        id="target",
        title="Countable hours against the needed pace",
        points=points,
        pace=asked,
        ahead=Point(date(2028, 3, 20), 24000),
        **common,
    )
    yield Target(
        id="no-points", title="Before the first hour", points=(), pace=asked, pace_words="needed pace"
    )
    yield Target(
        id="one-point", title="On the first day", points=(start,), pace=asked, pace_words="needed pace"
    )
    yield _beyond(start, asked)


def _beyond(start: Point, asked: tuple[Point, Point]) -> Target:
    return Target(
        id="beyond",
        title="Far over the target",
        points=(start, Point(date(2025, 9, 1), 60000), Point(date(2026, 3, 1), 240000)),
        pace=asked,
        pace_words=f"needed pace of {LONG}",
    )


def _hours(id_: str, label: str, needed: int, countable: int, pending: int, raw: int) -> Requirement:
    return Requirement(
        id=id_,
        label=label,
        rule=f"at least {needed} h",
        needed=60 * needed,
        countable=60 * countable,
        pending=60 * pending,
        raw=60 * raw,
        countable_text=f"{countable:,} h",
        pending_text=f"{pending:,} h" if pending else "",
        needed_text=f"{needed:,} h",
        raw_text=f"{raw:,} h",
        met=countable >= needed,
        href="/",
    )


def requirements() -> Iterator[Requirements]:
    yield Requirements(
        id="requirements",
        title="Where you stand",
        rows=(
            _hours("sessions", "Client sessions", 300, 186, 18, 214),
            _hours("mentor", "Mentor supervision", 100, 64, 4, 68),
            _hours("group", "Group", 20, 24, 0, 24),
        ),
    )
    yield Requirements(
        id="extremes",
        title="Nothing yet, and far too much",
        rows=(_hours("nothing", "Nothing yet", 300, 0, 0, 0), _hours("much", LONG, 10, 90000, 400, 99999)),
    )
    yield Requirements(id="no-requirements", title="Nothing asked", rows=(), has_key=False)


def attendances() -> Iterator[Attendance]:
    marks = ("present", "present", "late", "present", "excused", "present", "absent", "part", None, None)
    days = tuple(f"{date(2026, 9, 5) + timedelta(days=7 * n):%-d %b}" for n in range(10))
    names = ("Ines Moreau", "Tomás Rey", "Aiko Tanaka", "Joana Ferreira da Silva")
    people = tuple(Attendee(name, marks[n:8] + marks[:n] + marks[8:]) for n, name in enumerate(names))
    yield Attendance(id="cohort", title="Attendance of the cohort Lisbon 2026", days=days, people=people)
    yield Attendance(id="no-people", title="Attendance before anybody enrolled", days=days, people=())
    yield Attendance(
        id="one-day", title="Attendance of one", days=days[:1], people=(Attendee("Ines Moreau", (None,)),)
    )


def lives() -> Iterator[Life]:
    first, last = date(2025, 5, 4), date(2028, 4, 4)
    rows = _rows()
    key = (
        ("first", "open"),
        ("second", "closed"),
        ("leave", "leave"),
        ("done", "written"),
        ("ahead", "ahead"),
    )
    yield Life(
        id="life",
        title="The internship so far",
        first=first,
        last=last,
        today=TODAY,
        rows=rows,
        key=key,
        note="At your pace, complete about March 2028.",
    )
    yield Life(id="no-life", title="Before the first day", first=TODAY, last=last, today=TODAY, rows=())
    yield Life(
        id="long-life",
        title="Twelve years and long names",
        first=date(2016, 12, 20),
        last=TODAY,
        today=TODAY,
        rows=(*rows, _case(LONG, LONG, date(2016, 12, 20), None), _case("One day", "", TODAY, None)),
    )


def _rows() -> tuple[Row, ...]:
    return (
        _case("K7-Q2", "closed, mutual", date(2025, 6, 20), date(2025, 12, 28)),
        _case("M4-R9", "closed, mutual", date(2025, 10, 2), date(2026, 2, 5)),
        _case("T2-B6", "open · local", date(2026, 4, 7), None),
        _case("W8-D3", "open · intensive", date(2026, 10, 30), None),
        Row("Leave", "", "March 2026", (Span(date(2026, 2, 14), date(2026, 4, 2), "leave"),)),
        Row("Evaluations", "", "three written, the next is due on 4 May 2027", (), _evaluations()),
    )


def _case(label: str, detail: str, start: date, end: date | None) -> Row:
    until = f"to {end:%-d %B %Y}" if end else "and still open"
    span = Span(start, end or TODAY, "second" if end else "first")
    return Row(label, detail, f"{start:%-d %B %Y} {until}", (span,))


def _evaluations() -> tuple[Moment, ...]:
    done = (date(2025, 11, 4), date(2026, 5, 4), date(2026, 11, 4))
    return (*(Moment(day, "done") for day in done), Moment(date(2027, 5, 4), "ahead"))


def scores() -> Iterator[Scores]:
    levels = (None, "not yet", "partly", "clearly", "strongly")

    def quality(id_: str, label: str, **given: int | None) -> Quality:
        found = (
            Score(member.replace("_", " "), level, levels[level or 0] or "")
            for member, level in given.items()
        )
        return Quality(id_, label, 4, tuple(found))

    yield Scores(
        id="scores",
        title="Scores by quality and member",
        qualities=(
            quality("boundaries", "Knows and keeps boundaries", Noor_Haddad=4, Emil_Sand=3, Ruth_Adler=3),
            quality("reflection", "Looks at their own part", Noor_Haddad=2, Emil_Sand=4, Ruth_Adler=None),
            quality("warmth", "Meets people with warmth", Noor_Haddad=4, Emil_Sand=4, Ruth_Adler=4),
        ),
    )
    yield Scores(
        id="odd-scores",
        title="One level, nobody, and long names",
        qualities=(
            Quality("none", "Nobody has answered", 4, ()),
            Quality("single", LONG, 1, (Score(LONG, 1, LONG),)),
        ),
    )
    yield Scores(id="no-scores", title="No rubric", qualities=())


def funnels() -> Iterator[Funnel]:
    yield Funnel(
        id="funnel",
        title="Applications by stage",
        stages=(
            Stage("Begun", 62, 9, 12),
            Stage("Sent", 48, 6, 4),
            Stage("Under review", 41, 7, 23),
            Stage("Decided", 33, 2, 1),
            Stage("Offered", 24, 3, 0),
            Stage("Accepted", 19, 4, 40),
            Stage("Enrolled", 15, 0, None),
        ),
        note="Of those who began since January 2024.",
    )
    yield Funnel(id="no-funnel", title="Before the first application", stages=())
    yield Funnel(
        id="odd-funnel",
        title="Nobody, and very many",
        stages=(Stage(LONG, 1234567, 1, 12345), Stage("One", 1, 1, None), Stage("None", 0, 0, None)),
    )


def large() -> Iterator[Months | Attendance]:
    """More than a page of examples should weigh: five years, forty people, forty-five days."""
    yield Months(
        id="five-years",
        title="Hours of five years",
        kinds=KINDS,
        months=_run(date(2021, 12, 1), *(tuple(3 * part for part in one) for one in YEAR * 5)),
        pace=Pace(900, f"the pace {LONG} asks for"),
    )
    yield from _crowds()


def _crowds() -> Iterator[Attendance]:
    many = tuple(WORDS)
    yield Attendance(
        id="forty",
        title="Attendance of forty people",
        days=tuple(f"{n + 1} Sep" for n in range(10)),
        people=tuple(
            Attendee(
                f"{n + 1} {LONG}" if n % 3 == 0 else f"Trainee {n + 1}",
                tuple(many[(n * d) % 5] for d in range(10)),
            )
            for n in range(40)
        ),
    )
    yield Attendance(
        id="long-course",
        title="Attendance over forty-five days",
        days=tuple(f"{date(2026, 9, 5) + timedelta(days=n):%-d %b}" for n in range(45)),
        people=tuple(
            Attendee(name, tuple(many[(n + d) % 5] for d in range(45)))
            for n, name in enumerate(("Ines", "Tomás"))
        ),
    )
