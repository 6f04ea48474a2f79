// The package's entry for code that exists: a fetch to hand to the client that is there.
export { foveaFetch } from "./client/fetch/fovea-fetch.ts";
export type { ImageLine, RequestLedger } from "./client/fetch/image-lines.ts";
export type { FoveaFetchOptions, PlannedRequest } from "./client/fetch/options.ts";
export type { Fetch } from "./client/fetch/outgoing.ts";
export type { CredentialsOf } from "./client/fetch/signature.ts";
export type { AwsCredentials } from "./client/fetch/sigv4.ts";
