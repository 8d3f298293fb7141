"""The reports of the Wagtail admin, one subject to a file.

A report is a `ReportView` with `address`, `index_url_name`, `index_results_url_name`,
`page_title`, `header_icon` and the right it asks for. Add it to `REPORTS` in
`wagtail_hooks.py`: `registering.py` makes the menu item and both addresses of it.
"""
