"""What one client may cost: every bound of the endpoint, by name, with its usual value."""

from vendorgraph.guard import Bounds


class Limits(Bounds, frozen=True, kw_only=True):
    """Bounds of sizes (bytes), times (seconds) and numbers; what exceeds one is refused by name, never cut."""

    graphs: int = 100  # default-graph-uri and named-graph-uri together

    address_bytes: int = 2**16 - 1  # of a request; the parser of addresses takes no more
    head_bytes: int = 96 * 1024
    body_bytes: int = 128 * 1024
    connections: int = 512
    head_seconds: float = 10
    body_seconds: float = 10
    idle_seconds: float = 15
    stall_seconds: float = 10  # that a client may take nothing of an answer
    send_seconds: float = 300  # for a whole answer
    linger_seconds: float = 2  # for which the rest of a refused body is still taken, so that the refusal arrives
    stop_seconds: int = 3  # for what is under way when the server is stopped

    fast_seconds: float = 0.15  # that every query gets at once
    seconds: float = 30  # that a query gets in all, from when it comes: to wait for its turn, and to run
    waiting: int = 64  # queries that wait in a lane

    rows: int = 250_000  # solutions or triples of one answer
    answer_bytes: int = 64 * 2**20
    held_bytes: int = 256 * 2**20  # large answers on their way, together
    memory: int = 512 * 2**20  # that a query may take beyond the data

    @property
    def announced(self) -> str:
        """The limits that shape an answer, as the value of a header."""
        return f"seconds={self.seconds:g}, rows={self.rows}, bytes={self.answer_bytes}, memory={self.memory}"
