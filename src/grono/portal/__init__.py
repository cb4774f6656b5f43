"""The pages: Django apps for accounts, audit, regions, the directory, cluster maps and strategies.

Writes are actions, reads are queries that know the user, and nothing heavy runs inside a request.
"""
