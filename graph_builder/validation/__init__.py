"""Shapes, findings and the reports about them."""
