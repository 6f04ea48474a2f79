// A transcript that a platform refuses for one picture, repaired: in memory, and in a file whose old state is kept beside it.
// npx node --conditions=@fovea/source examples/library/repair.ts
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repairTranscript, repairTranscriptFile } from "@fovea/client";

const png = (await readFile(new URL("../photos/cat.png", import.meta.url))).toString("base64");
const messages = [
  {
    role: "user",
    content: [
      // A PNG that says it is a JPEG: the platform refuses every turn after it.
      { type: "image", source: { type: "base64", media_type: "image/jpeg", data: png } },
      { type: "text", text: "What is this?" },
    ],
  },
  { role: "assistant", content: [{ type: "text", text: "A cat." }] },
];

const { transcript, report } = await repairTranscript(messages);
const [image] = transcript[0]?.content ?? [];
console.log(
  report.healthy,
  report.ok,
  report.changes.length,
  image && "source" in image ? image.source?.media_type : null,
);

const folder = await mkdtemp(join(tmpdir(), "fovea-repair-"));
const path = join(folder, "session.jsonl");
await writeFile(path, `${messages.map((message) => JSON.stringify(message)).join("\n")}\n`);
const changed = await repairTranscriptFile(path);
console.log(changed.ok, (await readdir(folder)).sort());
await rm(folder, { recursive: true });
