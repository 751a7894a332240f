"""axe-core on a page as it stands."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from testplatform.config import PROJECT_ROOT

SCRIPT = PROJECT_ROOT / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = ("serious", "critical")
RUN = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def check_accessibility(page: Page, name: str) -> None:
    """Fail on a serious or critical violation; the context needs `bypass_csp`."""
    _wait_for_page(page)
    if page.evaluate("typeof axe") == "undefined":
        page.add_script_tag(path=SCRIPT)
    violations: list[dict[str, Any]] = page.evaluate(RUN)
    grave = [_describe(violation) for violation in violations if violation["impact"] in GRAVE]
    if grave:
        pytest.fail(f"{name}:\n" + "\n".join(grave))


def check_fits(page: Page, name: str) -> None:
    """Fail when a page must be scrolled sideways."""
    _wait_for_page(page)
    overflow = page.evaluate(OVERFLOW)
    if overflow > 0:
        pytest.fail(f"{name}: {overflow} pixels too wide")


def _wait_for_page(page: Page) -> None:
    """A click may have begun to load a page whose document is still empty."""
    page.wait_for_load_state()
    expect(page.locator("h1").first).to_be_attached()


def _describe(violation: dict[str, Any]) -> str:
    places = "; ".join(node["html"][:200] for node in violation["nodes"][:3])
    return f"{violation['id']} ({violation['impact']}): {violation['help']}: {places}"
