"""The pages of the explorer, a module for each kind: from what an address says to the values of a template."""
