"""Keeping the house running."""
