"""How sure each value is, from what is known at reading; fitted on papers with gold (`make calibrate`)."""
