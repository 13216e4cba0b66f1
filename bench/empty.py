"""The baseline: what Flask, the server and this machine take to answer nothing at all."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def nothing() -> str:
    """Answer with nothing."""
    return ""
