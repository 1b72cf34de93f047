"""Possible conflicts of interest, found by comparing names and addresses before somebody is assigned.

These are hints for the chair, never a verdict: the member answers the question of conflict in person.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from training.domain.tongue import gettext as _

FREE_MAIL = frozenset(
    {
        "aol.com", "fastmail.com", "gmail.com", "gmx.at", "gmx.ch", "gmx.com", "gmx.de", "gmx.net",
        "googlemail.com", "hey.com", "hotmail.co.uk", "hotmail.com", "hotmail.fr", "icloud.com", "live.com",
        "mac.com", "mail.com", "mail.ru", "me.com", "msn.com", "outlook.com", "pm.me", "posteo.de",
        "proton.me", "protonmail.com", "qq.com", "t-online.de", "tuta.com", "tutanota.com", "web.de",
        "yahoo.co.uk", "yahoo.com", "yahoo.de", "yahoo.fr", "yandex.ru", "ymail.com", "zoho.com",
    }
)  # fmt: skip
"""Providers shared by millions: the same domain there says nothing."""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody as two facts can compare them."""

    name: str
    email: str


def possible_conflicts(
    member: Known, applicant: Known, *, referees: Collection[str], supervisors: Collection[str]
) -> list[str]:
    """Say, in sentences, what a committee member may have to do with an applicant.

    `referees` and `supervisors` are the e-mail addresses of those who wrote for or supervised the applicant.
    """
    return list(_found(member, applicant, _same(referees), _same(supervisors)))


def surname(name: str) -> str:
    """The last word of a name, for comparing only; what follows a comma is a title."""
    words = name.split(",", maxsplit=1)[0].split()
    return words[-1].casefold() if words else ""


def _found(
    member: Known, applicant: Known, referees: frozenset[str], supervisors: frozenset[str]
) -> Iterator[str]:
    address = member.email.strip().casefold()
    if surname(member.name) and surname(member.name) == surname(applicant.name):
        yield _("They have the same surname.")
    if (domain := _domain(address)) and domain == _domain(applicant.email) and domain not in FREE_MAIL:
        yield _("Their e-mail addresses are both at %(domain)s.", domain=domain)
    if address in referees:
        yield _("The applicant named them as a referee.")
    if address in supervisors:
        yield _("They have supervised the applicant.")


def _same(addresses: Collection[str]) -> frozenset[str]:
    return frozenset(address.strip().casefold() for address in addresses)


def _domain(address: str) -> str:
    return address.strip().casefold().rpartition("@")[2] if "@" in address else ""
