// Which connections are open, and which have a request on them: what a server needs to stop without cutting a reply.
import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

export interface Connections {
  /** From the request's headers to the end of its reply. */
  busy(res: ServerResponse): void;
  /** Whether a request is on it whose headers have come and whose reply has not ended. */
  isBusy(socket: Socket): boolean;
  /** Ends connections without a request now, and the others when theirs is answered. */
  endIdle(): void;
  /** Ends all. */
  cut(): void;
}

export function trackConnections(server: Server): Connections {
  const requests = new Map<Socket, number>();
  let ending = false;
  server.on("connection", (socket: Socket) => {
    requests.set(socket, 0);
    socket.once("close", () => requests.delete(socket));
  });
  function add(socket: Socket, more: 1 | -1): void {
    const count = (requests.get(socket) ?? 0) + more;
    if (requests.has(socket)) requests.set(socket, count);
    // A tick later: what the reply left in the socket goes first.
    if (ending && count === 0) socket.destroySoon();
  }
  return {
    busy(res) {
      const socket = res.socket;
      if (!socket) return;
      add(socket, 1);
      res.once("close", () => add(socket, -1));
    },
    isBusy: (socket) => (requests.get(socket) ?? 0) > 0,
    endIdle() {
      ending = true;
      for (const [socket, count] of requests) if (count === 0) socket.destroySoon();
    },
    cut() {
      for (const socket of requests.keys()) socket.destroy();
    },
  };
}
