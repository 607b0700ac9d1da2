"""Outgoing e-mail: kept until it is sent, sent by the worker, so that no page waits for a mail server."""
