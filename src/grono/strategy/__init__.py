"""Strategies that keep themselves honest.

Task cards read and written without loss, progress, status with its reason, and findings that name the cells which
contradict each other.
"""
