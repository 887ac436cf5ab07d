"""Questions of council members: who asks, what is asked, what was answered."""
