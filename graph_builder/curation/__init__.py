"""What people decide about statements: a queue, decisions as data, an overlay on builds."""
