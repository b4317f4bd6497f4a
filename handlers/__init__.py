"""People come in. Bolt listeners: parse, perform, ack."""
