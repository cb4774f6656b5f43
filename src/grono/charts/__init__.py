"""Pictures in Grono's own quiet theme.

Every chart is one Altair specification, the same for page, document and notebook, with a text alternative and the
table it was drawn from.
"""
