"""What the page of a sign-off request shows: each entry beside the log of its month."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from training.actions import signoff
from training.domain.hours import as_hours, month_ends, month_starts, sign_by
from training.domain.program import Program
from training.domain.signoff import EntryStatus, Flag, LineAnswer, RequestStatus, Worked, fingerprint, flags
from training.extensions import db
from training.models import Entry, Line, SignOffRequest
from training.queries import signoff as queries
from training.queries.program import definition
from training.web.access import today

NUMBERS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
ANSWERS = {
    LineAnswer.SIGNED: ("signed", "done"),
    LineAnswer.RETURNED: ("sent back", "waiting"),
    LineAnswer.LAPSED: ("sent back by the other supervisor", "waiting"),
    LineAnswer.RECALLED: ("taken back", "neutral"),
    LineAnswer.WAITS: ("not signed", "neutral"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as a line of the page."""

    ref: str
    day: str
    title: str
    case: str | None
    methods: str
    hours: str
    flags: tuple[Flag, ...]
    answer: tuple[str, str]
    comment: str | None

    @property
    def is_unusual(self) -> bool:
        return any(flag.is_unusual for flag in self.flags)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an entry is looked at beside: the log of its days, the drafts among it, and sessions' titles."""

    log: list[Worked]
    unsent: list[Worked]
    titles: dict[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    request: SignOffRequest
    program: Program
    rows: list[Row]
    lines: list[Line]
    seen: str

    @property
    def is_open(self) -> bool:
        return self.request.status is RequestStatus.REQUESTED

    @property
    def title(self) -> str:
        return f"{month_starts(self.request.period):%B} with {self.request.internship.person.name}"

    @property
    def capacity(self) -> str:
        return signoff.capacity(self.request.role, self.program)

    @property
    def lead(self) -> str:
        """Who waits for what, and how much of it is unusual."""
        codes = sorted({row.case for row in self.rows if row.case})
        of_case = f" of case {codes[0]}" if len(codes) == 1 else ""
        entries = counted(len(self.rows), "entry", "entries")
        waits = f"{entries.capitalize()}{of_case} {'waits' if len(self.rows) == 1 else 'wait'} for you as"
        unusual = sum(row.is_unusual for row in self.rows)
        remark = counted(unusual, "is", "are").capitalize() if unusual else "Nothing in it is"
        return f"{waits} {self.capacity}. {remark} unusual."

    @property
    def figures(self) -> list[tuple[str, str]]:
        minutes = sum(line.entry.minutes for line in self.lines)
        return [
            (as_hours(minutes), "in all"),
            (str(len(self.rows)), "entry" if len(self.rows) == 1 else "entries"),
            *([(self.deadline, "last day to sign")] if self.deadline else []),
        ]

    @property
    def deadline(self) -> str:
        months = self.program.internship.sign_by_months
        return f"{sign_by(self.request.period, months):%-d %B %Y}" if months else ""

    @property
    def statement(self) -> str:
        filled = signoff.fill(self.request, self.request.supervisor.name, self.lines, self.program)
        return self.program.statement("hours").text.format_map(filled)

    @property
    def submit(self) -> str:
        return f"Sign {counted(len(self.rows), 'entry', 'entries')}"

    @property
    def licence(self) -> str:
        licence = self.request.supervisor.licence_on(today())
        return f", licence {licence}" if licence else ""


def page(request: SignOffRequest, *, unusual_first: bool = False) -> Page:
    """The page of a request: what waits while it is open, afterwards everything that was in it."""
    program = definition(request.internship.program)
    is_open = request.status is RequestStatus.REQUESTED
    lines = signoff.waiting(request) if is_open else sorted(request.lines, key=lambda line: line.entry.on)
    around = _surroundings(request, program)
    rows = [_row(line, around, program) for line in lines]
    if unusual_first:
        rows.sort(key=lambda row: not row.is_unusual)
    seen = fingerprint(signoff.on_the_page(request, signoff.waiting(request), program))
    return Page(request, program, rows, lines, seen)


def counted(number: int, one: str, many: str) -> str:
    """`six entries`, `one entry`, `two are`."""
    word = NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"
    return f"{word} {one if number == 1 else many}"


def _row(line: Line, around: Surroundings, program: Program) -> Row:
    entry = signoff.worked(line.entry, program)
    return Row(
        ref=entry.ref,
        day=f"{entry.on:%a %-d %b}",
        title=around.titles.get(entry.ref, entry.label),
        case=entry.case,
        methods=", ".join(method.lower() for method in entry.methods),
        hours=as_hours(entry.minutes),
        flags=flags(entry, around.log, program.internship, on=today(), unsent=around.unsent),
        answer=ANSWERS[LineAnswer(line.answer)],
        comment=line.comment,
    )


def _surroundings(request: SignOffRequest, program: Program) -> Surroundings:
    """The log of the month and of the days in which something should follow."""
    first, last = month_starts(request.period), month_ends(request.period)
    days = [one.within_days for activity in program.internship.activities for one in activity.expects_after]
    until = last + timedelta(days=max(days, default=0))
    entries = list(db.session.scalars(queries.worked_between(request.internship_id, first, until)))
    sent = [entry for entry in entries if entry.status is not EntryStatus.DRAFT]
    return Surroundings(
        log=[signoff.worked(entry, program) for entry in sent],
        unsent=[signoff.worked(entry, program) for entry in entries if entry not in sent],
        titles=_numbered(request, sent, first, program),
    )


def _numbered(request: SignOffRequest, entries: list[Entry], first: date, program: Program) -> dict[str, str]:
    """Sessions count on within their case: “Client session 3”."""
    labels = {one.id: one.label for one in program.internship.activities if one.uses_methods}
    before = db.session.execute(queries.sessions_before(request.internship_id, list(labels), first))
    counts = Counter({case_id: count for case_id, count in before if case_id is not None})
    titles: dict[str, str] = {}
    for entry in entries:
        if entry.activity in labels and entry.case_id is not None:
            counts[entry.case_id] += 1
            titles[entry.ref] = f"{labels[entry.activity]} {counts[entry.case_id]}"
    return titles
