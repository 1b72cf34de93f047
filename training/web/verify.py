"""Anyone may check a certificate."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from training.domain.certificate import PUBLIC, FileVerdict, says, standing
from training.domain.numbers import NotANumber, is_number, normalise
from training.domain.record import utc_text
from training.domain.tongue import gettext as _
from training.domain.tongue import marked, say_date
from training.extensions import db, limiter
from training.forms.certificate import FileForm, NumberForm
from training.models import Certificate
from training.queries import certificate as certificates
from training.queries.program import definition
from training.web.access import is_signed_in, now, public
from training.web.issuing import judged

bp = Blueprint("verify", __name__, url_prefix="/verify")
limiter.shared_limit("120 per minute", scope="verify", exempt_when=is_signed_in)(bp)


# What is read first: its shape, a heading, and a line below it.
SAID = {
    "valid": (
        "done",
        marked("This certificate is valid"),
        marked("It was issued by us and stands as issued."),
    ),
    "expired": (
        "late",
        marked("This certificate has expired"),
        marked("It was valid until %(valid_to)s and says nothing about today."),
    ),
    "suspended": (
        "late",
        marked("This certificate is suspended"),
        marked("It has not been in force since %(ended_on)s. It may be reinstated."),
    ),
    "revoked": (
        "late",
        marked("This certificate was revoked"),
        marked("It has not been valid since %(ended_on)s. Do not rely on it."),
    ),
    "superseded": (
        "waiting",
        marked("This certificate was replaced"),
        marked("Another one took its place on %(ended_on)s. Look at that one."),
    ),
}
# The kind of notice, its title, its sentence.
VERDICTS = {
    FileVerdict.IDENTICAL: (
        "done",
        marked("The file is identical"),
        marked("It is, byte for byte, the PDF we issued under this number."),
    ),
    FileVerdict.ALTERED: (
        "late",
        marked("The file was altered"),
        marked("It bears a seal in our name and was changed after sealing. Do not rely on it."),
    ),
    FileVerdict.ANOTHER: (
        "late",
        marked("This is not the file we issued"),
        marked("It is not the PDF of this certificate. It may be another one, a scan, or a forgery."),
    ),
}


@bp.get("")
@public
def ask() -> ResponseReturnValue:
    if not request.args.get("number", "").strip():
        g.may_be_indexed = True
        return render_template("verify/ask.html", form=NumberForm())
    form = NumberForm(request.args)
    if not is_number(form.number.data):
        return _not_a_number(form, 422)
    return redirect(url_for(".page", number=normalise(form.number.data)))


def _not_a_number(form: NumberForm, status: int) -> ResponseReturnValue:
    form.number.errors = [str(NotANumber())]
    return render_template("verify/ask.html", form=form), status


@bp.get("/<number>")
@public
def page(number: str) -> ResponseReturnValue:
    if not is_number(number):
        return _not_a_number(NumberForm(data={"number": number}), 404)
    if number != normalise(number):
        return redirect(url_for(".page", number=normalise(number)))
    certificate = _published(number)
    state = standing(certificate.status, certificate.valid_to, now().date())
    g.may_be_indexed = certificate.is_listed and state == "valid"
    kind, title, lead = SAID[state]
    days = {"valid_to": _long(certificate.valid_to), "ended_on": _long(certificate.ended_on)}
    return render_template(
        "verify/certificate.html",
        certificate=certificate,
        kind=kind,
        title=_(title),
        lead=_(lead) % days,
        says=says(certificate.kind),
        as_of=now(),
        body=definition(certificate.program).body.name,
    )


def _long(on: date | None) -> str:
    return say_date(on) if on else ""


def _published(number: str) -> Certificate:
    """Unknown and not public are one answer: nobody learns what is being prepared."""
    certificate = db.session.scalars(certificates.certificate(number)).one_or_none()
    if certificate is None or certificate.status not in PUBLIC:
        abort(404)
    return certificate


@bp.get("/<number>/file")
@public
def file(number: str) -> ResponseReturnValue:
    return render_template("verify/file.html", certificate=_numbered(number), form=FileForm(), verdict=None)


@bp.post("/<number>/file")
@public
def compare(number: str) -> ResponseReturnValue:
    """Compare a file with what was issued. It is read in memory and forgotten."""
    certificate, form = _numbered(number), FileForm()
    if not form.validate_on_submit():
        return render_template("verify/file.html", certificate=certificate, form=form, verdict=None), 422
    kind, title, words = VERDICTS[judged(form.file.data.read(), certificate, now())]
    verdict = {"kind": kind, "title": _(title), "words": _(words)}
    form = FileForm(formdata=None)
    return render_template("verify/file.html", certificate=certificate, form=form, verdict=verdict)


def _numbered(number: str) -> Certificate:
    if not is_number(number):
        abort(404)
    return _published(normalise(number))


@bp.get("/<number>.json")
@public
def as_json(number: str) -> ResponseReturnValue:
    if not is_number(number):
        return {"error": str(NotANumber())}, 404
    certificate = db.session.scalars(certificates.certificate(normalise(number))).one_or_none()
    if certificate is None or certificate.status not in PUBLIC or certificate.document is None:
        return {"error": _("There is no certificate with this number.")}, 404
    return _facts(certificate)


def _facts(certificate: Certificate) -> dict[str, Any]:
    """Moments in UTC, days as ISO 8601; `holder` is null where the holder keeps the name private."""
    document, successor = certificate.document, certificate.successor
    return {
        "number": certificate.number,
        "status": standing(certificate.status, certificate.valid_to, now().date()),
        "kind": certificate.kind,
        "title": certificate.title,
        "holder": certificate.holder if certificate.is_name_public else None,
        "issued_on": _day(certificate.issued_on),
        "valid_to": _day(certificate.valid_to),
        "ended_on": _day(certificate.ended_on),
        "successor": successor.number if successor else None,
        "sha256": document.sha256 if document else None,
        "as_of": utc_text(now()),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


@bp.after_request
def not_indexed(response: Response) -> Response:
    """A page is for whoever has its number. A search may find those who chose to stand in the directory."""
    if not g.get("may_be_indexed"):
        response.headers["X-Robots-Tag"] = "noindex"
    return response
