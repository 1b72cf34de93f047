"""What the requirements make of a log: every minute, whether it counts, and why not."""

import csv
from io import StringIO
from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from training.charts import Medium
from training.documents.report import ReportPart, ReportSheet, render_report
from training.domain.permissions import Permission
from training.domain.requirements.answers import amount
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.extensions import limiter
from training.queries import internship as queries
from training.web.access import by, may, me, today, writes_on_get
from training.web.internship import picture
from training.web.internship.desk import Desk, Figures, bp, desk_at, figures, sit_down
from training.web.internship.explaining import Explained, explained, headings, lines
from training.web.internship.log import safe
from training.web.naming import names
from training.web.opening import opened

PAPERS = "20/minute"
READERS = (Role.THERAPIST, Role.MENTOR, Role.REGISTRAR, Role.DIRECTOR)


def mine() -> Desk:
    return sit_down(queries.whole)


def theirs(ref: str) -> Desk:
    """Somebody's internship, for their supervisors and the office."""
    return desk_at(ref, Permission.READ_INTERNSHIP)


@bp.get("/requirements")
def requirements() -> ResponseReturnValue:
    return _page(mine())


@bp.get("/requirements.csv")
def requirements_csv() -> ResponseReturnValue:
    return _file(mine())


@bp.get("/requirements.pdf")
@limiter.limit(PAPERS)
def requirements_pdf() -> ResponseReturnValue:
    return _paper(mine())


@bp.get("/of/<ref>/requirements")
def requirements_of(ref: str) -> ResponseReturnValue:
    return _page(theirs(ref), ref)


@bp.get("/of/<ref>/requirements.csv")
@writes_on_get
def requirements_of_csv(ref: str) -> ResponseReturnValue:
    return _file(_taken(theirs(ref)))


@bp.get("/of/<ref>/requirements.pdf")
@limiter.limit(PAPERS)
@writes_on_get
def requirements_of_pdf(ref: str) -> ResponseReturnValue:
    return _paper(_taken(theirs(ref)))


def _taken(desk: Desk) -> Desk:
    """What leaves the product about somebody is written down for them."""
    internship = desk.internship
    if internship.person_id != me().id:
        subject = f"internship:{internship.ref}"
        opened(internship.person.chain, "requirements.take", subject=subject, by=by(*READERS))
    return desk


# ------------------------------------------------------------------ three ways to show it


def _known(desk: Desk, *, is_own: bool = False) -> tuple[Figures, Explained]:
    known = figures(desk)
    return known, explained(desk, known, is_own=is_own)


def _page(desk: Desk, ref: str | None = None) -> str:
    _known_figures, found = _known(desk, is_own=ref is None)
    shows_all = request.args.get("every") == "1"
    endpoint = ".requirements_of" if ref else ".requirements"
    where: dict[str, Any] = {"ref": ref} if ref else {}
    return render_template(
        "internship/requirements.html",
        found=found,
        begun=desk.internship.started_on is not None,
        amount=amount,
        stages=found.stages if shows_all else found.with_losses,
        other=url_for(endpoint, **where, every=None if shows_all else 1),
        shows_all=shows_all,
        crumbs=_crumbs(desk, ref),
        whose=desk.internship.person.name if ref else None,
        forecast=None if ref else url_for(".forecast"),
        csv=url_for(f"{endpoint}_csv", **where),
        pdf=url_for(f"{endpoint}_pdf", **where),
    )


def _crumbs(desk: Desk, ref: str | None) -> list[tuple[str, str]]:
    if ref is None:
        return [(_("Internship"), url_for(".overview"))]
    name = desk.internship.person.name
    if may(Permission.ARRANGE_INTERNSHIP, desk.internship.stake):
        return [(_("People"), url_for("people.index")), (name, url_for(".office", ref=ref))]
    return [
        (_("Supervision"), url_for("supervision.queue")),
        (name, url_for("supervision.intern", person_ref=ref)),
    ]


def _file(desk: Desk) -> Response:
    _known_figures, found = _known(desk)
    text = StringIO()
    written = csv.writer(text)
    written.writerow(headings())
    written.writerows([safe(cell) for cell in line] for line in lines(found))
    return Response(
        "\ufeff" + text.getvalue(),
        mimetype="text/csv",
        headers={"Content-Disposition": 'attachment; filename="requirements.csv"'},
    )


def _paper(desk: Desk) -> Response:
    """Printed anew each time: it is no document of record."""
    known, found = _known(desk)
    taken = [(stage.name, loss.why) for stage in found.stages for loss in stage.losses]
    sheet = ReportSheet(
        body=names().body,
        title=_("What counts, and why: %(name)s", name=desk.internship.person.name),
        parts=[
            ReportPart(
                question=_("Where does it stand?"),
                answer=found.lead,
                picture=picture.bars(known.progress, medium=Medium.PAPER),
            ),
            ReportPart(
                question=_("What does not count or waits, and why?"),
                answer=_("Period by period, the latest first.") if taken else _("Every minute counts."),
                picture=None,
                rows=taken,
            ),
        ],
        made_on=today(),
    )
    headers = {
        "Content-Disposition": f'inline; filename="requirements-{today()}.pdf"',
        "Cache-Control": "no-store, private",
    }
    return Response(render_report(sheet), mimetype="application/pdf", headers=headers)
