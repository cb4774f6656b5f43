"""The command ``grono``: what the library can do, from a terminal.

It reads files, shows progress, writes results and turns every problem into one sentence and an exit status; it
computes nothing itself.
"""
