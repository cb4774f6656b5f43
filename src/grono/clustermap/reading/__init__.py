"""Tables of somebody's making, each read with every problem said at once."""
