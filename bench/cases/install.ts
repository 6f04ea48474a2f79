// What it takes to have a library: bytes on the disk, packages, and the time until it is imported; beside others that send pictures to Claude.
// Packages come from npm's cache, or from the registry that npm is set up for. Run from the repository: versions are those of its package.json.
import { execFile, execFileSync } from "node:child_process";
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { buildClient } from "../../scripts/build/build-client.ts";
import { percentile } from "../tools/load.ts";

export interface InstallRow {
  readonly what: string;
  /** What npm was asked for, with versions. */
  readonly installs: readonly string[];
  /** What is imported for the time; null where nothing new is. */
  readonly imports: readonly string[];
  /** Bytes of all files in `node_modules`. */
  readonly bytes: number;
  readonly packages: number;
  /** Until the import has settled in a fresh process, median and the quickest tenth, in ms. */
  readonly importP50Ms: number;
  readonly importP10Ms: number;
  /** Processor time of that, all threads, median, in ms. */
  readonly importCpuMs: number;
}

interface Library {
  readonly what: string;
  readonly names: readonly string[];
  readonly imports: readonly string[];
}

const OURS = "@fovea/client";
const LIBRARIES: readonly Library[] = [
  { what: "@fovea/client", names: [OURS], imports: [OURS] },
  { what: "@fovea/client/pure", names: [OURS], imports: [`${OURS}/pure`] },
  { what: "@fovea/client/fetch", names: [OURS], imports: [`${OURS}/fetch`] },
  { what: "@fovea/client with the SDK", names: [OURS, "@anthropic-ai/sdk"], imports: [OURS, "@anthropic-ai/sdk"] },
  {
    what: "@fovea/client with all peers",
    names: [OURS, "@anthropic-ai/sdk", "sharp", "@hyzyla/pdfium", "libheif-js"],
    imports: [OURS, "@anthropic-ai/sdk", "sharp"],
  },
  { what: "@anthropic-ai/sdk", names: ["@anthropic-ai/sdk"], imports: ["@anthropic-ai/sdk"] },
  { what: "ai, @ai-sdk/anthropic", names: ["ai", "@ai-sdk/anthropic"], imports: ["ai", "@ai-sdk/anthropic"] },
  {
    what: "@langchain/anthropic",
    names: ["@langchain/anthropic", "@langchain/core"],
    imports: ["@langchain/anthropic", "@langchain/core/messages"],
  },
];

const root = join(import.meta.dirname, "../..");

export async function install(quick: boolean): Promise<InstallRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "fovea-bench-install-"));
  try {
    const tarball = await packClient(folder);
    const places = LIBRARIES.map(({ names }, index) => installed(join(folder, String(index)), names, tarball));
    const times: Import[][] = LIBRARIES.map(() => []);
    // In turns; the first of each only fills the file system's cache.
    for (let round = 0; round < (quick ? 3 : 26); round++)
      for (const [index, { imports }] of LIBRARIES.entries()) {
        const taken = await importOnce(join(folder, String(index)), imports);
        if (round > 0) times[index]?.push(taken);
      }
    return LIBRARIES.map(({ what, imports }, index) => {
      const taken = times[index] ?? [];
      const ms = taken.map((one) => one.ms);
      return {
        what,
        imports,
        ...(places[index] as Installed),
        importP50Ms: percentile(ms, 0.5),
        importP10Ms: percentile(ms, 0.1),
        importCpuMs: percentile(
          taken.map(({ cpuMs }) => cpuMs),
          0.5,
        ),
      };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What npm would publish, built beside the work tree. */
async function packClient(folder: string): Promise<string> {
  const from = join(root, "packages/client");
  const place = join(folder, "client");
  mkdirSync(place);
  await buildClient(join(place, "dist"));
  for (const name of ["package.json", "LICENSE", "README.md"]) cpSync(join(from, name), join(place, name));
  npm(["pack", "--loglevel=error", "--pack-destination", folder], place);
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"));
  if (tarball === undefined) throw new Error("npm pack packed nothing");
  return join(folder, tarball);
}

type Installed = Pick<InstallRow, "installs" | "bytes" | "packages">;

function installed(place: string, names: readonly string[], tarball: string): Installed {
  const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    devDependencies: Record<string, string>;
  };
  mkdirSync(place);
  writeFileSync(join(place, "package.json"), '{"private":true,"type":"module"}');
  const installs = names.map((name) => (name === OURS ? name : `${name}@${devDependencies[name] ?? "latest"}`));
  const wanted = installs.map((one) => (one === OURS ? tarball : one));
  npm(["install", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error", ...wanted], place);
  const files = globSync("node_modules/**/*", { cwd: place, exclude: (name) => name === ".package-lock.json" })
    .map((name) => join(place, name))
    .filter((path) => statSync(path).isFile());
  const lock = JSON.parse(readFileSync(join(place, "package-lock.json"), "utf8")) as { packages: object };
  return {
    installs,
    bytes: files.reduce((sum, path) => sum + statSync(path).size, 0),
    packages: Object.keys(lock.packages).filter((path) => path !== "").length,
  };
}

interface Import {
  readonly ms: number;
  readonly cpuMs: number;
}

/** In a fresh process, measured inside it: the start of Node does not count. */
async function importOnce(place: string, imports: readonly string[]): Promise<Import> {
  const script = join(place, "import.mjs");
  const lines = imports.map((name) => `await import(${JSON.stringify(name)});`).join("\n");
  writeFileSync(script, `${BEFORE}\n${lines}\n${AFTER}\n`);
  const { stdout } = await promisify(execFile)(process.execPath, [script], { cwd: place, env: plainEnvironment() });
  return JSON.parse(stdout) as Import;
}

const BEFORE = "const cpu = process.cpuUsage(); const start = performance.now();";
const AFTER = `const ms = performance.now() - start; const { user, system } = process.cpuUsage(cpu);
process.stdout.write(JSON.stringify({ ms, cpuMs: (user + system) / 1000 }));`;

function npm(args: readonly string[], cwd: string): void {
  execFileSync("npm", [...args], { cwd, env: plainEnvironment(), stdio: ["ignore", "ignore", "inherit"] });
}

/** Without what `npm run` and the bench set for themselves. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_OPTIONS|INIT_CWD|FOVEA_)/i.test(name)),
  );
}
