"""The SPARQL endpoint and the linked data of `vendorgraph serve`.

    request -> guard, negotiate, protocol -> workers -> (another process) zygote -> engine -> answer

The process that speaks HTTP reads no data and parses no SPARQL; the processes that do so can be lost at no cost.
"""
