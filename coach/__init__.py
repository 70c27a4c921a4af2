"""Coach: a voice-guided stretching coach that works offline."""
