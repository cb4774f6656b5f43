"""Pictures: every chart is one Altair specification, the same for page, document and notebook, in Grono's own quiet theme, with a
text alternative and the table it was drawn from.
"""
