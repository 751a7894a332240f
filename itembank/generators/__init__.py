"""Figural items for COVAAR: drawn from a seed, each with a key that a solver has proved.

Standard library only. `docs/figural-items.md` describes the rules and the options.
"""
