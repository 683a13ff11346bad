"""Articles from files, folders, globs and URLs: plain text, Markdown, HTML, PDF, DOCX, JSON lines."""

from qabot.articles.sources import ReadOptions, read, read_all

__all__ = ["ReadOptions", "read", "read_all"]
