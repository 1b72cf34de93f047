"""What a passphrase must be: long, and not among those everybody tries first."""

from typing import Any

from flask_security import PasswordUtil

from training.domain.tongue import gettext as _
from training.domain.tongue import marked, say_number

SHORTEST, LONGEST = 12, 200
LOOKED_AT = 72  # zxcvbn refuses more; what follows only makes it better
GOOD_ENOUGH = 3  # of 4: "safely unguessable" for an account with limited tries

TOO_SHORT = marked("At least %(number)s characters, please.")
TOO_LONG = marked("At most %(number)s characters, please.")
TOO_EASY = marked("This is easy to guess. A few words that do not belong together are better.")


class Passphrases(PasswordUtil):
    def validate(
        self,
        password: str,
        is_register: bool,  # noqa: ARG002, FBT001 -- its signature
        **kwargs: Any,
    ) -> tuple[list[str] | None, str]:
        """The reasons against it, or None, and the passphrase as it is stored (normalised)."""
        plain = self.normalize(password)
        user = kwargs.get("user")
        about = [user.email, user.name] if user else [str(kwargs.get(key) or "") for key in ("email", "name")]
        reason = weakness(plain, about)
        return ([reason] if reason else None), plain


def weakness(passphrase: str, about: list[str]) -> str | None:
    """Why this passphrase is refused. `about` are words that somebody who knows the person would try."""
    if len(passphrase) < SHORTEST:
        return _(TOO_SHORT, number=say_number(SHORTEST))
    if len(passphrase) > LONGEST:
        return _(TOO_LONG, number=say_number(LONGEST))
    parts = [part for text in about for part in (text, *text.replace("@", " ").split())]
    from zxcvbn import zxcvbn  # noqa: PLC0415 -- its word lists, only where somebody chooses a passphrase

    found = zxcvbn(passphrase[:LOOKED_AT], user_inputs=parts)
    return _(TOO_EASY) if found["score"] < GOOD_ENOUGH else None
