// From a method and a path to a route: names in the path, HEAD for GET, 404 for unknown paths and 405 for unknown methods.
import { ReplyError } from "./reply/envelope.ts";
import { ROUTES, type Route } from "./routes.ts";

export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** @throws ReplyError 404 when no route has the path, 405 with `allow` when none of those has the method */
export function matchRoute(method: string, path: string, routes: readonly Route[] = ROUTES): RouteMatch {
  const wanted = method === "HEAD" ? "GET" : method;
  const plain = plainRoutes(routes).get(`${wanted} ${path}`);
  if (plain) return plain;
  const there = routes.flatMap((route) => {
    const params = paramsOf(route.path, path);
    return params === null ? [] : [{ route, params }];
  });
  const found = there.find(({ route }) => route.method === wanted);
  if (found) return found;
  if (there.length === 0) throw new ReplyError(404, `${shown(method, path)} does not exist here.`);
  const allow = there.flatMap(({ route }) => (route.method === "GET" ? ["GET", "HEAD"] : [route.method])).join(", ");
  throw new ReplyError(405, `${shown(method, path)} does not exist here; this path knows ${allow}.`, null, { allow });
}

const plainOf = new WeakMap<readonly Route[], ReadonlyMap<string, RouteMatch>>();

/** The routes without names in their paths, which nearly all requests are for, by method and path. */
function plainRoutes(routes: readonly Route[]): ReadonlyMap<string, RouteMatch> {
  const known = plainOf.get(routes);
  if (known) return known;
  const plain = routes.filter(({ path }) => !path.includes("/:"));
  const made = new Map(plain.map((route) => [`${route.method} ${route.path}`, { route, params: {} }]));
  plainOf.set(routes, made);
  return made;
}

/** What stands at the names of the pattern; null where the path is another. A static segment wins by standing first in the table. */
function paramsOf(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? "";
    if (!segment.startsWith(":")) {
      if (segment !== value) return null;
      continue;
    }
    const decoded = undone(value);
    if (decoded === null || decoded === "") return null;
    params[segment.slice(1)] = decoded;
  }
  return params;
}

function undone(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

function shown(method: string, path: string): string {
  return `${method} ${path}`.slice(0, 200);
}
