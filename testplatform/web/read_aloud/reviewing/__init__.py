"""The page where native reviewers listen, approve and reject."""
