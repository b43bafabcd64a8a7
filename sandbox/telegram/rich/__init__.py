"""Rich messages: documents of blocks that a bot sends as one message."""
