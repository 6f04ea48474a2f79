// Every route, on one screen.
import type { Handler } from "./exchange.ts";
import { messages } from "./handlers/messages.ts";

export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  /** A path; `:name` stands for one segment. */
  readonly path: string;
  readonly handler: Handler;
}

export const ROUTES: readonly Route[] = [{ method: "POST", path: "/v1/messages", handler: messages }];
