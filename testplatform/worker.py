"""The Celery application of the worker and the scheduler processes."""

import os

from testplatform import create_app
from testplatform.config import Config

celery_app = create_app(Config.from_environment(os.environ)).extensions["celery"]
