"""Screenshots of the main screens, when SCREENSHOTS names a folder for them."""

import os
from collections.abc import Collection
from dataclasses import dataclass

from playwright.sync_api import Page

from testplatform.config import PROJECT_ROOT

ENVIRONMENT_NAME = "SCREENSHOTS"


def are_screenshots_wanted() -> bool:
    return bool(os.environ.get(ENVIRONMENT_NAME))


@dataclass(frozen=True, slots=True)
class Album:
    """The screens that a story is to show; other stories may pass the same screens."""

    names: Collection[str]

    def take(self, page: Page, name: str) -> None:
        """Save what is on the screen as <name>.png, if that is wanted."""
        if name not in self.names or not are_screenshots_wanted():
            return
        folder = PROJECT_ROOT / os.environ[ENVIRONMENT_NAME]
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", animations="disabled", caret="hide")
