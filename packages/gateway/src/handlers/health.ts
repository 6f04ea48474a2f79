// GET /health: the process is up. It asks nothing else, so that a slow store never has it restarted.
import type { Handler } from "../exchange.ts";
import { jsonReply } from "../reply/json.ts";

export const health: Handler = async () => jsonReply({ status: "ok" });
