"""The mathematics of shares, votes and walls: values in, values out, and no market."""
