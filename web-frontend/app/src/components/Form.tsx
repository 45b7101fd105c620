import type { ReactNode, RefObject } from "react";

/** What is wrong stands beside the fields in our own words, so the browser does not say it too. */
export function Form({ form, send, children }: {
  /** Where the first field that is refused is looked for. */
  form?: { element: RefObject<HTMLFormElement | null> };
  send: () => unknown;
  children: ReactNode;
}) {
  return (
    <form
      ref={form?.element}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {children}
    </form>
  );
}
