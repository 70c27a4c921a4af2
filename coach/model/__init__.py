"""The values that everything else works with: routine, plan, timeline, units, problems."""
