"""The engines that speak: what is installed, under which licence, on or off."""
