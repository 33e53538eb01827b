"""What is drawn, said once in a ChartSpec, and drawn for screen and print."""
