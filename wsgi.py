"""The WSGI entry point, for gunicorn and the flask command."""

from portal.app import create_app

app = create_app()
