"""What every answer carries: a strict content policy, no caching of what is private, no framing."""

import secrets

from flask import Flask, Response, current_app, g, request, session

YEAR = 365 * 24 * 3600


def csp_nonce() -> str:
    """One per answer, made when first asked for: an early refusal has no before_request behind it."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def policy() -> str:
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'nonce-{csp_nonce()}'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def add_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", policy())  # a page of its own policy has a stricter one
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()"
    if current_app.config["IS_HTTPS"]:
        headers["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"
    if request.endpoint != "static" and "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store, private" if _is_private() else "no-cache"
    return response


def _is_private() -> bool:
    """Asked of the session, not of the person: their row may be gone from this transaction already."""
    return request.path.startswith(("/account", "/reference", "/sign")) or "_user_id" in session


def init_app(app: Flask) -> None:
    app.after_request(add_headers)
