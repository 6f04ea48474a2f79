// Whether the address can be had, asked before the data directory is touched: a start that fails must not leave a directory behind, let alone
// one whose key nobody was shown.
import { createServer } from "node:net";

/** Listens for a moment, and lets go. @throws Node's own error when the address cannot be had: `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL` */
export async function checkPort(host: string, port: number): Promise<void> {
  const server = createServer((socket) => void socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port }, resolve);
  });
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
