import { useRef, useState } from "react";
import { newKey, Problem } from "./api/http";

/** Whether what was asked for was surely not done. */
function refused(problem: unknown): boolean {
  return problem instanceof Problem && problem.status >= 400 && problem.status < 500 && problem.status !== 401;
}

/**
 * One act of a person: while it runs a second tap is no second act, and after a lost answer it is asked for again by the
 * same key, so that it happens once. After a refusal, or for something else, the next try is another act.
 */
export function useAct() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const running = useRef(false);
  const intent = useRef<{ key: string; about: string } | null>(null);
  /**
   * @param about what is asked for, where it can change between two tries
   * @returns whether it was done
   */
  const act = async (work: (key: string) => Promise<unknown>, about?: unknown): Promise<boolean> => {
    // Not the state, which a tap in the same moment does not see yet.
    if (running.current) return false;
    running.current = true;
    const asked = JSON.stringify(about ?? null);
    if (intent.current?.about !== asked) intent.current = { key: newKey(), about: asked };
    setBusy(true);
    setError(null);
    let done = false;
    try {
      await work(intent.current.key);
      intent.current = null;
      done = true;
    } catch (problem) {
      if (refused(problem)) intent.current = null;
      setError(problem);
    }
    running.current = false;
    setBusy(false);
    return done;
  };
  return { busy, error, act, forget: () => setError(null) };
}
