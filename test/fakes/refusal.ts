// A request a fake refuses: the status and type of the Claude API, which each platform puts in its own envelope.

export class Refusal extends Error {
  readonly status: number;
  readonly type: string;
  readonly details: Readonly<Record<string, unknown>> | undefined;
  /** Said by what stands before the API (signature, token, address, size), where a cloud has an envelope of its own. */
  readonly edge: boolean;

  constructor(
    status: number,
    message: string,
    {
      type = typeOf(status),
      details,
      edge = false,
    }: { type?: string; details?: Record<string, unknown>; edge?: boolean } = {},
  ) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.type = type;
    this.details = details;
    this.edge = edge;
  }
}

const TYPES: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  402: "billing_error",
  403: "permission_error",
  404: "not_found_error",
  409: "conflict_error",
  413: "request_too_large",
  429: "rate_limit_error",
  504: "timeout_error",
  529: "overloaded_error",
};

export function typeOf(status: number): string {
  return TYPES[status] ?? (status >= 500 ? "api_error" : "invalid_request_error");
}

export const invalid = (message: string, details?: Record<string, unknown>): Refusal =>
  new Refusal(400, message, details === undefined ? {} : { details });

/** The envelope of the Claude API. */
export function envelope({ type, message, details }: Refusal, requestId: string): string {
  return JSON.stringify({
    type: "error",
    error: { type, message, ...(details === undefined ? {} : { details }) },
    request_id: requestId,
  });
}
