// GET /ready: whether requests should be sent here: the store reads and writes, and nobody told the server to stop.
import type { Handler } from "../exchange.ts";
import { jsonReply } from "../reply/json.ts";

/** A store that does not answer in this time does not answer, in ms. */
const CHECK_TIMEOUT_MS = 5000;

export const ready: Handler = async (_request, { service }) => {
  if (service.draining) return jsonReply({ status: "draining" }, 503);
  return (await answers(service.check())) ? jsonReply({ status: "ready" }) : jsonReply({ status: "store" }, 503);
};

async function answers(check: Promise<void>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), CHECK_TIMEOUT_MS);
  });
  const checked = check.then(
    () => true,
    () => false,
  );
  return Promise.race([checked, late]).finally(() => clearTimeout(timer));
}
