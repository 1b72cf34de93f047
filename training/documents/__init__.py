<<<<<<< HEAD
"""PDFs and their seals. The one room that knows WeasyPrint and pyHanko."""
=======
"""Paper: certificates, letters, seals, credentials. Plain values in, bytes out; no rows, no clock."""
>>>>>>> documents
