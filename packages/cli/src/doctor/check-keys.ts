// Limits of the configuration that hold for nobody: the name of a key or workspace misspelt would leave it without any.
import type { Config } from "../config/schema.ts";
import { hasStore } from "../directory.ts";
import { type Check, ok, warning } from "./check.ts";

export async function checkKeys({ keys = {} }: Config, directory: string): Promise<readonly Check[]> {
  const names = Object.keys(keys).filter((name) => name !== "*");
  if (names.length === 0 || !(await hasStore(directory))) return [];
  const { openKeys } = await import("@fovea/gateway");
  const store = await openKeys(directory);
  try {
    const [made, workspaces] = await Promise.all([store.keys(), store.workspaces()]);
    const known = new Set([...made, ...workspaces].flatMap(({ id, name }) => [id, name]));
    const unknown = names.filter((name) => !known.has(name));
    if (unknown.length === 0) return [ok("limits", `${names.length} of keys and workspaces that are there`)];
    return unknown.map((name) =>
      warning("limits", `keys.${name}: no key and no workspace has this name.`, "`fovea keys list` shows the names."),
    );
  } finally {
    await store.close();
  }
}
