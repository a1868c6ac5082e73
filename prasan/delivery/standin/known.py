"""What the stand-in takes for true."""

TOKEN, SECRET, PAGE = "sample-token-0123456789", "sample-app-secret", "100000000000001"
