"""Regions and their outlines: NUTS, voivodeships, and the lists of names an operator has loaded."""
