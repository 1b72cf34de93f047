"""What the page of a sign-off request shows: each entry beside the log of its month."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from training.actions import signoff
from training.domain.hours import as_hours, month_ends, month_starts, sign_by
from training.domain.program import Program
from training.domain.signoff import EntryStatus, Flag, LineAnswer, RequestStatus, Worked, fingerprint, flags
from training.domain.tongue import Shape, marked, ngettext, say_date, say_number
from training.domain.tongue import gettext as _
from training.extensions import db
from training.models import Entry, Line, SignOffRequest
from training.queries import signoff as queries
from training.queries.program import definition
from training.web.access import today

# Small numbers are spelt within a sentence; a language that cannot do that takes %(number)s in their place.
SPELT = (
    marked("no"),
    marked("one"),
    marked("two"),
    marked("three"),
    marked("four"),
    marked("five"),
    marked("six"),
    marked("seven"),
    marked("eight"),
    marked("nine"),
    marked("ten"),
    marked("eleven"),
    marked("twelve"),
)
ANSWERS = {
    LineAnswer.SIGNED: (marked("signed"), "done"),
    LineAnswer.RETURNED: (marked("sent back"), "waiting"),
    LineAnswer.LAPSED: (marked("sent back by the other supervisor"), "waiting"),
    LineAnswer.RECALLED: (marked("taken back"), "neutral"),
    LineAnswer.WAITS: (marked("not signed"), "neutral"),
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
        return with_whom(self.request)

    @property
    def capacity(self) -> str:
        return signoff.capacity(self.request.role, self.program)

    @property
    def lead(self) -> str:
        """Who waits for what, and how much of it is unusual."""
        if not self.is_open:
            return _("You answered this request. It stays as it is here.")
        return f"{self._waits()} {self._unusual()}"

    def _waits(self) -> str:
        codes = sorted({row.case for row in self.rows if row.case})
        number = len(self.rows)
        said = {"spelt": spelt(number), "capacity": self.capacity}
        if len(codes) != 1:
            words = ngettext(
                "%(spelt)s entry waits for you as %(capacity)s.",
                "%(spelt)s entries wait for you as %(capacity)s.",
                number,
                **said,
            )
            return begun(words)
        words = ngettext(
            "%(spelt)s entry of case %(case)s waits for you as %(capacity)s.",
            "%(spelt)s entries of case %(case)s wait for you as %(capacity)s.",
            number,
            case=codes[0],
            **said,
        )
        return begun(words)

    def _unusual(self) -> str:
        number = sum(row.is_unusual for row in self.rows)
        if not number:
            return _("Nothing in it is unusual.")
        return begun(ngettext("%(spelt)s is unusual.", "%(spelt)s are unusual.", number, spelt=spelt(number)))

    @property
    def has_unusual(self) -> bool:
        return any(row.is_unusual for row in self.rows)

    @property
    def figures(self) -> list[tuple[str, str]]:
        minutes = sum(line.entry.minutes for line in self.lines)
        return [
            (as_hours(minutes), _("in all")),
            (say_number(len(self.rows)), ngettext("entry", "entries", len(self.rows))),
            *([(self.deadline, _("last day to sign"))] if self.deadline else []),
        ]

    @property
    def deadline(self) -> str:
        months = self.program.internship.sign_by_months
        if not months:
            return ""
        last = sign_by(self.request.period, months)
        return say_date(last, Shape.DAY_OF_YEAR if last.year == today().year else Shape.DAY)

    @property
    def statement(self) -> str:
        filled = signoff.fill(self.request, self.request.supervisor.name, self.lines, self.program)
        return self.program.statement("hours").text.format_map(filled)

    @property
    def signed_at(self) -> str:
        made = self.request.signature
        return _("%(moment)s UTC", moment=say_date(made.at, Shape.MOMENT)) if made else ""

    @property
    def submit(self) -> str:
        number = len(self.rows)
        return ngettext("Sign %(spelt)s entry", "Sign %(spelt)s entries", number, spelt=spelt(number))

    @property
    def note(self) -> str:
        """What is kept with the signature, and what becomes of the entries."""
        licence = self.request.supervisor.licence_on(today())
        kept = (
            _(
                "Recorded with your name, licence %(licence)s, the time and exactly what you see here.",
                licence=licence,
            )
            if licence
            else _("Recorded with your name, the time and exactly what you see here.")
        )
        follows = _(
            "Signed entries cannot be changed; a correction comes back to you. "
            "What goes back is left out of the sentence, with its hours."
        )
        return f"{kept} {follows}"


def page(request: SignOffRequest, *, by_day: bool = False) -> Page:
    """What waits while the request is open, unusual first; afterwards everything that was in it."""
    program = definition(request.internship.program)
    is_open = request.status is RequestStatus.REQUESTED
    lines = signoff.waiting(request) if is_open else sorted(request.lines, key=lambda line: line.entry.on)
    around = _surroundings(request, program)
    rows = [_row(line, around, program) for line in lines]
    if is_open and not by_day:
        rows.sort(key=lambda row: not row.is_unusual)
    seen = fingerprint(signoff.on_the_page(request, signoff.waiting(request), program))
    return Page(request, program, rows, lines, seen)


def with_whom(request: SignOffRequest) -> str:
    """`October with Ines Moreau`."""
    month = say_date(month_starts(request.period), Shape.MONTH_NAME)
    return _("%(month)s with %(name)s", month=month, name=request.internship.person.name)


def spelt(number: int) -> str:
    """`six`; from thirteen on in figures."""
    return _(SPELT[number]) if number < len(SPELT) else say_number(number)


def begun(sentence: str) -> str:
    """A sentence whose first word is put in, with its capital letter."""
    return sentence[:1].upper() + sentence[1:]


def _row(line: Line, around: Surroundings, program: Program) -> Row:
    entry = signoff.worked(line.entry, program)
    word, kind = ANSWERS[LineAnswer(line.answer)]
    return Row(
        ref=entry.ref,
        day=say_date(entry.on, Shape.WEEKDAY),
        title=around.titles.get(entry.ref, entry.label),
        case=entry.case,
        methods=", ".join(method.lower() for method in entry.methods),
        hours=as_hours(entry.minutes),
        flags=flags(entry, around.log, program.internship, on=today(), unsent=around.unsent),
        answer=(_(word), kind),
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
            titles[entry.ref] = _(
                "%(activity)s %(count)s", activity=labels[entry.activity], count=counts[entry.case_id]
            )
    return titles
