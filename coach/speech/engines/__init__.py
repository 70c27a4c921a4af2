"""The speech engines, one module each, loaded in the worker process alone."""
