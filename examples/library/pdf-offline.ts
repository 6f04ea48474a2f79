// Counts the pages of a PDF, says what Claude would take for them, and reads a scanned one with no key and no network.
// npx node --conditions=@fovea/source examples/library/pdf-offline.ts
import { createFovea } from "@fovea/client";
import { createEyesEngine, createGateway } from "@fovea/gateway";

const invoice = new URL("../documents/invoice.pdf", import.meta.url);
const scan = new URL("../documents/scan.pdf", import.meta.url);

// Nothing is sent for a plan.
const { totals } = await createFovea().plan(invoice, { model: "claude-opus-5-5" });
console.log(`${totals.pages} pages, expected ${totals.pageTokens?.low} to ${totals.pageTokens?.high} tokens`);

const pictures = await createFovea().plan(`${invoice.href}#2`, { model: "claude-opus-5-5", asImages: true });
for (const { name, sent, tokens } of pictures.steps)
  console.log(`${name} as a picture of ${sent?.width}x${sent?.height} px: ${tokens} visual tokens`);

const gateway = createGateway({ engine: createEyesEngine() });
const fovea = createFovea({
  platform: "eyes",
  model: "fovea-eyes-1",
  apiKey: "the-eyes-need-none",
  baseURL: "http://fovea.invalid",
  fetch: gateway.fetch,
});
const { text } = await fovea.ask(scan, "What is the total?");
console.log(text);
await gateway.close();
