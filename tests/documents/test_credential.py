from dataclasses import replace
from datetime import timedelta

import pytest
from joserfc import jwt
from joserfc.errors import BadSignatureError
from joserfc.jwk import ECKey

from tests.documents.sheets import BODY, NOON, VERIFY
from training.documents.credential import CONTEXT, CredentialFacts, as_jwt, credential

FACTS = CredentialFacts(
    verify_url=VERIFY,
    issuer_url="https://training.example.org/",
    issuer_name=BODY,
    achievement_url="https://training.example.org/certificates/internship",
    title="Certificate of internship completion",
    description="Completed the supervised internship.",
    criteria="Agreement of the supervising therapists, the mentor and the training staff.",
    holder="Ines Moreau",
    issued_at=NOON,
    valid_to=None,
)


@pytest.fixture(scope="module")
def key():
    return ECKey.generate_key("P-256")


def test_credential_is_an_open_badge_of_the_facts():
    assert credential(FACTS) == {
        "@context": CONTEXT,
        "id": VERIFY,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Certificate of internship completion",
        "issuer": {"id": "https://training.example.org/", "type": ["Profile"], "name": BODY},
        "validFrom": "2028-03-18T12:00:00+00:00",
        "credentialSubject": {
            "id": f"{VERIFY}#holder",
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "identityHash": "Ines Moreau",
                    "identityType": "name",
                    "hashed": False,
                }
            ],
            "achievement": {
                "id": "https://training.example.org/certificates/internship",
                "type": ["Achievement"],
                "name": "Certificate of internship completion",
                "description": "Completed the supervised internship.",
                "criteria": {"narrative": FACTS.criteria},
            },
        },
    }


def test_credential_of_someone_who_wants_no_name_told_has_none():
    assert set(credential(replace(FACTS, holder=None))["credentialSubject"]) == {"id", "type", "achievement"}


def test_jwt_carries_the_credential_and_its_registered_claims(key):
    badge = credential(replace(FACTS, valid_to=NOON + timedelta(days=365)))

    token = jwt.decode(as_jwt(badge, key), key, algorithms=["ES256"])

    assert token.header == {"alg": "ES256", "typ": "JWT", "jwk": key.as_dict(private=False)}
    assert token.claims == badge | {
        "iss": "https://training.example.org/",
        "jti": VERIFY,
        "sub": f"{VERIFY}#holder",
        "nbf": 1836993600,
        "exp": 1868529600,
    }


def test_jwt_of_another_key_is_refused(key):
    with pytest.raises(BadSignatureError):
        jwt.decode(as_jwt(credential(FACTS), key), ECKey.generate_key("P-256"), algorithms=["ES256"])
