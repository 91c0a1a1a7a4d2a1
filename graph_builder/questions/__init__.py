"""Named queries and plain questions, answered with their proof."""
