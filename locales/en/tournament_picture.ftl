# The bracket of a tournament as a picture.

tournament-button-picture = 🖼 Picture
tournament-picture-begun = The bracket is being drawn and will be here in a few seconds.
tournament-picture-upper = Upper bracket
tournament-picture-lower = Lower bracket
