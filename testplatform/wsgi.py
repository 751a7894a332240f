"""The web application, as a server such as gunicorn takes it."""

import os

from testplatform import create_app
from testplatform.config import Config

app = create_app(Config.from_environment(os.environ))
