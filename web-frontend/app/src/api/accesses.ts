import type { components, paths as IntakePaths } from "./generated/intake";
import type { paths as BookingPaths } from "./generated/booking";
import type { paths as FeedbackPaths } from "./generated/feedback";
import { body, clientOf } from "./http";

export type Access = components["schemas"]["AuditEntry"];

type By = "all" | "others";
type Page = components["schemas"]["AuditPage"];

/** Where to go on in each service; one that has told everything is no longer in it. */
export type Cursors = Partial<Record<keyof typeof SERVICES, string>>;

export interface AccessPage {
  accesses: Access[];
  /** Nothing earlier than this is told, since one of the services may have more in between. */
  toldSince: string;
  next: Cursors;
}

const query = (by: By, cursor?: string) => ({ params: { query: { by, limit: 100, ...(cursor ? { cursor } : {}) } } });

const SERVICES = {
  intake: (by: By, cursor?: string): Promise<Page> => body(clientOf<IntakePaths>().GET("/api/intake/v1/accesses", query(by, cursor))),
  booking: (by: By, cursor?: string): Promise<Page> => body(clientOf<BookingPaths>().GET("/api/booking/v1/accesses", query(by, cursor))),
  feedback: (by: By, cursor?: string): Promise<Page> => body(clientOf<FeedbackPaths>().GET("/api/feedback/v1/accesses", query(by, cursor))),
};

export const FROM_THE_START: Cursors = { intake: "", booking: "", feedback: "" };

/** The next accesses to one's health data in each service. */
export async function accessesEverywhere(by: By, from: Cursors): Promise<AccessPage> {
  const accesses: Access[] = [];
  let next: Cursors = {};
  let toldSince = "";
  await Promise.all(
    (Object.keys(from) as (keyof typeof SERVICES)[]).map(async (service) => {
      const page = await SERVICES[service](by, from[service]);
      accesses.push(...page.items);
      const last = page.items.at(-1);
      if (page.next && last) {
        next = { ...next, [service]: page.next };
        if (last.at > toldSince) toldSince = last.at;
      }
    }),
  );
  return { accesses, toldSince, next };
}
