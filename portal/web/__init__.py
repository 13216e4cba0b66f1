"""The pages: blueprints by audience or activity, with the modules they share."""
