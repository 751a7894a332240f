"""Look at figural items: `python -m itembank.generators series --seed 7 > out.html`."""

import argparse
import sys
from collections.abc import Sequence

from itembank.generators.difficulty import Difficulty
from itembank.generators.matrices import generate_matrix
from itembank.generators.pages import build_page
from itembank.generators.series import generate_series


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a page with the items of some seeds, keys marked."""
    parser = argparse.ArgumentParser(prog="python -m itembank.generators")
    parser.add_argument("kind", choices=("series", "matrix"))
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--count", type=int, default=1, help="how many seeds")
    parser.add_argument("--difficulty", type=Difficulty, default=Difficulty.MEDIUM)
    wanted = parser.parse_args(arguments)
    generate = generate_series if wanted.kind == "series" else generate_matrix
    seeds = range(wanted.seed, wanted.seed + wanted.count)
    sys.stdout.write(build_page([generate(seed, difficulty=wanted.difficulty) for seed in seeds]))


if __name__ == "__main__":
    main()
