"""Who fits whom: offers, requests and profiles compared across languages, with reasons.

Built by a later issue; so far it holds only its name and its place in the walls.
"""
