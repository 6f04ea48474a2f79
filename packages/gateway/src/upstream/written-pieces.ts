// Tells when the pieces of a body have left the process. undici hands them to a socket and does not say when the socket is done with them; until
// then the kernel is given what stands in their memory, so that nobody may use it again.
import { buildConnector } from "undici";

/** By piece: what to call once it is written. */
const watched = new WeakMap<object, () => void>();

/** The piece to give to undici in place of this one. `onWritten` is called when all of it is the kernel's, and never when that fails. */
export function watchWritten(piece: Uint8Array, onWritten: () => void): Uint8Array {
  // An object of its own: a body may give the same piece twice.
  const view = piece.subarray();
  watched.set(view, onWritten);
  return view;
}

/** Connects as undici does; its sockets tell of watched pieces. */
export function createConnector(options: buildConnector.BuildOptions): buildConnector.connector {
  const connect = buildConnector(options);
  return (target, callback) =>
    connect(target, (...[error, socket]) => {
      if (error !== null || socket === null) {
        callback(error ?? new Error("no connection"), null);
        return;
      }
      const write = socket.write.bind(socket) as (...args: readonly unknown[]) => boolean;
      socket.write = (...args: readonly unknown[]): boolean => {
        const [piece] = args;
        const onWritten = typeof piece === "object" && piece !== null ? watched.get(piece) : undefined;
        if (onWritten === undefined) return write(...args);
        return write(piece, (failure?: Error | null) => {
          if (!failure) onWritten();
        });
      };
      callback(null, socket);
    });
}
