// Every route, on one screen.
import type { Handler } from "./exchange.ts";
import { messages } from "./handlers/messages.ts";

const ROUTES: Readonly<Record<string, Handler>> = {
  "POST /v1/messages": messages,
};

/** The handler of a method and path; null where nothing answers. */
export function routeOf(method: string, path: string): Handler | null {
  const key = `${method} ${path}`;
  return Object.hasOwn(ROUTES, key) ? (ROUTES[key] ?? null) : null;
}
