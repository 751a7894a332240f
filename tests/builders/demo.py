"""The part of the demonstration that tests load.

In all its languages every database of a test would be four times as large, and the voices of the
journeys would take the whole of their time; `test_demo_content.py` loads all of it, once.
"""

import shutil
from pathlib import Path

from itembank.bank_files import list_translation_files
from testplatform.demo import BANK_FOLDER

TEST_LANGUAGES = ("ar", "en", "fr", "ti", "tr")


def copy_demo_bank(folder: Path) -> Path:
    """Copy the demo bank, in the languages of the tests, to a folder that is not there yet."""
    others = {f"{tag}.toml" for tag in TEST_LANGUAGES}.symmetric_difference(
        list_translation_files(BANK_FOLDER)
    )
    shutil.copytree(BANK_FOLDER, folder, ignore=lambda _folder, _names: others)
    return folder
