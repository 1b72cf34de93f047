"""Letters, written by the product's own action."""

from tests.factories import NOON
from training.actions.post import enqueue
from training.domain.program.wording import Letter as Wording

WORDING = Wording(
    id="hello", subject="A note for {name}", body="Dear {name},\n\nplease look at this.\n\n{link}\n"
)
LINK = "https://training.example.org/reference/tok-3n"


def write_letter(chain, key="hello:1", *, to="ines@example.org", name="Ines", due_at=NOON):
    return enqueue(chain, WORDING, key=key, to=to, fill={"name": name, "link": LINK}, due_at=due_at)
