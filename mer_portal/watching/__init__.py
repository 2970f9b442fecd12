"""What an operator watches: a line per request, numbers for Prometheus, and by which number a request is known."""
