import { inputKind } from "./kind.ts";

inputKind("buffer", "a Buffer");
