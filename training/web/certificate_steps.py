"""The steps of a certificate as its page takes them: each asks the requirements anew and then its action."""

from collections.abc import Callable
from typing import Any

from flask import url_for

from training.actions import certificate as actions
from training.actions.record import Private
from training.actions.signing import Signer, meaning
from training.domain.certificate import CertificateMove, eligibility
from training.domain.program.marks import Who
from training.domain.roles import Role
from training.extensions import db, vault
from training.models import Certificate
from training.queries import certificate as certificates
from training.queries.eligibility import eligibility_facts
from training.queries.program import definition
from training.web import issuing
from training.web.access import by, me, now, today

OFFICE = (Role.REGISTRAR, Role.DIRECTOR)


def _approve(certificate: Certificate, _form: Any, proof: Any) -> None:
    program = definition(certificate.program)
    db.session.refresh(me(), ["licences"])
    signer = Signer(me(), by(*OFFICE), proof)
    words = meaning(
        program.statement("certificate"),
        "certificate",
        name=me().name,
        capacity=program.role(Who(signer.by.capacity.value)).one,
        intern=certificate.holder,
        body=program.body.name,
    )
    signature = actions.approve(certificate, eligibility=_again(certificate), signer=signer, meaning=words)
    db.session.add(signature)


def _issue(certificate: Certificate, _form: Any, _proof: Any) -> None:
    program = definition(certificate.program)
    eligible = _again(certificate)
    eligible.ensure()
    certificate.machine.arrow(certificate.status, CertificateMove.ISSUE)  # before half a second of printing
    issued_by = by(*OFFICE)
    actions.issue(
        certificate,
        document=issuing.papers(certificate, now()),
        eligibility=eligible,
        valid_to=issuing.last_day(certificate, now().date()),
        earlier=db.session.scalars(certificates.in_force(certificate)).first(),
        by=issued_by,
    )
    link = url_for(".index", _external=True)
    letter = program.letter("certificate_issued")
    actions.announce(certificate, letter, link=link, body=program.body.name, by=issued_by)


def _again(certificate: Certificate) -> Any:
    """Requirements are asked anew at each step: what was true when proposed may not be any more."""
    facts = eligibility_facts(db.session(), certificate.person_id, today())
    return eligibility(certificate.kind, facts)


def _with_reason(act: Callable[..., Any], *capacities: Role) -> Callable[[Certificate, Any, Any], None]:
    def doing(certificate: Certificate, form: Any, _proof: Any) -> None:
        keys = vault().of(certificate.person.ref)
        act(certificate, words=Private(keys, form.reason.data.strip()), by=by(*capacities))

    return doing


DOING: dict[CertificateMove, Callable[[Certificate, Any, Any], None]] = {
    CertificateMove.APPROVE: _approve,
    CertificateMove.ISSUE: _issue,
    CertificateMove.DROP: _with_reason(actions.drop, *OFFICE),
    CertificateMove.SUSPEND: _with_reason(actions.suspend, Role.DIRECTOR),
    CertificateMove.REINSTATE: _with_reason(actions.reinstate, Role.DIRECTOR),
    CertificateMove.REVOKE: _with_reason(actions.revoke, Role.DIRECTOR),
}
