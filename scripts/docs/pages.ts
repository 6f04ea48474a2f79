// Which page is written from which table.
import { apiPage } from "../api/api-page.ts";
import { cliPage } from "./cli-page.ts";
import { configSchemaPage } from "./config-schema-page.ts";
import { configurationPage } from "./configuration-page.ts";
import { diagnosticsPage } from "./diagnostics-page.ts";
import { errorsPage } from "./errors-page.ts";
import { modelsPage } from "./models-page.ts";
import { platformsPage } from "./platforms-page.ts";

/** Path in the repository -> its text. */
export const PAGES: Readonly<Record<string, () => string>> = {
  "docs/api/client.d.ts": apiPage,
  "docs/cli.md": cliPage,
  "docs/configuration.md": configurationPage,
  "docs/diagnostics.md": diagnosticsPage,
  "docs/errors.md": errorsPage,
  "docs/models.md": modelsPage,
  "docs/platforms.md": platformsPage,
  "packages/cli/fovea.schema.json": configSchemaPage,
};
