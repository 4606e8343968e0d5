"""Faults on purpose: processes killed, writes that fail, a database that goes away, bugs planted.

Promise: nothing that was acknowledged is lost, nothing happens twice, and what always holds
(``judge``) holds after each of them.
"""
