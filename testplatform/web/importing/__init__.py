"""The page that takes items of other systems into the bank: upload, look, choose."""
