"""Whether a policy worked.

Evaluation plans, counterfactual estimates with placebos, and network measures with a permutation null. This room is
built by the strategy issue; so far it holds only its name and its place in the walls.
"""
