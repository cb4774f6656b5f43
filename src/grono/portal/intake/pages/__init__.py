"""What the pages show, as plain values for the components."""
