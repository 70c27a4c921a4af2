"""Sound outputs: one module for each library."""
