from tests.builders.engine_fixtures import programs, voices

__all__ = ["programs", "voices"]
