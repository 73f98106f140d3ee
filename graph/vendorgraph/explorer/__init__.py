"""The explorer: pages that show conflicts of interest, what they rest on, and the market around them."""
