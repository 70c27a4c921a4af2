"""Speech: texts in, clips out."""
