// The package's surface.
export { createFetchDoor, type FetchDoor } from "./doors/fetch.ts";
export type { Engine, EngineRequest, Turn } from "./engine/engine.ts";
export { createEyesEngine } from "./engine/eyes.ts";
export type { GatewayReply, GatewayRequest } from "./exchange.ts";
export { createFetchUrl, type FetchUrlOptions } from "./fetch/fetch-url.ts";
export { createGateway, DEFAULT_MAX_BODY_BYTES, type Gateway, type GatewayOptions } from "./gateway.ts";
