// Reads an exported file with a tool of its format and prints what it found as JSON: node read.mjs FORMAT FILE
import { readFileSync } from "node:fs";

const readers = {
  async gexf(text) {
    const { MultiDirectedGraph } = (await import("graphology")).default;
    const gexf = (await import("graphology-gexf")).default;
    const graph = gexf.parse(MultiDirectedGraph, text);
    return {
      nodes: graph.mapNodes((id, attributes) => ({ id, attributes })),
      edges: graph.mapEdges((id, attributes, source, target) => ({ id, source, target, attributes })),
    };
  },
  async cyjs(text) {
    const cytoscape = (await import("cytoscape")).default;
    const { elements, data } = JSON.parse(text);
    const network = cytoscape({ headless: true, elements, data });
    const of = (found) => found.map((each) => each.data());
    return { about: network.data(), nodes: of(network.nodes()), edges: of(network.edges()) };
  },
  async dot(text) {
    const { Graphviz } = await import("@hpcc-js/wasm-graphviz");
    const graphviz = await Graphviz.load();
    return JSON.parse(graphviz.layout(text, "json", "dot"));
  },
  async mermaid(text) {
    const { JSDOM } = await import("jsdom");
    const { window } = new JSDOM("<!DOCTYPE html>");
    Object.assign(globalThis, { window, document: window.document, DOMParser: window.DOMParser });
    const mermaid = (await import("mermaid")).default;
    const parsed = await mermaid.parse(text);
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    const vertices = [...db.getVertices().values()].map(({ id, text }) => ({ id, text }));
    const edges = db.getEdges().map(({ start, end, text, stroke, type }) => ({ start, end, text, stroke, type }));
    return { ...parsed, vertices, edges };
  },
};

const [format, file] = process.argv.slice(2);
const found = await readers[format](readFileSync(file, "utf8"));
process.stdout.write(JSON.stringify(found), () => process.exit(0));
