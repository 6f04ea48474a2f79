// Runs the command line from a checkout: `npm run -s fovea -- ask PICTURE QUESTION`.
// Plain JavaScript, so that a Node too old to strip types says so instead of failing on syntax.
import module from "node:module";
import { chdir, env, versions } from "node:process";

const [major, minor] = versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `A checkout of Fovea needs Node 22.18 or newer to run its TypeScript sources; this is Node ${versions.node}.\n` +
      "Fix: run `npm ci` without --ignore-scripts (it installs Node 24 into node_modules), then use `npm run`.",
  );
  process.exit(1);
}
// npm runs scripts in the package root; paths on the command line belong to where the caller stands.
if (env.INIT_CWD) chdir(env.INIT_CWD);
// Sources stripped of their types and compiled are kept between runs: a start takes half the time.
module.enableCompileCache?.();
await import("../packages/cli/src/bin.ts");
