"""What operators see and set: logs, metrics, connections."""
