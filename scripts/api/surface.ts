// What an entry of @fovea/client gives: every export with its declaration, and every declaration that these name, wherever it stands.
import { posix } from "node:path";
import { type DeclarationFile, readDeclarations, type Statement } from "./statements.ts";

export interface Declaration {
  readonly name: string;
  /** File in src, with `.ts`. */
  readonly path: string;
  readonly statements: readonly Statement[];
  /** Entries that export it, by the name it has there; empty for what is only named by others. */
  readonly exports: readonly { readonly entry: string; readonly as: string }[];
}

/** @param entries name for people -> path of the entry in src */
export function surfaceOf(entries: Readonly<Record<string, string>>, read: (path: string) => string): Declaration[] {
  const files = new Map<string, DeclarationFile>();
  const fileAt = (path: string): DeclarationFile => {
    const known = files.get(path);
    if (known !== undefined) return known;
    const file = readDeclarations(read(path), path);
    files.set(path, file);
    return file;
  };

  /** Where a name of a file is declared; null for what comes from a package. */
  function home(path: string, name: string): { path: string; name: string } | null {
    const file = fileAt(path);
    if (file.declared.has(name)) return { path, name };
    const links = [...file.exported, ...file.imported].filter((one) => one.from !== "");
    const here = file.exported.find((one) => one.from === "" && one.name === name && one.there !== name);
    const link = links.find((one) => one.name === (here?.there ?? name));
    if (here !== undefined && file.declared.has(here.there)) return { path, name: here.there };
    if (link !== undefined) return link.from.startsWith(".") ? home(resolve(path, link.from), link.there) : null;
    for (const from of file.exportedAll) {
      const found = from.startsWith(".") ? home(resolve(path, from), name) : null;
      if (found !== null) return found;
    }
    return null;
  }

  function exportsOf(path: string): string[] {
    const file = fileAt(path);
    const own = [...file.declared]
      .filter(([, all]) => all.some(({ code }) => code.startsWith("export ")))
      .map(([name]) => name);
    return [
      ...own,
      ...file.exported.map(({ name }) => name),
      ...file.exportedAll.flatMap((from) => exportsOf(resolve(path, from))),
    ];
  }

  const found = new Map<string, Declaration>();
  const open: { path: string; name: string }[] = [];
  const add = (at: { path: string; name: string }, given?: Declaration["exports"][number]): void => {
    const key = `${at.name} ${at.path}`;
    const known = found.get(key);
    const exports = [...(known?.exports ?? []), ...(given === undefined ? [] : [given])];
    found.set(key, { ...at, statements: fileAt(at.path).declared.get(at.name) ?? [], exports });
    if (known === undefined) open.push(at);
  };

  for (const [entry, path] of Object.entries(entries))
    for (const name of exportsOf(path)) {
      const at = home(path, name);
      if (at === null) throw new Error(`${entry} exports ${name}, which is declared nowhere`);
      add(at, { entry, as: name });
    }
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { declared, imported } = fileAt(at.path);
    const code = (declared.get(at.name) ?? []).map((one) => one.code).join("\n");
    for (const [, from = "", name = ""] of code.matchAll(/import\("([^"]+)"\)\.(\w+)/g)) {
      const there = from.startsWith(".") ? home(resolve(at.path, from), name) : null;
      if (there !== null) add(there);
    }
    for (const name of wordsOf(code)) {
      if (name === at.name || !(declared.has(name) || imported.some((link) => link.name === name))) continue;
      const there = home(at.path, name);
      if (there !== null) add(there);
    }
  }
  return [...found.values()].sort((a, b) => compare(a.name, b.name) || compare(a.path, b.path));
}

function resolve(path: string, from: string): string {
  return posix.join(posix.dirname(path), from);
}

/** Every identifier, strings left out; names of members are among them and do no harm. */
function wordsOf(code: string): Set<string> {
  return new Set(code.replace(/"(?:[^"\\]|\\.)*"/g, '""').match(/[A-Za-z_$][\w$]*/g) ?? []);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
