"""A market that a SPARQL 1.1 server holds, in place of one in files.

    Endpoint -> Client (one question, with retries and a deadline) -> paging (whole graphs) -> market -> Market
                                                                   -> asking (a query, sent as it is)

This package is an edge of the program: with the web layer and the command line the one place that uses the network. It
asks standard SPARQL 1.1 by its protocol, and trusts nothing of what is answered: sizes are bounded, counts must agree,
and the records are checked as those in files are.
"""

from vendorgraph.remote.endpoint import DEADLINE, Endpoint, EndpointError, Unreachable

__all__ = ["DEADLINE", "Endpoint", "EndpointError", "Unreachable"]
