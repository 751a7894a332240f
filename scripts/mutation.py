"""Change scoring/ in small ways, and fail where the tests notice too few of the changes.

mutmut makes the mutants and runs the tests, in mutants/. A run that was broken off goes on where it
was. When the tests are other ones than last time, whatever survived is asked again; what was killed
stays killed until mutants/ is deleted. With names (`scoring.routing*`) only those run, all of them.
"""

import argparse
import fnmatch
import hashlib
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from mutmut.stats import status_by_exit_code

ENOUGH_PERCENT = 95
MUTANTS = Path("mutants")
TESTS = Path("tests")
FINGERPRINT = MUTANTS / "tests.sha256"
WHO_TESTS_WHAT = MUTANTS / "mutmut-stats.json"

# What hangs where the original does not was noticed too: it is counted apart, and as killed.
KILLED = ("killed", "caught by type check")
TIMEOUT = "timeout"
NOT_RUN = "not checked"


def main() -> int:
    """Run what is to be run, print the tally, and tell whether it is enough."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("names", nargs="*", help="mutants, by patterns; all without any")
    arguments.add_argument("--at-once", default="2", help="how many to run at once")
    given = arguments.parse_args()

    make_ready()
    mutmut = Path(sys.executable).with_name("mutmut")
    command = [mutmut, "run", "--max-children", given.at_once, *given.names]
    run = subprocess.run(command, check=False)
    return run.returncode or report(read_verdicts(given.names))


def make_ready() -> None:
    """Forget what was said of tests that are other ones now, so that it is asked again."""
    shutil.rmtree(MUTANTS / TESTS, ignore_errors=True)
    fingerprint = hash_tests()
    if FINGERPRINT.exists() and FINGERPRINT.read_text() != fingerprint:
        WHO_TESTS_WHAT.unlink(missing_ok=True)
        asked_again = sum(map(forget_survivors, list_verdict_files()))
        print(f"The tests are other ones: {asked_again} mutants that survived are asked again.")
    MUTANTS.mkdir(exist_ok=True)
    FINGERPRINT.write_text(fingerprint)


def hash_tests() -> str:
    """Give one hash for all Python files of the tests."""
    found = hashlib.sha256()
    for path in sorted(TESTS.rglob("*.py")):
        found.update(str(path).encode() + path.read_bytes())
    return found.hexdigest()


def forget_survivors(path: Path) -> int:
    """Take the verdicts away of whatever was not killed; give how many."""
    known = json.loads(path.read_text())
    verdicts = known["exit_code_by_key"]
    survivors = [mutant for mutant, code in verdicts.items() if _has_survived(code)]
    verdicts.update(dict.fromkeys(survivors))
    path.write_text(json.dumps(known, indent=4))
    return len(survivors)


def list_verdict_files() -> list[Path]:
    """List the files with verdicts of modules that are still there."""
    found = sorted(MUTANTS.rglob("*.py.meta"))
    return [path for path in found if path.relative_to(MUTANTS).with_suffix("").exists()]


def read_verdicts(names: Sequence[str] = ()) -> dict[str, dict[str, str]]:
    """Read, by module, what became of each mutant (of those that the names mean)."""
    found = {}
    for path in list_verdict_files():
        codes = json.loads(path.read_text())["exit_code_by_key"]
        verdicts = {
            mutant: status_by_exit_code[code]
            for mutant, code in codes.items()
            if not names or any(fnmatch.fnmatch(mutant, name) for name in names)
        }
        if verdicts:
            found[_module(path)] = verdicts
    return found


def report(verdicts: dict[str, dict[str, str]]) -> int:
    """Print survivors and counts per module and in all; 1 where they are not enough."""
    print(*_survivors(verdicts), sep="\n")
    print(f"\n{'killed':>7} {'timeout':>7} {'survived':>8} {'no tests':>8} {'killed %':>8}")
    tallies = {module: Counter(mutants.values()) for module, mutants in verdicts.items()}
    for module, tally in tallies.items():
        print(_row(tally), module)
    together = sum(tallies.values(), Counter())
    print(_row(together), "together; a timeout counts as killed, a mutant without tests does not")

    if together[NOT_RUN]:
        print(f"{together[NOT_RUN]} mutants were not run: the same command goes on where it was.")
        return 1
    if not is_enough(together):
        print(f"Less than {ENOUGH_PERCENT} % was killed.")
        return 1
    return 0


def is_enough(tally: Counter[str]) -> bool:
    """Tell whether enough mutants were killed; of none at all there are not."""
    return 0 < tally.total() * ENOUGH_PERCENT <= killed(tally) * 100


def killed(tally: Counter[str]) -> int:
    """Count the mutants that the tests noticed."""
    return sum(tally[status] for status in (*KILLED, TIMEOUT))


def _row(tally: Counter[str]) -> str:
    dead = sum(tally[status] for status in KILLED)
    timeouts, untested = tally[TIMEOUT], tally["no tests"]
    survived = tally.total() - dead - timeouts - untested
    percent = int(1000 * killed(tally) / tally.total()) / 10 if tally else 0.0
    return f"{dead:>7} {timeouts:>7} {survived:>8} {untested:>8} {percent:>8.1f}"


def _survivors(verdicts: dict[str, dict[str, str]]) -> Iterator[str]:
    for mutants in verdicts.values():
        for mutant, status in mutants.items():
            if status not in (*KILLED, TIMEOUT):
                yield f"{status}: {mutant}"


def _has_survived(code: int | None) -> bool:
    return status_by_exit_code[code] not in (*KILLED, TIMEOUT, NOT_RUN)


def _module(path: Path) -> str:
    return ".".join(path.relative_to(MUTANTS).with_suffix("").with_suffix("").parts)


if __name__ == "__main__":
    sys.exit(main())
