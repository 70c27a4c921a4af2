"""What sound can come out of: one module for each library."""
