"""Benchmarks: how fast captures are read and written, against floors measured in the same run.

``python -m tests.bench`` measures; nothing here is a test, and nothing here touches an operator's database.
"""
