"""Results and problems as people read them, in Chinese and English. Everything here is words about values made elsewhere."""
