"""What `make mutation` counts, and that it really changes code and sees tests fail."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

_ROOT = Path(__file__).parents[3]
_SCRIPT = _ROOT / "scripts" / "mutation.py"
_PROJECT = """
[tool.mutmut]
source_paths = ["scoring"]
only_mutate = ["scoring/dates.py"]
pytest_add_cli_args = ["-p", "no:randomly", "-p", "no:cacheprovider"]
pytest_add_cli_args_test_selection = ["tests"]
"""
_BLIND = """
from scoring.dates import find_in_force, find_same_start

def test_says_nothing_of_nothing():
    assert find_in_force([], None) is find_same_start([]) is None
"""
# As mutmut writes them: killed, survived, without tests, out of time, not yet run.
_KILLED, _SURVIVED, _UNTESTED, _TIMEOUT, _UNASKED = 1, 0, 33, 36, None


class TestReport:
    @pytest.mark.parametrize(
        ("verdicts", "status"),
        [
            pytest.param([_KILLED] * 19 + [_SURVIVED], 0, id="95 percent"),
            pytest.param([_KILLED] * 94 + [_SURVIVED] * 6, 1, id="less than 95 percent"),
            pytest.param([_KILLED] * 189 + [_SURVIVED] * 10, 1, id="nearly 95 percent"),
            pytest.param([_KILLED] * 18 + [_TIMEOUT, _SURVIVED], 0, id="a timeout is killed"),
            pytest.param([_KILLED] * 18 + [_UNTESTED] * 2, 1, id="without tests survives"),
            pytest.param([_KILLED] * 99 + [_UNASKED], 1, id="not all were run"),
            pytest.param([], 1, id="no mutants"),
        ],
    )
    def test_fails_below_what_is_enough(
        self, mutation: ModuleType, verdicts: list[int | None], status: int
    ) -> None:
        write_verdicts("scoring/bands.py", verdicts)

        assert mutation.report(mutation.read_verdicts()) == status

    def test_counts_by_module_and_together(
        self, mutation: ModuleType, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write_verdicts("scoring/bands.py", [_KILLED] * 9 + [_SURVIVED])
        write_verdicts("scoring/rules/choices.py", [_KILLED, _TIMEOUT, _UNTESTED])

        mutation.report(mutation.read_verdicts())

        assert capsys.readouterr().out.splitlines() == [
            "survived: scoring.bands.x_9",
            "no tests: scoring.rules.choices.x_2",
            "",
            " killed timeout survived no tests killed %",
            "      9       0        1        0     90.0 scoring.bands",
            "      1       1        0        1     66.6 scoring.rules.choices",
            (
                "     10       1        1        1     84.6 together; a timeout counts as killed, "
                "a mutant without tests does not"
            ),
            "Less than 95 % was killed.",
        ]

    def test_looks_at_what_was_named_alone(self, mutation: ModuleType) -> None:
        write_verdicts("scoring/bands.py", [_KILLED])
        write_verdicts("scoring/rules/choices.py", [_SURVIVED])

        assert mutation.read_verdicts(["scoring.bands*"]) == {
            "scoring.bands": {"scoring.bands.x_0": "killed"}
        }

    def test_leaves_out_what_is_no_longer_there(self, mutation: ModuleType) -> None:
        write_verdicts("scoring/bands.py", [_SURVIVED])
        Path("scoring/bands.py").unlink()

        assert mutation.read_verdicts() == {}


class TestMakeReady:
    def test_asks_survivors_again_when_the_tests_are_other_ones(self, mutation: ModuleType) -> None:
        write_verdicts("scoring/bands.py", [_KILLED, _SURVIVED, _TIMEOUT, _UNTESTED])
        mutation.make_ready()

        write_test("def test_more(): ...")
        mutation.make_ready()

        assert list(mutation.read_verdicts()["scoring.bands"].values()) == [
            "killed",
            "not checked",
            "timeout",
            "not checked",
        ]

    def test_keeps_every_verdict_of_the_same_tests(self, mutation: ModuleType) -> None:
        write_verdicts("scoring/bands.py", [_KILLED, _SURVIVED])
        mutation.make_ready()

        mutation.make_ready()

        assert list(mutation.read_verdicts()["scoring.bands"].values()) == ["killed", "survived"]


class TestWholeRun:
    def test_kills_what_the_real_tests_of_a_module_see(self, project: Path) -> None:
        shutil.copy(_ROOT / "tests" / "unit" / "scoring" / "test_dates.py", project / "tests")

        run = run_script(project)

        assert "11       0        0        0    100.0 scoring.dates" in run.stdout
        assert run.returncode == 0

    def test_fails_on_tests_that_see_little(self, project: Path) -> None:
        write_test(_BLIND)

        run = run_script(project)

        assert "survived: scoring.dates.x_find_in_force" in run.stdout
        assert "Less than 95 % was killed." in run.stdout
        assert run.returncode == 1


def write_verdicts(source: str, verdicts: list[int | None]) -> None:
    """Write a module, and what mutmut would say of its mutants."""
    for path in (Path(source), Path("mutants") / f"{source}.meta"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    module = source.removesuffix(".py").replace("/", ".")
    codes = {f"{module}.x_{place}": code for place, code in enumerate(verdicts)}
    path.write_text(json.dumps({"exit_code_by_key": codes}))


def write_test(text: str) -> None:
    Path("tests").mkdir(exist_ok=True)
    Path("tests/test_something.py").write_text(text)


def run_script(project: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, _SCRIPT, "--at-once", "1"],
        cwd=project,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def mutation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    spec = importlib.util.spec_from_file_location("mutation", _SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with scoring/ of which one small module is to be changed."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(_ROOT / "scoring", "scoring")
    Path("pyproject.toml").write_text(_PROJECT)
    Path("tests").mkdir()
    return tmp_path
