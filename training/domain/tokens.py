"""One-time links and session cookies are long random tokens; only their hash is stored."""

import hashlib


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
