"""What is stored. Importing this package makes every table known."""

from training.models.application import Answer, Application, Consent, Reference
from training.models.base import Base
from training.models.certificate import Certificate, Document
from training.models.course import Assessment, Attendance, Cohort, CourseSession, Enrolment, Teaching
from training.models.export import Export
from training.models.hours import Entry, Line, SignOffRequest
from training.models.internship import Attestation, Case, Evaluation, Internship, Leave, Supervision
from training.models.people import Appointment, Insurance, Invitation, Licence, Passkey, Person, SignIn
from training.models.post import Letter, LetterStatus
from training.models.program import ProgramVersion
from training.models.progress import KeptProgress
from training.models.record import Chain, Event
from training.models.review import Decision, Review, Score
from training.models.signature import Signature
from training.models.upload import Upload

__all__ = [
    "Answer",
    "Application",
    "Appointment",
    "Assessment",
    "Attendance",
    "Attestation",
    "Base",
    "Case",
    "Certificate",
    "Chain",
    "Cohort",
    "Consent",
    "CourseSession",
    "Decision",
    "Document",
    "Enrolment",
    "Entry",
    "Evaluation",
    "Event",
    "Export",
    "Insurance",
    "Internship",
    "Invitation",
    "KeptProgress",
    "Leave",
    "Letter",
    "LetterStatus",
    "Licence",
    "Line",
    "Passkey",
    "Person",
    "ProgramVersion",
    "Reference",
    "Review",
    "Score",
    "SignIn",
    "SignOffRequest",
    "Signature",
    "Supervision",
    "Teaching",
    "Upload",
]
