"""What the speed claims rest on: ratios against the bare libraries, measured side by side in one run."""
