// Checks one source file against the import rule; pure, so that a test can hand it a file that breaks the rule.
import { posix } from "node:path";
import { FOLDERS, IMPURE_NAMES, MAX_LINES, PACKAGES, PURE, READS_ENVIRONMENT } from "./import-rule.ts";

const IMPORT = /(?:\bfrom\s+|\bimport\s+|\bimport\(\s*|\bimport\.meta\.resolve\(\s*)"([^"]+)"/g;

/** What is wrong with a source file; `path` is relative to the repository, like `packages/client/src/plan/plan.ts`. */
export function faultsOf(path: string, text: string): string[] {
  const [, pkg = "", , ...rest] = path.split("/");
  const folder = rest.length > 1 ? (rest[0] ?? ".") : ".";
  const allowed = FOLDERS[pkg]?.[folder];
  if (!allowed) return [`${path}: ${folder} is no folder of the import rule`];
  const isTest = path.endsWith(".test.ts") || path.includes("/fixtures/");
  const faults: string[] = [];
  if (!isTest) {
    for (const specifier of specifiersOf(text)) {
      const fault = specifier.startsWith(".")
        ? relativeFault(path, specifier, folder, allowed)
        : packageFault(specifier, pkg, folder);
      if (fault) faults.push(`${path}: ${fault}`);
    }
    if (pkg === "client" && PURE.includes(folder))
      faults.push(...impureNames(text).map((name) => `${path}: a pure folder may not use ${name}`));
    if (/\bprocess\.env\b/.test(codeOf(text)) && !READS_ENVIRONMENT.some((place) => path.startsWith(place)))
      faults.push(`${path}: only surfaces read the environment`);
    const lines = text.split("\n").length - 1;
    if (lines > MAX_LINES) faults.push(`${path}: ${lines} lines, more than ${MAX_LINES}`);
  }
  if (/\bindex\.ts$/.test(path) && folder !== ".") faults.push(`${path}: no barrels below a package's entry`);
  if (/(^|\/)(utils?|helpers?|common|misc)(\.ts|\/)/.test(path))
    faults.push(`${path}: give each helper a home with a name`);
  return faults;
}

export function specifiersOf(text: string): string[] {
  return [...text.matchAll(IMPORT)].map((match) => match[1] ?? "");
}

function relativeFault(path: string, specifier: string, folder: string, allowed: readonly string[]): string | null {
  const target = posix.join(posix.dirname(path), specifier);
  const root = path.split("/").slice(0, 3).join("/");
  if (!target.startsWith(`${root}/`)) {
    // The version's home is the manifest.
    return specifier === "../package.json" ? null : `imports ${specifier}, outside its package's sources`;
  }
  const inside = target.slice(root.length + 1).split("/");
  const targetFolder = inside.length > 1 ? (inside[0] ?? ".") : ".";
  return targetFolder === folder || allowed.includes(targetFolder) ? null : `${folder} may not import ${targetFolder}`;
}

function packageFault(specifier: string, pkg: string, folder: string): string | null {
  if (specifier.startsWith("node:"))
    return pkg === "client" && PURE.includes(folder) ? `a pure folder may not import ${specifier}` : null;
  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  if (name === `@fovea/${pkg}`) return null;
  return (PACKAGES[pkg]?.[folder] ?? []).includes(name) ? null : `${folder} may not import the package ${name}`;
}

function impureNames(text: string): string[] {
  const code = codeOf(text);
  return IMPURE_NAMES.filter((name) =>
    new RegExp(`(?<![.\\w$"'])${name.replace(".", "\\.")}(?![\\w$]|\\s*\\??:)`).test(code),
  );
}

/** The text without comments, strings and regular expressions, as far as a scan can tell. */
function codeOf(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, '""')
    .replace(/`(?:[^`\\]|\\.)*`/g, (template) => (template.match(/\$\{[^}]*\}/g) ?? []).join(" "))
    .replace(/(^|[\s;{(])\/\/.*$/gm, "$1");
}
