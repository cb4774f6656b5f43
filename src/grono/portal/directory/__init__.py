"""The directory of organisations of the triple helix: firms, research and teaching, local government, support."""
