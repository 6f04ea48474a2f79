// Ask about pictures with no key and no network: the official SDK talks to Fovea's gateway in this process, the built-in eyes answer.
// npx node --conditions=@fovea/source examples/library/ask-offline.ts
import { createFovea } from "@fovea/client";
import { createEyesEngine, createGateway } from "@fovea/gateway";

const photos = new URL("../photos/", import.meta.url);
const gateway = createGateway({ engine: createEyesEngine() });
const fovea = createFovea({
  platform: "eyes",
  model: "fovea-eyes-1",
  apiKey: "the-eyes-need-none",
  baseURL: "http://fovea.invalid",
  fetch: gateway.fetch,
});

const whole = await fovea.ask(new URL("cat.png", photos), "What is in this picture?");
console.log(whole.text);

const stream = fovea.stream([new URL("cat.png", photos), new URL("coffee.png", photos)], "Is there a cup?");
for await (const piece of stream) process.stdout.write(piece);
console.log(`\n${(await stream.answer).plan.totals.tokens} visual tokens in two pictures`);

await gateway.close();
