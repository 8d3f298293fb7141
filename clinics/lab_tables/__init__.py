"""Tables of laboratory results: read from text, CSV or XLSX, and understood by row."""
