"""Real validators look at what kallelse makes; `python -m tests.conformance` runs the largest."""
