"""The open data of the register for programs: JSON, CSV, and their description."""
