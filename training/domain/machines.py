"""All the state machines, for the documents, the checks and the tests that walk every pair."""

from training.domain.application import APPLICATION, REFERENCE
from training.domain.certificate import CERTIFICATE
from training.domain.course import ENROLMENT
from training.domain.internship import CASE, INTERNSHIP, SUPERVISION
from training.domain.machine import Machine
from training.domain.review import REVIEW
from training.domain.signoff import ENTRY, SIGN_OFF

MACHINES: tuple[Machine, ...] = (
    APPLICATION,
    REFERENCE,
    REVIEW,
    ENROLMENT,
    INTERNSHIP,
    SUPERVISION,
    CASE,
    ENTRY,
    SIGN_OFF,
    CERTIFICATE,
)
