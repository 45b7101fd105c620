import { useEffect, useRef, useState } from "react";
import { byField } from "../refusals";
import { ProblemNotice } from "./States";

/**
 * A form's refusal: what is wrong with each field that is named, beside it and focused; everything else as a notice.
 */
export function useRefusal(...fields: string[]) {
  const [error, setError] = useState<unknown>(null);
  const form = useRef<HTMLFormElement>(null);
  const wrong = byField(error);
  useEffect(() => {
    if (error !== null) form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] input')?.focus();
  }, [error]);
  return {
    form,
    wrong,
    refused: setError,
    notice: error === null ? null : <ProblemNotice error={error} besideFields={fields} />,
  };
}
