"""Whether two versions of one policy, in two languages or two copies, say the same."""
