"""PDFs and their seals. The one room that knows WeasyPrint and pyHanko."""
