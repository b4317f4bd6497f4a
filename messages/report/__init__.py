"""Reports: figures in sentences, and as a picture."""
