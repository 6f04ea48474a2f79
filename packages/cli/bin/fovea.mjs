#!/usr/bin/env node
// The installed command. Plain JavaScript that any Node can parse, so that one too old is told so.
import module from "node:module";
import { exit, versions } from "node:process";

const [major, minor] = versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `fovea needs Node 20.19 or newer; this is Node ${versions.node}.\nFix: install a current Node from nodejs.org.`,
  );
  exit(1);
}
// Node 22.8 and newer keep compiled code between runs: a start takes a tenth less.
module.enableCompileCache?.();
await import("../dist/bin.js");
