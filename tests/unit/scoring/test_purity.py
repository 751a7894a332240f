"""`scoring` is the standard library and nothing else."""

import subprocess
import sys

_IMPORT_EVERYTHING = """
import importlib, pkgutil, sys
import scoring
for module in pkgutil.walk_packages(scoring.__path__, "scoring."):
    importlib.import_module(module.name)
loaded = {name.partition(".")[0] for name in sys.modules}
print(*sorted(loaded - set(sys.stdlib_module_names) - {"scoring", "__main__"}))
"""


class TestScoring:
    def test_loads_neither_flask_nor_sqlalchemy_nor_the_item_bank(self) -> None:
        run = subprocess.run(
            [sys.executable, "-c", _IMPORT_EVERYTHING], capture_output=True, text=True, check=True
        )

        loaded = set(run.stdout.split())

        assert not loaded & {"flask", "sqlalchemy", "itembank", "testplatform"}
