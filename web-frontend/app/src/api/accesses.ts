import type { components, paths as IntakePaths } from "./generated/intake";
import type { paths as BookingPaths } from "./generated/booking";
import type { paths as FeedbackPaths } from "./generated/feedback";
import { body, clientOf } from "./http";

export type Access = components["schemas"]["AuditEntry"];

const query = { params: { query: { limit: 100 } } };

/** The latest accesses to one's health data in each service, newest first. */
export async function accessesEverywhere(): Promise<Access[]> {
  const pages = await Promise.all([
    body(clientOf<IntakePaths>().GET("/api/intake/v1/accesses", query)),
    body(clientOf<BookingPaths>().GET("/api/booking/v1/accesses", query)),
    body(clientOf<FeedbackPaths>().GET("/api/feedback/v1/accesses", query)),
  ]);
  return pages.flatMap((page) => page.items ?? []).sort((a, b) => b.at.localeCompare(a.at));
}
