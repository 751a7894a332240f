"""Where authors and reviewers work: the list of items, the editor, the media library."""
