"""Content security policies of files that carry their own scripts: each script is allowed by the hash of its text."""

from base64 import b64encode
from hashlib import sha256


def allowed(text: str) -> str:
    """Return what a policy says to allow a script or style sheet of exactly this text, line ends being "\\n"."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
