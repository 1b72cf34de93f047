"""The log of an internship, week by week: written down, sent month by month, signed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from training.actions import hours, signoff
from training.actions.hours import Desk
from training.actions.signoff import Reply
from training.demo import internship as steps
from training.demo import voices
from training.demo.world import World
from training.domain.hours import add_months, month_ends, month_of, month_starts
from training.domain.log import Surroundings, Work
from training.domain.roles import Role
from training.domain.signoff import EntryStatus, fingerprint
from training.models import Case, Entry, Internship, SignOffRequest

METHODS = (
    "relaxation", "eye_contact", "communication", "sensate_focus", "education", "body_mapping",
    "one_way_touch", "mutual_touch",
)  # fmt: skip
Act = Callable[[datetime], None]


@dataclass(frozen=True, slots=True)
class Slot:
    """A case from one week of the internship to another (None: still open), and how long a session lasts."""

    first: int
    last: int | None
    minutes: int = 90
    code: str = ""


@dataclass(slots=True)
class Road:
    """What an internship has been like so far.

    `until`: its last day of work; `waits`: whether the newest months still wait for signatures;
    `away`: first and last week of a leave; `skips`: how often a week passes without a session; `lacks`: who
    has not written the newest evaluation; `forgets`: the case whose last session nobody was consulted on;
    `returns`: whether the therapist sends something back; `proposes`: a case that is approved and not open.
    """

    slots: tuple[Slot, ...]
    until: date
    waits: bool = True
    away: tuple[int, int] | None = None
    skips: float = 0.03
    lacks: tuple[Role, ...] = ()
    forgets: str = ""
    returns: bool = False
    proposes: str = ""


@dataclass(slots=True)
class Log:
    """Plays one internship in the order of its days, so that its record reads as it happened."""

    world: World
    made: Internship
    road: Road
    entries: list[Entry] = field(default_factory=list)
    cases: dict[Slot, Case] = field(default_factory=dict)

    def play(self) -> None:
        acts = sorted(self._acts(), key=lambda act: act[0])
        for at, act in acts:
            act(at)
        self.world.session.flush()

    # -------------------------------------------------------------- what happens, and when

    def _acts(self) -> Iterator[tuple[datetime, Act]]:
        yield from self._weeks()
        yield from self._cases()
        yield from self._pauses()
        yield from self._months()
        yield from self._rounds()

    @property
    def _began(self) -> date:
        assert self.made.started_on is not None  # noqa: S101 -- played only once begun
        return self.made.started_on

    def _day(self, week: int, weekday: int = 0) -> date:
        return self._began + timedelta(days=7 * week + weekday)

    def _is_away(self, day: date) -> bool:
        away = self.road.away
        return away is not None and self._day(away[0]) <= day < self._day(away[1])

    def _cases(self) -> Iterator[tuple[datetime, Act]]:
        for slot in self.road.slots:
            on = self._day(slot.first)
            yield from self._proposing(slot, on - timedelta(days=10))
            yield self.world.at(on, 8), self._opening(slot)
            if slot.last is not None:
                yield self.world.at(self._day(slot.last, 6), 21), self._closing(slot)
        if self.road.proposes:
            yield from self._proposing(Slot(0, None, code=self.road.proposes), self.world.day(6))

    def _proposing(self, slot: Slot, on: date) -> Iterator[tuple[datetime, Act]]:
        def propose(at: datetime) -> None:
            self.cases[slot] = steps.propose_case(
                self.world, self.made, at, minutes=slot.minutes, code=slot.code
            )

        yield self.world.at(on, 17), propose
        yield (
            self.world.at(on + timedelta(days=2), 17),
            lambda at: steps.approve_case(self.world, self.cases[slot], at),
        )

    def _opening(self, slot: Slot) -> Act:
        return lambda at: steps.open_case(self.world, self.cases[slot], at)

    def _closing(self, slot: Slot) -> Act:
        return lambda at: steps.close_case(self.world, self.cases[slot], at)

    def _pauses(self) -> Iterator[tuple[datetime, Act]]:
        if self.road.away:
            first, last = self.road.away
            yield self.world.at(self._day(first), 7), lambda at: steps.leave(self.world, self.made, at)
            yield self.world.at(self._day(last), 7), lambda at: steps.come_back(self.world, self.made, at)

    def _rounds(self) -> Iterator[tuple[datetime, Act]]:
        """Evaluations are written some days after they are due; the newest may lack somebody's."""
        every = self.world.program.internship.evaluations.every_months
        away = 7 * (self.road.away[1] - self.road.away[0]) if self.road.away else 0
        number = 1
        while (due := add_months(self._began, every * number) + timedelta(days=away + 5)) <= self.road.until:
            is_last = add_months(due, every) > self.road.until
            yield self.world.at(due, 18), self._round(self.road.lacks if is_last else ())
            number += 1

    def _round(self, but: tuple[Role, ...]) -> Act:
        return lambda at: steps.evaluate(self.world, self.made, at, but=but)

    # -------------------------------------------------------------- the weeks

    def _weeks(self) -> Iterator[tuple[datetime, Act]]:
        for week in range((self.road.until - self._began).days // 7 + 1):
            for number, slot in enumerate(self.road.slots):
                is_open = slot.first <= week and (slot.last is None or week <= slot.last)
                if is_open and (week == slot.last or self.world.rng.random() >= self.road.skips):
                    yield from self._session(week, number, slot)
            if week % 4 == 2:
                yield from self._work(self._day(week, 3), "group_supervision", 120)
                yield from self._work(self._day(week, 5), "study", 90, note="study")

    def _session(self, week: int, number: int, slot: Slot) -> Iterator[tuple[datetime, Act]]:
        """A session and what follows it: consultation each time, review and preparation every other week."""
        day = self._day(week, number % 2 * 2)
        if self.road.forgets == slot.code and slot.code and day > self.world.day(9):
            return
        yield from self._work(day, "client_session", slot.minutes, slot=slot, note="texts")
        if self.road.forgets == slot.code and slot.code and day > self.world.day(16):
            return
        yield from self._work(day + timedelta(days=1), "consultation", 30, slot=slot)
        if week % 2 or week == slot.last:
            yield from self._work(day + timedelta(days=3), "mentor_review", 30, slot=slot)
            yield from self._work(day + timedelta(days=4), "mentor_preparation", 20, slot=slot)

    def _work(
        self, day: date, activity: str, minutes: int, *, slot: Slot | None = None, note: str = ""
    ) -> Iterator[tuple[datetime, Act]]:
        if day <= self.road.until and not self._is_away(day):
            yield self.world.at(day, 20), lambda at: self.write(at, activity, minutes, slot=slot, note=note)

    def write(
        self, at: datetime, activity: str, minutes: int, *, slot: Slot | None = None, note: str = ""
    ) -> None:
        """Write one stretch of work down on the evening of its day."""
        case = self.cases[slot] if slot else None
        if case and case.closed_on:
            return
        rng, world = self.world.rng, self.world
        work = Work(
            on=at.date(),
            minutes=minutes,
            activity=activity,
            case=case.code if case else None,
            methods=tuple(rng.sample(METHODS, rng.randrange(1, 4))) if activity == "client_session" else (),
            note=rng.choice(voices.voices()["notes"][note]) if note and rng.random() < 0.6 else "",
        )
        by = world.by(self.made.person, Role.INTERN, at)
        entry = hours.log(self.made, work, desk=self._desk(at.date()), by=by)
        entry.lines = []
        world.session.add(entry)
        self.entries.append(entry)

    def _desk(self, today: date) -> Desk:
        around = Surroundings(
            today=today,
            began_on=self._began,
            leave=tuple((one.from_on, one.until_on) for one in self.made.leaves),
            cases={one.code: (one.opened_on, one.closed_on) for one in self.made.cases},
        )
        return Desk(self.world.program, around, self.world.keys(self.made.person))

    # -------------------------------------------------------------- the months

    def _months(self) -> Iterator[tuple[datetime, Act]]:
        """Each month is sent on the second of the next. The last before this one: see `_newest`."""
        this = month_starts(month_of(self.world.today))
        first = month_starts(month_of(self._began))
        while first < this:
            period, sent_on = month_of(first), month_ends(month_of(first)) + timedelta(days=2)
            is_newest = add_months(first, 1) == this
            if is_newest and self.road.waits:
                yield from self._newest(period)
            elif sent_on <= self.world.today:
                yield self.world.at(sent_on, 9), self._month(period)
            first = add_months(first, 1)

    def _month(self, period: str) -> Act:
        def act(at: datetime) -> None:
            for request in self.submit(period, at):
                self.sign(request, at + timedelta(hours=5))

        return act

    def _newest(self, period: str) -> Iterator[tuple[datetime, Act]]:
        """Two parts sent while it ran, the first answered, the second waiting; the rest is not sent yet."""
        half, most = month_starts(period) + timedelta(days=14), month_starts(period) + timedelta(days=22)
        yield self.world.at(half, 21), self._part(period, half, is_signed=True)
        yield self.world.at(most, 21), self._part(period, most, is_signed=False)

    def _part(self, period: str, until: date, *, is_signed: bool) -> Act:
        def act(at: datetime) -> None:
            for request in self.submit(period, at, until=until):
                if is_signed:
                    self.sign(request, at + timedelta(hours=1), returned=self._sent_back(request))

        return act

    def _sent_back(self, request: SignOffRequest) -> dict[str, str]:
        """The consultation that the therapist would like to have written otherwise."""
        if not self.road.returns or request.role is not Role.THERAPIST:
            return {}
        doubtful = [line.entry for line in request.lines if line.entry.activity == "consultation"][:1]
        return {entry.ref: voices.voices()["notes"]["comments"][0] for entry in doubtful}

    def submit(self, period: str, at: datetime, *, until: date | None = None) -> list[SignOffRequest]:
        """Send the drafts of a month, or of a part of it, to everyone who signs them."""
        drafts = [
            one
            for one in self.entries
            if one.status is EntryStatus.DRAFT
            and month_of(one.on) == period
            and (until is None or one.on <= until)
        ]
        if not drafts:
            return []
        requests = hours.submit_period(
            self.made,
            period,
            drafts,
            program=self.world.program,
            by=self.world.by(self.made.person, Role.INTERN, at),
            link=lambda ref: self.world.link(f"/supervision/requests/{ref}"),
        )
        self.world.keep(*requests)
        return requests

    def sign(self, request: SignOffRequest, at: datetime, *, returned: dict[str, str] | None = None) -> None:
        """The supervisor looks it over and signs, or sends some of it back with a comment each."""
        at = min(at, self.world.now - timedelta(minutes=1))
        lines = signoff.waiting(request)
        seen = fingerprint(signoff.on_the_page(request, lines, self.world.program))
        reply = Reply(seen, returned or {}, at.date(), self.world.link("/internship/log"))
        signer = self.world.signer(request.supervisor, request.role, at)
        signoff.sign_entries(request, signer=signer, reply=reply, program=self.world.program)
        self.entries = [one for one in self.entries if one.status is not EntryStatus.SIGNED]
