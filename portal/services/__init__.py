"""The verbs: each public function that changes state is one transaction."""
