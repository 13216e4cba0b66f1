"""The WSGI entry point, for gunicorn and the flask command."""

import sys

from portal.app import create_app
from portal.config import SettingsError
from portal.domain.errors import PortalError

try:
    app = create_app()
except (SettingsError, PortalError) as problem:
    reasons = getattr(problem, "problems", (str(problem),))
    sys.exit("The portal did not start:\n" + "\n".join(f"  {reason}" for reason in reasons))
