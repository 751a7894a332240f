"""Small banks of other programmes than MO, written or generated here: to look around with."""

from itembank.demo_banks.covaar import build_covaar_bank
from itembank.demo_banks.ct import build_ct_bank, list_messages
from itembank.demo_banks.nivo import build_nivo_bank

__all__ = ["build_covaar_bank", "build_ct_bank", "build_nivo_bank", "list_messages"]
