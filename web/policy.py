"""What a browser may load for a page, and who may frame it (Content Security Policy level 3)."""


def content_security_policy(*, frames: bool = False, framed_by: str = "'none'") -> str:
    """Return the policy of a page: only files of this host, no inline script or style.

    `frames` lets the page show pages of this host in frames; `framed_by` names who may show the page in one.
    """
    return "; ".join(
        [
            "default-src 'none'",
            "style-src 'self'",
            "script-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            *(["frame-src 'self'"] if frames else []),
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {framed_by}",
        ]
    )
