"""What may be claimed, what was claimed, why they differ. Opens with the billing issue."""
