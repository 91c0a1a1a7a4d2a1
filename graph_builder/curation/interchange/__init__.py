"""Statements and decisions to and from the formats of other annotation tools."""
