import { inputKind } from "./kind.ts";

inputKind("blob", "a Blob");
