"""A whole program as one frozen, hashable value. The file it is read from says the same in the same order.

    Program
      body           Body
      roles          RoleWord …            the words people read for each role
      application    Application           consent, fee, parts › questions, pairing
      references     References            the form a referee fills in, and the reminders
      committee      Committee             qualities › levels, conflicts, decisions, interview
      course         Course                modules, assessments, confidentiality
      internship     Internship            activities, methods, formats, requirements, evaluations
      statements     Statement …           what a signature says
      certificates   Certificate …
      letters        Letter …
      retention      Retention …

The parts of the tree are in `admission`, `practice`, `rules` and `wording`.
"""

from dataclasses import dataclass
from datetime import date

from training.domain.program.admission import Application, Committee, Part, Question, References
from training.domain.program.marks import Email, Id, Language, RuleId, Url, Who
from training.domain.program.practice import Course, Internship, RuleSet
from training.domain.program.wording import Certificate, Letter, Retention, Statement, find


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The training body: who answers for the program."""

    name: str
    short_name: str
    website: Url
    email: Email
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleWord:
    role: Who
    one: str
    many: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    id: Id
    title: str
    version: str
    language: Language
    effective_on: date
    body: Body
    roles: tuple[RoleWord, ...]
    application: Application
    references: References
    committee: Committee
    course: Course
    internship: Internship
    statements: tuple[Statement, ...]
    certificates: tuple[Certificate, ...]
    letters: tuple[Letter, ...]
    retention: tuple[Retention, ...]

    def role(self, role: Who) -> RoleWord:
        """The program's own words for a role; a role it does not name keeps the usual word."""
        usual = RoleWord(role=role, one=role.label, many=f"{role.label}s")
        return next((word for word in self.roles if word.role is role), usual)

    def part(self, wanted: str) -> Part:
        return self.application.part(wanted)

    def question(self, wanted: str) -> Question:
        return self.application.question(wanted)

    def statement(self, wanted: str) -> Statement:
        return find(self.statements, wanted)

    def certificate(self, wanted: str) -> Certificate:
        return find(self.certificates, wanted)

    def letter(self, wanted: str) -> Letter:
        return find(self.letters, wanted)

    def retained(self, wanted: str) -> Retention:
        return find(self.retention, wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    """Only the rules of a body, for logs from anywhere. The head of the file may be left out."""

    id: RuleId = "rules"
    title: str = "Rules"
    version: str = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook(_Book):
    internship: RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class InternshipBook(_Book):
    """The `[internship]` part as it stands in a program, in a file of its own."""

    internship: Internship


Rules = Program | RuleBook | InternshipBook
