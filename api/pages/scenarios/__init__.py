"""The planner's pages: ready questions, one's own scenarios, what came of them, side by side."""
