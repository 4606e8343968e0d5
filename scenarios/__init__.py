"""What if: capacity, money and waiting under changed circumstances. Opens with its own issue."""
