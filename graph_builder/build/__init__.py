"""Whole runs: one policy, a folder, a portfolio."""
