"""What every state machine has in common: one table, from which guard, buttons and diagrams are read."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.domain.words import RuleBroken, Word


class IllegalMove(RuleBroken):
    def __init__(self, machine: str, state: Word, move: Word) -> None:
        super().__init__(
            _(
                "“%(move)s” is not possible while the %(thing)s is “%(state)s”.",
                move=move.label,
                thing=_(machine),
                state=state.label,
            )
        )


class WrongCapacity(RuleBroken):
    def __init__(self, move: Word, capacity: Role) -> None:
        text = _("“%(move)s” is not for a %(role)s to do.", move=move.label, role=capacity.label.lower())
        super().__init__(text)


class ReasonMissing(RuleBroken):
    def __init__(self, move: Word) -> None:
        text = _("“%(move)s” needs a reason. Write one sentence that the person may read.", move=move.label)
        super().__init__(text)


@dataclass(frozen=True, slots=True)
class Arrow:
    """One step. `target` None means: back to the state that the pause interrupted."""

    source: Word
    move: Word
    target: Word | None
    who: tuple[Role, ...]
    guard: str = ""  # what must hold, in words; the action of the same name asks the rule
    needs_reason: bool = False
    is_correction: bool = False


@dataclass(frozen=True, slots=True)
class Machine:
    """A table of arrows, with an id for the record and a name for sentences. New rows stand at `start`."""

    id: str
    name: str
    start: Word
    arrows: tuple[Arrow, ...]
    pauses: frozenset[Word] = frozenset()

    def arrow(self, state: Word, move: Word) -> Arrow:
        """The one arrow for this move from this state; raises IllegalMove where there is none."""
        for arrow in self.arrows:
            if arrow.source is state and arrow.move is move:
                return arrow
        raise IllegalMove(self.name, state, move)

    def step(self, state: Word, move: Word, *, capacity: Role, has_reason: bool) -> Arrow:
        """The arrow, if this capacity may take it and a needed reason is given."""
        arrow = self.arrow(state, move)
        if capacity not in arrow.who:
            raise WrongCapacity(move, capacity)
        if arrow.needs_reason and not has_reason:
            raise ReasonMissing(move)
        return arrow

    def open_to(self, state: Word, roles: Collection[Role]) -> list[Arrow]:
        """What somebody of these roles may try from this state, in the order of the table."""
        return [
            arrow for arrow in self.arrows if arrow.source is state and set(arrow.who).intersection(roles)
        ]

    def moves_from(self, state: Word) -> list[Word]:
        return [arrow.move for arrow in self.arrows if arrow.source is state]

    def states(self) -> list[Word]:
        return list(type(self.start))

    def final_states(self) -> list[Word]:
        return [state for state in self.states() if not self.moves_from(state)]


def as_mermaid(machine: Machine) -> str:
    """The diagram for the documents; a test compares it with what stands there."""
    return "\n".join(["stateDiagram-v2", f"  [*] --> {machine.start}", *_lines(machine)])


def _lines(machine: Machine) -> Iterator[str]:
    for arrow in machine.arrows:
        label = f"{arrow.move} (correction)" if arrow.is_correction else str(arrow.move)
        yield f"  {arrow.source} --> {arrow.target or 'as_before'}: {label}"


def as_table(machine: Machine) -> str:
    """The same arrows as a table for the documents: who may take each, and what must hold."""
    head = "| from | move | to | who | needs |\n|---|---|---|---|---|"
    return "\n".join([head, *(_row(arrow) for arrow in machine.arrows)])


def _row(arrow: Arrow) -> str:
    who = ", ".join(arrow.who)
    needs = "; ".join(part for part in (arrow.guard, "a reason" if arrow.needs_reason else "") if part)
    return f"| {arrow.source} | {arrow.move} | {arrow.target or 'as before'} | {who} | {needs or '–'} |"
