"""The body of a request, bounded in size and time while it arrives."""

import asyncio

from starlette.requests import Request

from vendorgraph.web.limits import Limits
from vendorgraph.web.refusals import Refused


async def read(request: Request, limits: Limits) -> bytes:
    """Return the body; Refused when it is too long or arrives too slowly."""
    length = request.headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit():
        raise Refused("request", "Content-Length is not a number.", "Send the length of the body in bytes.")
    if int(length) > limits.body_bytes:
        raise _too_long(limits)
    body = bytearray()
    try:
        async with asyncio.timeout(limits.body_seconds):
            async for piece in request.stream():
                body += piece
                if len(body) > limits.body_bytes:
                    raise _too_long(limits)
    except TimeoutError:
        detail = f"The body did not arrive within {limits.body_seconds:g} seconds."
        raise Refused("slow-request", detail, "Send it at once.") from None
    return bytes(body)


def _too_long(limits: Limits) -> Refused:
    return Refused(
        "too-long", f"The body has more than {limits.body_bytes:,} bytes.", "Send a shorter query, or several of them."
    )
