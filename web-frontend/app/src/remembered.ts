import { c as cache } from "react/compiler-runtime";
import i18next from "./i18n";

declare module "react/compiler-runtime" {
  export function c(size: number): unknown[];
}

const NOTHING = Symbol.for("react.memo_cache_sentinel");

/**
 * Where the React Compiler keeps what a component drew. Our words, dates and prices depend on the language that is spoken, which
 * the compiler does not see, so that it would keep them in the language before: in another language nothing is remembered.
 *
 * @param size how many values the component keeps
 */
export function c(size: number): unknown[] {
  const kept = cache(size + 1);
  if (kept[size] !== i18next.language) kept.fill(NOTHING, 0, size).fill(i18next.language, size);
  return kept;
}
