"""`python -m testplatform.clienttracking.simulator` serves the simulator."""

from testplatform.clienttracking.simulator.server import main

main()
