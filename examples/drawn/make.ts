// Draws the example pictures and truth.json beside them.
//   npx node --conditions=@fovea/source examples/drawn/make.ts
// Needs the DejaVu fonts (Debian: fonts-dejavu-core). Fonts differ by machine, so the PNGs are committed with their truth.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { drawChart } from "./chart.ts";
import { drawForm } from "./form.ts";
import { drawPoster } from "./poster.ts";
import { drawReceipt } from "./receipt.ts";
import { drawShapes } from "./shapes.ts";
import { drawTicket } from "./ticket.ts";
import type { DrawnPicture } from "./truth.ts";

const pictures = {
  "receipt.png": drawReceipt(),
  "chart.png": drawChart(),
  "form.png": drawForm(),
  "code.png": drawTicket(),
  "shapes.png": drawShapes({ changed: false }),
  "shapes-recoloured.png": drawShapes({ changed: true }),
  "poster.png": drawPoster(),
};

const truth: Record<string, DrawnPicture> = {};
for (const [name, drawing] of Object.entries(pictures)) {
  const drawn = await drawing;
  writeFileSync(join(import.meta.dirname, name), drawn.png);
  truth[name] = drawn.truth;
  console.log(`${name} ${drawn.truth.width}x${drawn.truth.height}, ${drawn.png.length} bytes`);
}
// One box a line keeps the file readable and its diffs small.
const json = JSON.stringify(truth, null, 2).replace(/\[\s+(\d+),\s+(\d+),\s+(\d+),\s+(\d+)\s+\]/g, "[$1, $2, $3, $4]");
writeFileSync(join(import.meta.dirname, "truth.json"), `${json}\n`);
