"""Views to HTML: templates, the page head, policies, charts and the page shell."""
