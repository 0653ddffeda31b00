"""WeasyPrint as briefgen runs it: its fonts, its files, its log, its patches."""
