"""The parent of several serving processes."""

from uvicorn.supervisors import Multiprocess


class Supervisor(Multiprocess):
    """uvicorn's, which lets go of the socket when it ends: else clients would queue there for nobody and be cut off."""

    def terminate_all(self) -> None:
        """Tell the processes to stop."""
        for sock in self.sockets:
            sock.close()
        super().terminate_all()
