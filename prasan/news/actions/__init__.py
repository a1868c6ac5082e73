"""What can be done to stories: see the modules, one act or one group of kindred acts each."""
