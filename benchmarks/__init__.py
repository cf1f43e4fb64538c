"""What is measured, side by side with other programs in the same run."""
