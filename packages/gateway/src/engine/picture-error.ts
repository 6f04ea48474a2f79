// An engine's error about one picture, with the path of its block.

/** What the error of an engine says of itself; the rows of both error tables have these. */
export interface CodedError extends Error {
  readonly code: string;
  readonly title: string;
  readonly fix: string;
  readonly status: number;
}

export class PictureError extends Error {
  readonly at: string;
  override readonly cause: CodedError;

  constructor(at: string, cause: CodedError) {
    super(cause.message);
    this.name = "PictureError";
    this.at = at;
    this.cause = cause;
  }
}
