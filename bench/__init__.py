"""Measurements: ratios against a stated baseline or floor, made in the same run."""
