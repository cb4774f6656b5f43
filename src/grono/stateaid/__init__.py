"""State aid: ledgers of de minimis aid by single undertaking, and the answer to «may we grant this on that day?».

Built by the strategy issue; so far it holds only its name and its place in the walls.
"""
