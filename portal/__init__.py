"""A council's portal for complaints and compliments about children's services, and the back office behind it.

Four floors, read from the ground up:

* ``domain``    the rules: plain Python, dates are arguments, nothing is fetched or stored
* ``models``    the records: one noun a file, columns only
* ``services``  the verbs: load, ask the rules, write record and event, commit
* ``web``       the pages: blueprints by audience; journeys are data, one engine runs them

``app.create_app`` is the only place that knows every part. ``cli`` holds the ``flask`` commands.
Importing ``portal`` imports nothing, so that a rule can be used without loading Flask.
"""
