"""Contradictions, parity, differences and portfolios."""
