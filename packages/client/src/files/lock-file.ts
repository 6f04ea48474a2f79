// A lock that processes share: a file that names its holder. One whose holder died is taken over, by one process alone, without a moment in which
// nobody or two hold it: whoever takes over first takes the lock of that (`<lock>.<token of the dead>`), looks again, and renames it into place.
import { randomBytes } from "node:crypto";
import { constants, type FileHandle, lstat, open, rename, unlink } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { type Holder, isGone, readHolder, thisProcess } from "./lock-holder.ts";

/** A holder shows this often that it lives, in ms: for other machines, which cannot see its process. */
const BEAT_MS = 10_000;
/** One that has not shown it for so long is taken for dead, in ms: also one that was stopped. */
const STALE_MS = 60_000;
/** A lock without a name in it belongs to who died while making it, after so long, in ms. */
const NAMELESS_MS = 5_000;
const FIRST_WAIT_MS = 4;
const MAX_WAIT_MS = 150;
/** Locks of locks: one more for each process that died in the middle of taking over. */
const MAX_DEPTH = 8;

export interface FileLock {
  release(): Promise<void>;
}

/** Waits for the lock. The folder must be there. @throws the signal's reason; errors of the file system */
export async function takeLock(path: string, signal?: AbortSignal): Promise<FileLock> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 1.6, MAX_WAIT_MS)) {
    signal?.throwIfAborted();
    const me: Holder = { ...(await thisProcess()), token: randomBytes(8).toString("hex") };
    const handle = await tryTake(path, me, 0);
    if (handle !== null) return hold(path, me, handle);
    await sleep(waitMs * (0.5 + Math.random()), undefined, signal === undefined ? {} : { signal }).catch((error) => {
      signal?.throwIfAborted();
      throw error;
    });
  }
}

function hold(path: string, me: Holder, handle: FileHandle): FileLock {
  const beat = setInterval(() => void handle.utimes(new Date(), new Date()).catch(() => undefined), BEAT_MS);
  beat.unref();
  return {
    async release() {
      clearInterval(beat);
      await handle.close();
      // Another's, when this process stood still for too long.
      if ((await look(path))?.token === me.token) await removeIfThere(path);
    },
  };
}

async function tryTake(path: string, me: Holder, depth: number): Promise<FileHandle | null> {
  const handle = await create(path, me);
  if (handle !== null) return handle;
  const there = await look(path);
  if (there === null || !there.dead || depth === MAX_DEPTH) return null;
  const next = `${path}.${there.token}`;
  const taken = await tryTake(next, me, depth + 1);
  if (taken === null) return null;
  try {
    // Whoever took over before has renamed theirs into place, so that this name was free again.
    if ((await look(path))?.token === there.token) {
      await rename(next, path);
      return taken;
    }
    await removeIfThere(next);
  } catch (error) {
    await taken.close();
    throw error;
  }
  await taken.close();
  return null;
}

async function create(path: string, me: Holder): Promise<FileHandle | null> {
  const { O_CREAT, O_EXCL, O_WRONLY } = constants;
  const began = Date.now();
  let handle: FileHandle;
  try {
    handle = await open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600);
  } catch (error) {
    if (codeOf(error) === "EEXIST") return null;
    // Windows, while another process removes it.
    if (["EPERM", "EBUSY", "EACCES"].includes(codeOf(error)) && (await exists(path))) return null;
    throw error;
  }
  try {
    await handle.writeFile(JSON.stringify(me));
    // This process stood still in between: another may have taken it for dead.
    if (Date.now() - began < NAMELESS_MS / 2 || (await look(path))?.token === me.token) return handle;
  } catch (error) {
    await handle.close();
    await removeIfThere(path);
    throw error;
  }
  await handle.close();
  return null;
}

/** Null where nobody holds it now. Its name and its age are of one file, whatever is renamed meanwhile. */
async function look(path: string): Promise<{ readonly token: string; readonly dead: boolean } | null> {
  let handle: FileHandle;
  try {
    handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
  try {
    const stat = await handle.stat();
    const holder = readHolder(stat.isFile() ? await handle.readFile("utf8") : "");
    const silentMs = Date.now() - stat.mtimeMs;
    if (holder === null) return { token: `i${stat.ino.toString(16)}`, dead: silentMs > NAMELESS_MS };
    return { token: holder.token, dead: silentMs > STALE_MS || (await isGone(holder)) };
  } finally {
    await handle.close();
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: unknown) => codeOf(error) !== "ENOENT",
  );
}

async function removeIfThere(path: string): Promise<void> {
  await unlink(path).catch((error: unknown) => {
    if (codeOf(error) !== "ENOENT") throw error;
  });
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | null)?.code ?? "";
}
