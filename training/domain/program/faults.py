"""What can be wrong with a value that has the right type. One small rule a function; none raises."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import singledispatch
from itertools import pairwise
from string import Formatter
from typing import Any

from training.domain.program.admission import (
    Application,
    Committee,
    Ladder,
    Outcome,
    Part,
    PartKind,
    Quality,
    Question,
    QuestionKind,
)
from training.domain.program.marks import AtLeast, Fills, RefersTo, Shape, UpTo
from training.domain.program.mistakes import nearest
from training.domain.program.practice import Activity, Course, Format, Internship, Limits, ModuleKind, RuleSet
from training.domain.program.rules import Consensus, Requirement, SignBy
from training.domain.program.rules.sense import of_rule
from training.domain.program.values import Program
from training.domain.program.wording import Certificate, Letter

Fault = tuple[str, str]  # the field it concerns, the reason

_CHOOSING = {QuestionKind.CHOICE, QuestionKind.CHOICES}
_WRITING = {QuestionKind.TEXT, QuestionKind.PARAGRAPH, QuestionKind.ESSAY}
_TELLING = re.compile(r"surrogat|sex|intima|therap", re.IGNORECASE)


# ------------------------------------------------------------------ of one value


@singledispatch
def of_mark(mark: object, _value: Any) -> Iterator[str]:
    raise TypeError(f"no rule for the mark {mark!r}")


@of_mark.register
def _(mark: AtLeast, value: int) -> Iterator[str]:
    if value < mark.minimum:
        yield f"must be at least {mark.minimum}, not {value}"


@of_mark.register
def _(mark: UpTo, value: float) -> Iterator[str]:
    if not 0 < value <= mark.maximum:
        yield f"must be more than 0 and at most {mark.maximum:g}, not {value:g}"


@of_mark.register
def _(mark: Shape, value: str) -> Iterator[str]:
    if not re.fullmatch(mark.pattern, value):
        yield f"“{value}” must be {mark.words}"


@of_mark.register
def _(mark: Fills, value: str) -> Iterator[str]:
    try:
        used = {name for _, name, _, _ in Formatter().parse(value) if name is not None}
    except ValueError as error:
        yield f"braces do not match: {error}"
        return
    for name in sorted(used - set(mark.names)):
        yield f"nothing is known to fill {{{name}}}" + nearest(name, mark.names)


def of_reference(mark: RefersTo, value: str, known: Collection[str]) -> Iterator[str]:
    if value not in known:
        yield f"there is no “{value}” in {mark.collection}" + nearest(value, known)


def doubled(items: Iterable[Any], key: str | None) -> Iterator[tuple[int, str]]:
    """Yield the position of every item whose key (or which itself, if it has none) stood before."""
    seen: set[str] = set()
    for index, item in enumerate(items):
        value = str(item.get(key, index) if isinstance(item, dict) else item)
        if value in seen:
            yield index, f"{value} stands here twice"
        seen.add(value)


# ------------------------------------------------------------------ of values together


@singledispatch
def of_sense(value: Any) -> Iterator[Fault]:
    """Yield what does not make sense in a value whose fields are all well-formed."""
    return of_rule(value)


@of_sense.register
def _(question: Question) -> Iterator[Fault]:
    if question.kind in _CHOOSING and len(question.choices) < 2:
        yield "choices", "needs at least two choices"
    if question.kind not in _CHOOSING and question.choices:
        yield "choices", f"a question of kind {question.kind} has none"
    if question.kind not in _WRITING and (question.min_words or question.max_words):
        yield "kind", f"words cannot be counted in an answer of kind {question.kind}"
    if question.max_words and question.min_words and question.min_words > question.max_words:
        yield "min_words", f"asks for more than max_words, {question.max_words}"


@of_sense.register
def _(part: Part) -> Iterator[Fault]:
    if (part.kind is PartKind.QUESTIONS) != bool(part.questions):
        yield "questions", "a part has either questions or the kind “references”"


@of_sense.register
def _(application: Application) -> Iterator[Fault]:
    ids = [question.id for question in application.questions]
    for repeated in sorted({name for name in ids if ids.count(name) > 1}):
        yield "parts", f"the question {repeated} is asked twice"
    if sum(part.kind is PartKind.REFERENCES for part in application.parts) > 1:
        yield "parts", "more than one part has the kind “references”"


@of_sense.register
def _(ladder: Ladder) -> Iterator[Fault]:
    for field in ("referee_days", "applicant_days"):
        if any(later <= earlier for earlier, later in pairwise(getattr(ladder, field))):
            yield field, "the days must rise"


@of_sense.register
def _(quality: Quality) -> Iterator[Fault]:
    if [level.score for level in quality.levels] != [*range(1, len(quality.levels) + 1)]:
        yield "levels", "scores must run from 1 upward without a gap"


@of_sense.register
def _(committee: Committee) -> Iterator[Fault]:
    missing = [outcome for outcome in Outcome if outcome not in {d.outcome for d in committee.decisions}]
    if missing:
        yield "decisions", f"nothing is said of {', '.join(missing)}"


@of_sense.register
def _(course: Course) -> Iterator[Fault]:
    planned = {kind: sum(m.minutes for m in course.modules if m.kind is kind) for kind in ModuleKind}
    needed = {"didactic_minutes": ModuleKind.DIDACTIC, "experiential_minutes": ModuleKind.EXPERIENTIAL}
    for field, kind in needed.items():
        if planned[kind] < (minimum := getattr(course, field)):
            yield field, f"{minimum} are needed, the {kind} modules add up to {planned[kind]}"
    if (total := sum(planned.values())) < course.minutes:
        yield "minutes", f"{course.minutes} are needed, the modules add up to {total}"
    if course.didactic_minutes + course.experiential_minutes > course.minutes:
        yield "minutes", "is less than didactic_minutes and experiential_minutes together"
    for earlier, module in enumerate(course.modules):
        if module.after and module.after not in {m.id for m in course.modules[:earlier]}:
            yield "modules", f"{module.id} comes before {module.after}, which has to be passed first"


@of_sense.register
def _(activity: Activity) -> Iterator[Fault]:
    if activity.expects_after and not activity.needs_case:
        yield "expects_after", "what is expected is looked for in the same case, so needs_case must be true"


@of_sense.register
def _(form: Format) -> Iterator[Fault]:
    if form.partner_from > form.partner_to:
        yield "partner_from", f"is more than partner_to, {form.partner_to}"


@of_sense.register
def _(limits: Limits) -> Iterator[Fault]:
    if limits.daily_minutes > 24 * 60:
        yield "daily_minutes", "a day has 1440"


@of_sense.register
def _(internship: Internship) -> Iterator[Fault]:
    by_id = {activity.id: activity for activity in internship.activities}
    expected = {item.activity for activity in internship.activities for item in activity.expects_after}
    for name in sorted(expected):
        if not by_id[name].needs_case:
            yield "activities", f"{name} is expected after another one, so its needs_case must be true"
    yield from _singular(internship.requirements)


@of_sense.register
def _(rules: RuleSet) -> Iterator[Fault]:
    yield from _singular(rules.requirements)


def _singular(requirements: Iterable[Requirement]) -> Iterator[Fault]:
    """Of some kinds there can be one: of several deadlines nobody could say which one was missed."""
    kinds = [type(rule) for rule in requirements]
    for kind in (SignBy, Consensus):
        if kinds.count(kind) > 1:
            yield "requirements", f"more than one is of kind {kind.kind}"


@of_sense.register
def _(certificate: Certificate) -> Iterator[Fault]:
    if certificate.renewal and not certificate.valid_months:
        yield "renewal", "what never expires is not renewed: valid_months is missing"


@of_sense.register
def _(letter: Letter) -> Iterator[Fault]:
    if "\n" in letter.subject:
        yield "subject", "must be one line"
    if told := _TELLING.search(letter.subject):
        yield "subject", f"“{told[0]}” gives away what this is about; subjects are discreet"


@of_sense.register
def _(program: Program) -> Iterator[Fault]:
    prefixes = [certificate.prefix for certificate in program.certificates]
    for repeated in sorted({prefix for prefix in prefixes if prefixes.count(prefix) > 1}):
        yield "certificates", f"the prefix {repeated} stands for two kinds"
