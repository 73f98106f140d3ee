"""The market as objects of other libraries: a data frame, a page, a network, an Oxigraph store, an rdflib dataset.

`vendorgraph.api.VendorGraph` has them all; this is a part of it. Each library is imported where it is used.
"""

from datetime import date
from typing import TYPE_CHECKING

from vendorgraph import asked, pipeline
from vendorgraph.extras import need
from vendorgraph.model import Market
from vendorgraph.questions import Day, Questions, day_of

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    from pyoxigraph import Store
    from rdflib import Dataset

    from vendorgraph.remote import Endpoint
    from vendorgraph.view import View


class Libraries(Questions):
    """A market that answers questions, for work on it with other libraries."""

    def __init__(self, market: Market, endpoint: "Endpoint | None" = None) -> None:
        super().__init__(market)
        self._endpoint = endpoint
        self._stored: tuple[tuple[date, date], Store] | None = None

    def query(
        self, query: str, as_of: Day | None = None, known_by: Day | None = None, **params: object
    ) -> "pd.DataFrame":
        """Return the rows of a query: the name of a bundled one with its parameters, or SPARQL; needs pandas.

        The days choose the relations of queries that ask for what holds. Entities and words come as in the records
        ("meta", "customer-of", "ending"), other IRIs with their prefix. Raises `vendorgraph.queries.QueryError` for an
        unknown name, a wrong parameter, bad SPARQL, or a question that is not answered by rows.
        """
        need("pandas", "frames")
        import pandas as pd
        from pyoxigraph import QuerySolutions

        from vendorgraph import queries
        from vendorgraph.answers.results import value, words_of

        named = queries.parse("text", query) if "{" in query else queries.find(query)
        text = queries.bind(named, params, self.market)
        result = None
        if self._endpoint is not None:
            from vendorgraph.remote import asking

            result = asking.answer(self._endpoint, named, text, day_of("as_of", as_of), day_of("known_by", known_by))
        if result is None:
            result = queries.run(self.store(as_of, known_by), text)
        if not isinstance(result, QuerySolutions):
            raise queries.QueryError("the query gives no rows: ask it with queries.run(graph.store(), text)")
        words = words_of(self.market.vocabulary)
        columns = [variable.value for variable in result.variables]
        return pd.DataFrame([[value(term, words) for term in row] for row in result], columns=columns)

    def view(
        self, name: str | None = None, as_of: Day | None = None, known_by: Day | None = None, limit: int | None = None
    ) -> "View":
        """Return what holds around an entity as a page to click through; a notebook shows it; needs pyvis.

        None draws the most connected entities; at most `limit` (60 by default) are drawn.
        """
        from vendorgraph import view

        centre = None if name is None else self.find(name)
        most = view.LIMIT if limit is None else asked.count("limit", limit)
        return view.around(self.market, self._relations(as_of, known_by), centre, most)

    def to_networkx(self, as_of: Day | None = None, known_by: Day | None = None) -> "nx.MultiDiGraph[str]":
        """Return the relations as a network with the attributes of `vendorgraph.network`; needs networkx.

        Nodes are slugs; the key of an edge is the id of its relation.
        """
        need("networkx", "networks")
        import networkx as nx

        from vendorgraph import network

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.add_nodes_from((node.id, node.attributes) for node in network.nodes(self.market))
        for line in network.lines(self.market, self._relations(as_of, known_by)):
            graph.add_edge(line.subject, line.object, line.id, **line.attributes)
        return graph

    def store(self, as_of: Day | None = None, known_by: Day | None = None) -> "Store":
        """Return the graph as an Oxigraph store: all claims, and in a named graph the relations of the days.

        The store of the days last asked for is kept.
        """
        relations = self._relations(as_of, known_by)
        days = (relations.as_of, relations.known_by)
        if self._stored is None or self._stored[0] != days:
            self._stored = (days, pipeline.store(self.market, relations))
        return self._stored[1]

    def dataset(self, as_of: Day | None = None, known_by: Day | None = None) -> "Dataset":
        """Return the same store as an rdflib Dataset; needs rdflib and oxrdflib."""
        need("oxrdflib", "rdflib")
        from vendorgraph.rdf import store

        return store.dataset(self.store(as_of, known_by))
