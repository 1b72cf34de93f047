"""What goes on today: the running course, the one to come, and the committee's board."""

from datetime import timedelta

from training.actions import application as applications
from training.actions import committee, committee_letters
from training.actions.record import Private
from training.demo import admission, cast, course, story
from training.demo.admission import Candidate
from training.demo.cast import Figure
from training.demo.voices import voices
from training.demo.world import World
from training.domain.program import Outcome
from training.domain.roles import Role


def running_course(world: World) -> None:
    """Half way through; what was held yesterday is noted and not vouched for, today's is still to take."""
    group, taken = story.gather(world, world.day(8), [cast.TRAINEE, *[None] * 7])
    story.teach(world, group, taken, until=world.day(2))
    for session in group.sessions:
        if session.on == world.day(1):
            course.take(world, session, taken, verify=False)
    for one in taken[:5]:
        course.assess(world, one, world.day(1), how_many=2)
    world.session.flush()


def next_course(world: World) -> None:
    """Ten weeks from now. Three have signed the confidentiality agreement, one has not."""
    starts_on = world.today + timedelta(days=72)
    _, taken = story.gather(world, starts_on, [None, None, None, cast.TRAINEE2])
    for one in taken[:3]:
        course.agree(world, one, world.day(6))
    world.session.flush()


def sent(world: World, ago: int, figure: Figure | None = None, *, letters: bool = True) -> Candidate:
    person = story.newcomer(world, figure, world.day(ago + 49))
    return admission.send(world, person, world.day(ago), letters=letters)


# ------------------------------------------------------------------ applicants


def applicants(world: World) -> None:
    draft(world)
    offered(world)
    returned(world)
    withdrawn(world)
    waitlisted(world)
    declined(world)
    accepted(world)
    world.session.flush()


def draft(world: World) -> None:
    """Half written: two parts complete, two begun, one letter come and one asked for."""
    person = story.newcomer(world, cast.APPLICANT, world.day(40))
    one = admission.begin(world, person, world.day(38))
    admission.write(world, one, "cover", world.day(36))
    admission.write(world, one, "questionnaire", world.day(24))
    come, _ = admission.ask_two(world, one, world.day(20))
    admission.answer_letter(world, one, come, world.day(11))
    admission.write(world, one, "letter", world.day(9), only=("why_this_work", "qualities"))


def offered(world: World) -> None:
    one = sent(world, 33, cast.APPLICANT2)
    admission.read(world, one, world.day(25))
    admission.decide(world, one, world.day(5), Outcome.OFFER)
    admission.release(world, one, world.day(3))


def returned(world: World) -> None:
    one = sent(world, 17)
    admission.assign(world, one, world.day(13), "reviewer", "reviewer2")
    by = world.acting("chair", world.ago(8, 16))
    parts = [world.program.part("questionnaire")]
    words = Private(world.keys(one.person), voices()["reviews"]["returned"])
    event = committee.give_back(one.application, parts, words=words, by=by)
    link = world.link("/application")
    committee_letters.tell_return(one.application, parts, world.program, event=event, link=link, by=by)


def withdrawn(world: World) -> None:
    one = sent(world, 60)
    applications.withdraw(one.application, by=world.by(one.person, Role.APPLICANT, world.ago(52)))


def waitlisted(world: World) -> None:
    one = sent(world, 90)
    admission.read(world, one, world.day(82))
    admission.decide(world, one, world.day(70), Outcome.WAITLIST)
    admission.release(world, one, world.day(69))


def declined(world: World) -> None:
    one = sent(world, 75)
    admission.read(world, one, world.day(66), level=2)
    admission.decide(world, one, world.day(55), Outcome.DECLINE, "more_growth")
    admission.release(world, one, world.day(54))
    admission.break_glass(world, one, world.day(20))


def accepted(world: World) -> None:
    """To be enrolled by the registrar."""
    person = story.newcomer(world, None, world.day(80))
    admission.admit(world, person, world.day(24))


# ------------------------------------------------------------------ the board


def board(world: World) -> None:
    """Something in every column."""
    sent(world, 6)
    sent(world, 4)
    sent(world, 2, letters=False)
    conflict_asked(world)
    being_read(world)
    ready(world)
    to_release(world, 30, Outcome.OFFER, 3)
    to_release(world, 28, Outcome.DECLINE, 2)
    world.session.flush()


def conflict_asked(world: World) -> None:
    """Assigned three days ago; neither reader has said yet whether they know the applicant."""
    one = sent(world, 9)
    admission.assign(world, one, world.day(3), "reviewer", "reviewer2")
    admission.begin_review(world, one, world.day(3))


def being_read(world: World) -> None:
    """One stepped back, one has written, one has the file open."""
    one = sent(world, 14)
    first, second, third = admission.assign(world, one, world.day(10), "reviewer", "chair2", "reviewer2")
    admission.begin_review(world, one, world.day(10))
    friend = world.program.committee.conflict("intimate")
    words = Private(world.keys(one.person), voices()["reviews"]["recused"])
    at = world.ago(9, 13)
    committee.recuse(second, conflict=friend, words=words, by=world.by(second.reviewer, Role.CHAIR, at))
    admission.clear(world, one, third, world.day(8))
    admission.clear(world, one, first, world.day(7))
    admission.score(world, one, third, world.day(5))


def ready(world: World) -> None:
    one = sent(world, 20)
    admission.read(world, one, world.day(13), level=4)
    (own,) = admission.assign(world, one, world.day(6), "chair")
    admission.clear(world, one, own, world.day(6))


def to_release(world: World, ago: int, outcome: Outcome, level: int) -> None:
    one = sent(world, ago)
    admission.read(world, one, world.day(ago - 7), level=level)
    reasons = ("own_needs",) if outcome is Outcome.DECLINE else ()
    admission.decide(world, one, world.day(2), outcome, *reasons)
