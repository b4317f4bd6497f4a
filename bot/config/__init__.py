"""How an installation is set: the environment, the policy, the manifest, the secret key."""
