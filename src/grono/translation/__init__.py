"""Texts in several languages: the protocol of translators, memory and glossary.

Nothing is translated silently. Built by a later issue; so far it holds only its name and its place in the walls.
"""
