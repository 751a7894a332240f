"""Content as files that others read and write."""
