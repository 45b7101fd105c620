import { useEffect, useRef, useState } from "react";
import { byField } from "../refusals";
import { useAct } from "../useAct";
import { ProblemNotice } from "./States";

/** The first field that is marked, by whichever kind of control it is. */
const MARKED = '[aria-invalid="true"], [data-invalid] input';

/**
 * A form's refusal: what is wrong with each field that is named, beside it and focused; everything else as a notice.
 */
export function useRefusal(...fields: string[]) {
  const [error, setError] = useState<unknown>(null);
  return { ...useBeside(error, fields), refused: setError };
}

/** A form that is sent as one act; what is refused of it stands beside its fields. */
export function useForm(...fields: string[]) {
  const { busy, error, act } = useAct();
  return { ...useBeside(error, fields), busy, act };
}

function useBeside(error: unknown, fields: string[]) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error !== null) form.current?.querySelector<HTMLElement>(MARKED)?.focus();
  }, [error]);
  return {
    form,
    wrong: byField(error),
    notice: error === null ? null : <ProblemNotice error={error} besideFields={fields} />,
  };
}
