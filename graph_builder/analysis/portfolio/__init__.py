"""Many policies side by side: comparison, statistics, vagueness, shared boilerplate."""
