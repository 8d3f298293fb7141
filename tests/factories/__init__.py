"""Rows for tests: fixed values, one module per app, one factory per model."""
