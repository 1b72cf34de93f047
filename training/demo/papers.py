"""A supervisor's licence and insurance on their way through the office."""

from datetime import timedelta
from io import BytesIO

from PIL import Image

from training.actions import profile
from training.demo.world import World
from training.domain.upload import Kind
from training.models import Insurance, Licence


def send_in(world: World) -> None:
    """The therapist's licence ends in six weeks: the new one waits; the insurance is verified."""
    person, keys = world.staff["therapist"], world.keys(world.staff["therapist"])
    registrar = world.acting("registrar", world.ago(3, 9))
    by = world.acting("therapist", world.ago(4, 18))
    insurance = Insurance(insurer="Alliance Professional", number="77-20418")
    licence = Licence(kind="Psychologist", number="PSY 20407", jurisdiction="California")
    sent_in: tuple[Licence | Insurance, ...] = (insurance, licence)
    for number, paper in enumerate(sent_in):
        sent = profile.Sent(f"{profile.what(paper)}.png", Kind.PNG, _scan())
        upload = profile.keep(person, sent, have=number, keys=keys, by=by)
        paper.valid_from, paper.expires_on = world.day(30), world.today + timedelta(days=700)
        profile.claim(person, paper, upload, by=by)
        world.session.add_all([upload, paper])
    profile.verify(person, insurance, by=registrar)
    world.session.flush()


def _scan() -> bytes:
    target = BytesIO()
    Image.new("L", (420, 594), 250).save(target, "PNG")
    return target.getvalue()
