"""The translators' pages: matrix, workbench, fixed terms and the exchange of files."""
