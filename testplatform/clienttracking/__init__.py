"""The room at the edge where the platform meets the client-tracking system.

`contract` holds the messages, `client` and `webhooks` carry them, `simulator` is the other side for
demonstrations and tests. `docs/client-tracking.md` says the same in words.
"""
