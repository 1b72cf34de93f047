"""The post: what waits, what went out, what could not be sent. In the demo, the mailbox it arrives in."""

import re
from base64 import b64encode
from hashlib import sha256

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    url_for,
)
from flask.typing import ResponseReturnValue

from training.actions.post import try_again
from training.config import Settings
from training.domain.permissions import Permission
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.domain.tongue import ngettext
from training.extensions import db
from training.models import Letter, LetterStatus
from training.post import mailbox
from training.queries import post as queries
from training.web.access import by, public, require

bp = Blueprint("post", __name__)


@bp.get("/staff/post/")
def overview() -> ResponseReturnValue:
    require(Permission.POST)
    unsent = db.session.scalars(queries.unsent()).all()
    return render_template(
        "staff/post.html",
        lead=in_words(sum(letter.status is LetterStatus.FAILED for letter in unsent)),
        unsent=unsent,
        sent=db.session.scalars(queries.sent_lately()).all(),
        has_mailbox=_settings().is_demo,
    )


def in_words(failed: int) -> str:
    """What the office wants to know first: whether a letter needs somebody."""
    if not failed:
        return _("No letter needs you. They go out within a minute; one turned away is tried for ten hours.")
    return ngettext(
        "One letter could not be sent in ten hours of trying. Look at its address, then try again.",
        "%(number)s letters could not be sent in ten hours of trying. Look at the addresses, then try again.",
        failed,
    )


@bp.post("/staff/post/<int(max=2147483647):number>/again")
def again(number: int) -> ResponseReturnValue:
    require(Permission.POST)
    letter: Letter = db.one_or_404(queries.letter(number))
    try_again(letter, by=by(Role.REGISTRAR, Role.ADMINISTRATOR))
    flash(_("The letter goes out with the next post, within a minute."), "done")
    return redirect(url_for(".overview"))


@bp.get("/demo/mailbox")
@public
def demo_mailbox() -> ResponseReturnValue:
    """Whoever tries the demo follows its links here: nobody is real, and no mail leaves this machine."""
    return render_template("staff/mailbox.html", mails=mailbox.newest(_demo().mailbox))


@bp.get("/demo/mailbox/<name>")
@public
def demo_mail(name: str) -> ResponseReturnValue:
    mail = mailbox.one(_demo().mailbox, name) or abort(404)
    return render_template("staff/mail.html", mail=mail)


@bp.get("/demo/mailbox/<name>/as-sent")
@public
def demo_mail_as_sent(name: str) -> ResponseReturnValue:
    """The HTML of a mail as a page of its own, which may run, load, send and frame nothing."""
    mail = mailbox.one(_demo().mailbox, name) or abort(404)
    answer = make_response(mail.html or abort(404))
    answer.headers["Content-Security-Policy"] = policy_of(mail.html)
    return answer


def policy_of(html: str) -> str:
    """Nothing at all but the style blocks that stand in it, by their hashes."""
    styles = re.findall("<style>(.*?)</style>", html, re.DOTALL)
    hashes = [f"'sha256-{b64encode(sha256(one.encode()).digest()).decode()}'" for one in styles]
    allowed = " ".join(hashes or ["'none'"])
    return (
        f"default-src 'none'; style-src {allowed}; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'; sandbox"
    )


def _demo() -> Settings:
    """The settings of a demo. Elsewhere there is no mailbox, and no such page."""
    if not _settings().is_demo:
        abort(404)
    return _settings()


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
