"""Values of indicators taken from statistics: bindings, what arrives, peers and nation."""
