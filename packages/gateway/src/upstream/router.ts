// Which platform answers for a model, and under which name. One upstream without routes answers for all of them.
import type { Upstream } from "./upstream.ts";

export interface Route {
  readonly upstream: Upstream;
  /** The name that goes to the platform, for example a Foundry deployment. */
  readonly model: string;
  /** The model whose limits and prices count, where `model` does not say it. */
  readonly planAs: string;
}

/** Requests for `model` go to the upstream of that name. */
export interface ModelRoute {
  /** What callers write. `*` stands for every name that has no route of its own. */
  readonly model: string;
  readonly upstream: string;
  /** The name that the platform knows it by. Default: what the caller wrote. */
  readonly as?: string;
  /** The Claude model that it is, when neither name says so. Default: `as`, else `model`. */
  readonly planAs?: string;
}

export interface Router {
  readonly upstreams: readonly Upstream[];
  /** Models that have a route by name, for lists. */
  readonly routes: readonly ModelRoute[];
  /** Null when nobody answers for this model. */
  routeOf(model: string): Route | null;
  close(): Promise<void>;
}

/** @throws TypeError for two upstreams of one name, or a route to none */
export function createRouter(upstreams: readonly Upstream[], routes: readonly ModelRoute[] = []): Router {
  const byName = new Map(upstreams.map((one) => [one.name, one]));
  if (byName.size < upstreams.length) throw new TypeError("two upstreams have the same name");
  const byModel = new Map<string, ModelRoute>();
  for (const route of routes) {
    if (!byName.has(route.upstream))
      throw new TypeError(`the route of ${route.model} leads to ${route.upstream}, which is no upstream`);
    if (byModel.has(route.model)) throw new TypeError(`${route.model} has two routes`);
    byModel.set(route.model, route);
  }
  const [only] = upstreams.length === 1 && routes.length === 0 ? upstreams : [];
  return {
    upstreams,
    routes,
    routeOf(model) {
      if (only !== undefined) return { upstream: only, model, planAs: model };
      const route = byModel.get(model) ?? byModel.get("*");
      const upstream = route === undefined ? undefined : byName.get(route.upstream);
      if (route === undefined || upstream === undefined) return null;
      const as = route.as ?? model;
      return { upstream, model: as, planAs: route.planAs ?? as };
    },
    async close() {
      await Promise.all(upstreams.map((one) => one.close()));
    },
  };
}
