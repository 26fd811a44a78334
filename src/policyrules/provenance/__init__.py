"""Where the rules come from: quotes proved against the text of the document, and what follows from that."""
