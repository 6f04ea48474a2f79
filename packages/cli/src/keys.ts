// What `fovea keys` does and prints. A secret goes to stdout, alone on its line, and nowhere else.
import type { KeyStore } from "@fovea/gateway";
import { CommandError } from "./command-error.ts";
import { workspaceId } from "./directory.ts";
import type { Io } from "./io.ts";
import { shortTime } from "./terminal/amounts.ts";
import { table } from "./terminal/table.ts";

export async function addKey(
  keys: KeyStore,
  name: string,
  { workspace, json = false }: { readonly workspace: string; readonly json?: boolean },
  io: Io,
): Promise<number> {
  const id = await workspaceId(keys, workspace);
  const { key, secret } = await keys.addKey(id, name);
  if (json) {
    io.stdout.write(`${JSON.stringify({ id: key.id, name, workspace: { id, name: workspace }, secret })}\n`);
    return 0;
  }
  io.stderr.write(`Key ${key.id} (${name}) of the workspace ${workspace}. It is shown this once:\n`);
  io.stdout.write(`${secret}\n`);
  return 0;
}

export async function listKeys(keys: KeyStore, { json = false }: { readonly json?: boolean }, io: Io): Promise<number> {
  const [all, workspaces] = await Promise.all([keys.keys(), keys.workspaces()]);
  const nameOf = new Map(workspaces.map(({ id, name }) => [id, name]));
  if (json) {
    const time = (at: number | null) => (at === null ? null : new Date(at).toISOString());
    const data = all.map(({ id, name, hint, workspace, createdAt, revokedAt }) => ({
      id,
      name,
      hint,
      workspace: { id: workspace, name: nameOf.get(workspace) ?? null },
      created_at: time(createdAt),
      revoked_at: time(revokedAt),
    }));
    io.stdout.write(`${JSON.stringify({ data })}\n`);
  } else if (all.length === 0) io.stderr.write("There are no keys yet; `fovea keys add` makes one.\n");
  else
    io.stdout.write(
      table(
        ["ID", "NAME", "KEY", "WORKSPACE", "CREATED (UTC)", "REVOKED (UTC)"].map((head) => ({ head })),
        all.map((key) => [
          key.id,
          key.name,
          `${key.hint}...`,
          nameOf.get(key.workspace) ?? key.workspace,
          shortTime(key.createdAt) ?? "",
          key.revokedAt === null ? "" : (shortTime(key.revokedAt) ?? ""),
        ]),
      ),
    );
  return 0;
}

/** @throws CommandError `keys.not-found` */
export async function revokeKey(
  keys: KeyStore,
  id: string,
  { json = false }: { readonly json?: boolean },
  io: Io,
): Promise<number> {
  if (!(await keys.revoke(id))) throw notFound(id);
  io.stdout.write(json ? `${JSON.stringify({ revoked: id })}\n` : `Revoked ${id}\n`);
  return 0;
}

function notFound(id: string): CommandError {
  // Somebody may paste the secret instead of the id; it must not be repeated.
  const secret = id.startsWith("sk-");
  return new CommandError({
    exit: "input",
    code: "keys.not-found",
    title: "There is no such key",
    message: secret ? "That is a key's secret; keys are revoked by their id." : `No key has the id ${id.slice(0, 60)}.`,
    fix: "`fovea keys list` shows the ids; they begin with key_.",
  });
}
