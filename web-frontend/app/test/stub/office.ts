import type { components as Booking } from "../../src/api/generated/booking";
import type { components as Feedback } from "../../src/api/generated/feedback";
import { ada, ID, THERAPIST, type Handler, type Reply, type World } from "./world";

type B = Booking["schemas"];
type F = Feedback["schemas"];

const HOUR = 3_600_000;
const at = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();

/** What coordinators ask. Everything is inside, since the world is not there yet when this file is read. */
export function officeRoutes(world: World): [string, RegExp, Handler][] {
  const invited: B["InvitationView"] = {
    id: ID(301), name: "Nora Neu", email: "nora@practice.example.test", locationId: ada.location.id, state: "sent", invitedAt: at(-30),
    sentAt: at(-30), expiresAt: at(138), therapistId: ID(302),
  };
  const invitations: B["InvitationView"][] = [
    invited,
    { id: ID(303), name: "Olaf Offen", email: "olaf@practice.example.test", locationId: ada.location.id, state: "begun", invitedAt: at(-2) },
    { ...invited, id: ID(304), name: ada.name, email: "ada@practice.example.test", state: "accepted", acceptedAt: at(-600), therapistId: THERAPIST },
  ];

  const quay = { id: ada.location.id, name: ada.location.name };
  const hill: B["LocationView"] = { id: ID(310), name: "Hill house", address: "3 Hill Road", jurisdiction: "R2", zone: "Europe/Vienna" };
  const figures: B["FigureLine"][] = [
    {
      therapist: { id: ada.id, name: ada.name }, location: quay, workingMinutes: 9600, bookedMinutes: 6120, sessions: 96, noShows: 2,
      cancelled: { total: 9, late: 3, byClient: 7, byTherapist: 2, byCoordinator: 0 },
    },
    {
      therapist: { id: ada.id, name: ada.name }, location: { id: hill.id, name: hill.name }, workingMinutes: 1920, bookedMinutes: 540, sessions: 9,
      noShows: 0, cancelled: { total: 0, late: 0, byClient: 0, byTherapist: 0, byCoordinator: 0 },
    },
    {
      therapist: { id: ID(11), name: "Ben Brugger" }, location: quay, workingMinutes: 7200, bookedMinutes: 5400, sessions: 90, noShows: 4,
      cancelled: { total: 12, late: 1, byClient: 10, byTherapist: 1, byCoordinator: 1 },
    },
  ];
  const followUps: F["FigureLine"][] = [
    { therapistId: ada.id, therapistName: ada.name, invited: 80, answered: 61, missed: 12 },
    { therapistId: ID(11), therapistName: "Ben Brugger", invited: 74, answered: 40, missed: 30 },
  ];

  const booking = "/api/booking/v1";
  const path = (text: string) => new RegExp(`^${text.replaceAll("*", "([^/]+)")}$`);
  const some = <T>(items: T[]): T[] => (world.mood === "empty" ? [] : items);
  const ok = (body: unknown, etag?: string): Reply => ({ status: 200, body, ...(etag ? { etag } : {}) });
  return [
    ["GET", path(`${booking}/therapists/invitations`), () => ok({ items: some(invitations) })],
    ["POST", path(`${booking}/therapists/invitations`), () => ({ status: 201, body: invited })],
    ["POST", path(`${booking}/therapists/invitations/*/resend`), () => ok(invited)],
    ["DELETE", path(`${booking}/therapists/invitations/*`), () => ({ status: 204 })],
    ["POST", path(`${booking}/therapists/*/publication`), () => ok({ ...ada, published: true })],
    ["POST", path(`${booking}/therapists/*/licences`), () => ({ status: 201, body: {} })],
    ["POST", path(`${booking}/therapists/*/licences/*/revocation`), () => ok({})],
    ["GET", path(`${booking}/therapists/*/appointments`), () => ok({ items: some(world.appointments().map((one) => ({ ...one, client: undefined }))) })],
    ["GET", path(`${booking}/locations`), () => ok({ items: some([ada.location, hill]) })],
    ["GET", path(`${booking}/locations/*`), () => ok(ada.location, '"1"')],
    ["PUT", path(`${booking}/locations/*`), ({ body }) => ok({ ...ada.location, ...body }, '"2"')],
    ["POST", path(`${booking}/locations`), ({ body }) => ({ status: 201, body: { id: ID(311), ...body } })],
    ["GET", path(`${booking}/locations/*/rooms`), () => ok({ items: [{ id: ID(320), name: "Blue room" }, { id: ID(321), name: "Garden room" }] })],
    ["POST", path(`${booking}/locations/*/rooms`), ({ body }) => ({ status: 201, body: { id: ID(322), ...body } })],
    ["DELETE", path(`${booking}/locations/*/rooms/*`), () => ({ status: 204 })],
    ["GET", path(`${booking}/figures`), ({ query }) => ok({ from: query.get("from"), to: query.get("to"), items: some(figures) })],
    ["GET", path(`${booking}/figures/open-requests`), () => ok(world.mood === "empty" ? { count: 0 } : { count: 2, nextExpiresAt: at(5) })],
    ["GET", path("/api/feedback/v1/figures"), ({ query }) => ok({ from: query.get("from"), to: query.get("to"), items: some(followUps) })],
  ];
}
