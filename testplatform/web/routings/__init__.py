"""The routing of a multistage test, drawn."""
