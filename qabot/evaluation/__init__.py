"""Quality, measured: metrics, data sets, reports. Only the command line imports this."""
