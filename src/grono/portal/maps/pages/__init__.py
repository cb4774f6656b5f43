"""What the pages of cluster maps show, as plain values for the components."""
