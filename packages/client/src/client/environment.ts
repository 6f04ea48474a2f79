// The official SDK's own variables, as it reads them. It reads the keys itself; here they only tell where requests will go.

export interface Environment {
  /** `ANTHROPIC_BASE_URL`. */
  readonly baseURL: string | undefined;
  /** `ANTHROPIC_API_KEY`, else `ANTHROPIC_AUTH_TOKEN`. */
  readonly key: string | undefined;
}

export function readEnvironment(): Environment {
  // Absent in a browser.
  const env: Readonly<Record<string, string | undefined>> = globalThis.process?.env ?? {};
  const value = (name: string): string | undefined => env[name]?.trim() || undefined;
  return { baseURL: value("ANTHROPIC_BASE_URL"), key: value("ANTHROPIC_API_KEY") ?? value("ANTHROPIC_AUTH_TOKEN") };
}
