"""Pictures of answers. Drawing takes part of a second, and the first time seconds: call it in a thread, never on the
event loop. Importing these modules is cheap: matplotlib and networkx come with the first picture, or with `warm`."""
