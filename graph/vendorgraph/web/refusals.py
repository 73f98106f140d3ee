"""Why a request is refused, as problem details (RFC 9457) or plain text."""

from msgspec import Struct, json, structs

from vendorgraph.guard import Unsafe

TYPES = "https://w3id.org/vendorgraph/problem/"

#: HTTP status and title by code: the one list of everything that the server refuses.
CODES = {
    "malformed": (400, "The request is not HTTP/1.1"),
    "syntax": (400, "The query is not SPARQL 1.1"),
    "request": (400, "The request is not understood"),
    "evaluation": (400, "The query cannot be evaluated"),
    "read-only": (403, "This endpoint is read-only"),
    "service": (403, "This endpoint calls no other server"),
    "not-found": (404, "Nothing is here"),
    "method": (405, "The method is not allowed here"),
    "not-acceptable": (406, "No format that the client accepts is available"),
    "slow-request": (408, "The request took too long to arrive"),
    "ambiguous": (409, "A name has several meanings"),
    "contradictory": (409, "The parameters contradict each other"),
    "too-long": (413, "The request is too long"),
    "long-address": (414, "The address is too long"),
    "media-type": (415, "The content type is not supported"),
    "host": (421, "The request is meant for another host"),
    "too-complex": (422, "The query is too complex"),
    "too-large": (422, "The result is too large"),
    "long-head": (431, "The head of the request is too long"),
    "defect": (500, "The server made a mistake"),
    "storage": (500, "The data cannot be read"),
    "crash": (503, "The query ended the process that evaluated it"),
    "busy": (503, "The server is busy"),
    "deadline": (504, "The query took too long"),
}

#: Codes after which the same request may succeed later.
_PASSING = {"busy"}
RETRY_SECONDS = 5


class Refusal(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was refused: a code of `CODES`, what was found, what to do, and where in the query it is (from 1)."""

    code: str
    detail: str
    advice: str
    line: int | None = None
    column: int | None = None

    @property
    def status(self) -> int:
        """The HTTP status."""
        return CODES[self.code][0]

    @property
    def headers(self) -> dict[str, str]:
        """Further headers of the answer."""
        return {"retry-after": str(RETRY_SECONDS)} if self.code in _PASSING else {}

    def as_json(self) -> bytes:
        """Return problem details as JSON."""
        status, title = CODES[self.code]
        head = {"type": TYPES + self.code, "title": title, "status": status}
        return json.encode(head | {name: value for name, value in structs.asdict(self).items() if value is not None})

    def as_text(self) -> bytes:
        """Return the same for people, in lines."""
        where = f" (line {self.line}, column {self.column})" if self.line else ""
        return f"{CODES[self.code][1]}{where}.\n{self.detail}\n{self.advice}\n".encode()


DEFECT = Refusal(code="defect", detail="An unforeseen error; the server goes on.", advice="Report it with the request.")


class Refused(Exception):
    """Raised where a request is refused."""

    def __init__(self, code: str, detail: str, advice: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(detail)
        self.refusal = Refusal(code=code, detail=detail, advice=advice, line=line, column=column)

    @classmethod
    def again(cls, refusal: Refusal | Unsafe) -> "Refused":
        """Return the exception of a refusal that another process raised, or of what the guard found in a query."""
        return cls(refusal.code, refusal.detail, refusal.advice, refusal.line, refusal.column)
