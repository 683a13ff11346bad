"""What stands between a person and the engine: conversation, rendering, and the terminal session."""
