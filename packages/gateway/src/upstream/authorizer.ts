// What proves to a platform who asks: a key, a token or a signature, put on a request at the last moment.

/** A request as it will stand on the wire, but for its proof. */
export interface Unproven {
  readonly method: string;
  readonly origin: string;
  /** Path and query, as they are sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of the whole body, in hex; null for an authorizer that does not cover it. */
  readonly bodySha256: string | null;
  readonly signal: AbortSignal;
}

export interface Authorizer {
  /** Whether the proof covers the body, which is then read twice. */
  readonly coversBody: boolean;
  /**
   * Headers to add to the request; they win over those it has.
   * @throws EngineError `engine.credentials`; the signal's reason when aborted
   */
  prove(request: Unproven): Promise<Readonly<Record<string, string>>>;
}

/** The same headers on every request. */
export function fixedHeaders(headers: Readonly<Record<string, string>>): Authorizer {
  return { coversBody: false, prove: async () => headers };
}
