import { useCallback, useEffect, useRef } from "react";
import { byField } from "../refusals";
import { useAct } from "../useAct";
import { ProblemNotice } from "./States";

/** The first field that is marked, by whichever kind of control it is. */
const MARKED = '[aria-invalid="true"], [data-invalid] input';

/**
 * A form that is sent as one act; what is refused of its fields stands beside them, the first of them focused, and everything
 * else in a notice.
 *
 * @param fields the names of those that show what is wrong with them
 */
export function useForm(fields: readonly string[]) {
  const { busy, error, act, forget } = useAct();
  const element = useRef<HTMLFormElement>(null);
  const focusWrong = useCallback(() => element.current?.querySelector<HTMLElement>(MARKED)?.focus(), []);
  useEffect(() => {
    if (error !== null) focusWrong();
  }, [error, focusWrong]);
  return {
    element,
    focusWrong,
    busy,
    error,
    act,
    forget,
    wrong: byField(error),
    notice: error === null ? null : <ProblemNotice error={error} besideFields={[...fields]} />,
  };
}
