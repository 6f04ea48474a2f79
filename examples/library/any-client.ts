// Any official client can be handed in; here one that goes to the gateway in this process. Errors name what to do.
// npx node --conditions=@fovea/source examples/library/any-client.ts
import Anthropic from "@anthropic-ai/sdk";
import { createFovea, FoveaError } from "@fovea/client";
import { createEyesEngine, createGateway } from "@fovea/gateway";

const gateway = createGateway({ engine: createEyesEngine() });
const client = new Anthropic({ apiKey: "unused", baseURL: "http://fovea.invalid", fetch: gateway.fetch });
const fovea = createFovea({ client, platform: "eyes", model: "fovea-eyes-1" });

try {
  await fovea.ask(Buffer.from("I am no picture"), "What is this?");
} catch (error) {
  if (!FoveaError.isInstance(error)) throw error;
  console.log(`${error.code}: ${error.message} ${error.fix}`);
}
await gateway.close();
