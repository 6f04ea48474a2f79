/** The result as plain data. */
export function scenario(pure: Record<string, unknown>, picture: Uint8Array): Promise<unknown>;
