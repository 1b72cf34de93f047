"""When one person reached each step of the road, in one statement."""

from typing import Any

from sqlalchemy import Select, func, select

from training.domain.certificate import CertificateStatus
from training.models import Application, Certificate, Enrolment, Internship


def reached(person_id: int) -> Select[Any]:
    def latest(column: Any, owner: Any, *conditions: Any) -> Any:
        return select(func.max(column)).where(owner == person_id, *conditions).scalar_subquery()

    return select(
        latest(Application.began_at, Application.person_id).label("began"),
        latest(Application.submitted_at, Application.person_id).label("sent"),
        latest(Enrolment.enrolled_on, Enrolment.person_id).label("enrolled"),
        latest(
            Enrolment.recommended_on, Enrolment.person_id, Enrolment.recommendation == "recommended"
        ).label("recommended"),
        latest(Internship.started_on, Internship.person_id).label("internship"),
        latest(
            Certificate.issued_on,
            Certificate.person_id,
            Certificate.kind == "certified",
            Certificate.status == CertificateStatus.ISSUED,
        ).label("certified"),
    )
