"""The market as RDF: IRIs, quads, the store that SPARQL asks, derived views, and the shapes that check them."""
