import { inputKind } from "./kind.ts";

inputKind("file-stream", "a stream of a file, as createReadStream gives it");
