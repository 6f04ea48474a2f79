// Prints what the modules of the package in this folder export, and which exports are one and the same object. Runs inside the package, so that
// its own name leads to it.
import { globSync, readFileSync } from "node:fs";

const [picture, document] = process.argv.slice(2);
const modules = globSync("dist/**/*.js")
  .map((path) => path.replace(/^dist\/|\.js$/g, "").replaceAll("\\", "/"))
  // The process that decodes is started below; imported here, it would listen to this one.
  .filter((name) => !name.startsWith("joined/") && name !== "decode/child")
  .sort();
const names = {};
const places = new Map();
for (const specifier of ["@fovea/client", "@fovea/client/pure", "@fovea/client/fetch", ...modules.map(internal)]) {
  const exported = await import(specifier);
  names[specifier] = Object.keys(exported).sort();
  for (const name of names[specifier]) {
    const value = exported[name];
    if (typeof value === "function" || (typeof value === "object" && value !== null))
      places.set(value, [...(places.get(value) ?? []), `${specifier} ${name}`]);
  }
}
const { createDecoder } = await import("@fovea/client");
const decoder = createDecoder();
const drawn = await decoder.toPng(readFileSync(picture), "image/heic", { maxPixels: 10_000_000 });
const { pages } = await decoder.pdf(readFileSync(document));
await decoder.close();

const classes = [...places].filter(([value]) => /^class\b/.test(String(value))).map(([value]) => value.name);
const decoded = { signature: [...drawn.bytes.subarray(1, 4)], pages };
console.log(JSON.stringify({ names, same: [...places.values()], classes, decoded }));

function internal(name) {
  return `@fovea/client/internal/${name}`;
}
