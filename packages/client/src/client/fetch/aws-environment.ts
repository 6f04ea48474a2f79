// The AWS keys of the environment, by the names that AWS's own clients read.
import type { AwsCredentials } from "./sigv4.ts";

/** Null where they are not set. */
export function awsEnvironment(): AwsCredentials | null {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: token,
  } = process.env;
  if (!accessKeyId || !secretAccessKey) return null;
  return { accessKeyId, secretAccessKey, ...(token ? { sessionToken: token } : {}) };
}
