"""What Headway knows and decides: frozen values and pure functions, standard library only.

Time is always an argument. Nothing here reads a clock, a file or a network.
"""
