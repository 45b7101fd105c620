import { useQueryClient } from "@tanstack/react-query";
import { booking } from "./api/booking";
import { Problem } from "./api/http";
import { useAct } from "./useAct";

/** Begins the session of an appointment; one that has begun already, on another device perhaps, is as good. */
export function useBegin(id: string) {
  const queries = useQueryClient();
  const { busy, error, act } = useAct();
  const begin = () =>
    act(async (key) => {
      try {
        queries.setQueryData(["session-of", id], await booking.startSession(id, key));
      } catch (problem) {
        if (!(problem instanceof Problem && problem.code === "session-begun")) throw problem;
      }
      await queries.invalidateQueries({ queryKey: ["session-of", id] });
    });
  return { busy, error, begin };
}
