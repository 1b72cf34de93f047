"""The certificate for machines: an Open Badges 3.0 credential, and the same signed as a VC-JWT.

Shapes after the Open Badges Specification 3.0 (1EdTech), §8.2 for the JWT.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialFacts:
    """What the credential states. Moments carry a time zone; `holder` is None where no name is to be told."""

    verify_url: str
    issuer_url: str
    issuer_name: str
    achievement_url: str
    title: str
    description: str
    criteria: str
    holder: str | None
    issued_at: datetime
    valid_to: datetime | None


def credential(facts: CredentialFacts) -> dict[str, Any]:
    """Return the Open Badges 3.0 credential; its address is the status page, where revocation is told."""
    until = {"validUntil": facts.valid_to.isoformat()} if facts.valid_to else {}
    return {
        "@context": CONTEXT,
        "id": facts.verify_url,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": facts.title,
        "issuer": {"id": facts.issuer_url, "type": ["Profile"], "name": facts.issuer_name},
        "validFrom": facts.issued_at.isoformat(),
        **until,
        "credentialSubject": _subject(facts),
    }


def as_jwt(credential: dict[str, Any], key: ECKey) -> str:
    """Return the credential signed with ES256; the public key travels in the header, as §8.2.4.1 allows."""
    header = {"alg": "ES256", "typ": "JWT", "jwk": key.as_dict(private=False)}
    return jwt.encode(header, credential | _registered_claims(credential), key)


def _subject(facts: CredentialFacts) -> dict[str, Any]:
    return {
        "id": f"{facts.verify_url}#holder",
        "type": ["AchievementSubject"],
        **({"identifier": [_name(facts.holder)]} if facts.holder else {}),
        "achievement": {
            "id": facts.achievement_url,
            "type": ["Achievement"],
            "name": facts.title,
            "description": facts.description,
            "criteria": {"narrative": facts.criteria},
        },
    }


def _name(holder: str) -> dict[str, Any]:
    return {"type": "IdentityObject", "identityHash": holder, "identityType": "name", "hashed": False}


def _registered_claims(credential: dict[str, Any]) -> dict[str, Any]:
    claims = {
        "iss": credential["issuer"]["id"],
        "jti": credential["id"],
        "sub": credential["credentialSubject"]["id"],
        "nbf": _seconds(credential["validFrom"]),
    }
    return claims | ({"exp": _seconds(credential["validUntil"])} if "validUntil" in credential else {})


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())
