import { createRootRoute, createRoute, createRouter, lazyRouteComponent, type RouterHistory } from "@tanstack/react-router";
import type { MatchFilter } from "./api/booking";
import { Broken, NotFound, Shell } from "./components/Shell";
import { HomePage } from "./pages/HomePage";
import { STYLES } from "./styles";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: Broken });

/** Of what the address says, only these, and only where they are texts. */
function texts<K extends string>(search: Record<string, unknown>, ...names: K[]): Partial<Record<K, string>> {
  const found = names.flatMap((name) => (typeof search[name] === "string" ? [[name, search[name]]] : []));
  return Object.fromEntries(found) as Partial<Record<K, string>>;
}

const signedIn = createRoute({
  getParentRoute: () => root,
  path: "/signed-in",
  component: lazyRouteComponent(() => import("./pages/SignedInPage"), "SignedInPage"),
});
const home = createRoute({ getParentRoute: () => root, path: "/", component: HomePage });
const intake = createRoute({
  getParentRoute: () => root,
  path: "/intake",
  validateSearch: (search: Record<string, unknown>): { step?: string } => texts(search, "step"),
  component: lazyRouteComponent(() => import("./pages/IntakePage"), "IntakePage"),
});
const result = createRoute({
  getParentRoute: () => root,
  path: "/result",
  component: lazyRouteComponent(() => import("./pages/ResultPage"), "ResultPage"),
});
const matches = createRoute({
  getParentRoute: () => root,
  path: "/matches",
  validateSearch: (search: Record<string, unknown>): MatchFilter => ({
    ...texts(search, "from", "to", "fromTime", "toTime", "locationId"),
    ...(Number(search.maxPrice) > 0 ? { maxPrice: Number(search.maxPrice) } : {}),
    ...(Number(search.minutes) > 0 ? { minutes: Number(search.minutes) } : {}),
    ...(STYLES.some((style) => style === search.style) ? { style: search.style as MatchFilter["style"] } : {}),
  }),
  component: lazyRouteComponent(() => import("./pages/MatchesPage"), "MatchesPage"),
});
const therapist = createRoute({
  getParentRoute: () => root,
  path: "/therapists/$id",
  component: lazyRouteComponent(() => import("./pages/TherapistPage"), "TherapistPage"),
});
const packageOffers = createRoute({
  getParentRoute: () => root,
  path: "/therapists/$id/packages",
  component: lazyRouteComponent(() => import("./pages/PackageOffersPage"), "PackageOffersPage"),
});
const packages = createRoute({
  getParentRoute: () => root,
  path: "/packages",
  component: lazyRouteComponent(() => import("./pages/PackagesPage"), "PackagesPage"),
});
const onePackage = createRoute({
  getParentRoute: () => root,
  path: "/packages/$id",
  component: lazyRouteComponent(() => import("./pages/PackagePage"), "PackagePage"),
});
const practicePackages = createRoute({
  getParentRoute: () => root,
  path: "/therapist/packages",
  component: lazyRouteComponent(() => import("./pages/PracticePackagesPage"), "PracticePackagesPage"),
});
const series = createRoute({
  getParentRoute: () => root,
  path: "/therapists/$id/series",
  validateSearch: (search: Record<string, unknown>): { service?: string } => texts(search, "service"),
  component: lazyRouteComponent(() => import("./pages/SeriesPage"), "SeriesPage"),
});
const waitlist = createRoute({
  getParentRoute: () => root,
  path: "/waitlist",
  validateSearch: (search: Record<string, unknown>): { therapist?: string; service?: string } =>
    texts(search, "therapist", "service"),
  component: lazyRouteComponent(() => import("./pages/WaitlistPage"), "WaitlistPage"),
});
const calendar = createRoute({
  getParentRoute: () => root,
  path: "/calendar",
  component: lazyRouteComponent(() => import("./pages/CalendarPage"), "CalendarPage"),
});
const myData = createRoute({
  getParentRoute: () => root,
  path: "/my-data",
  component: lazyRouteComponent(() => import("./pages/MyDataPage"), "MyDataPage"),
});
const hold = createRoute({
  getParentRoute: () => root,
  path: "/hold/$id",
  component: lazyRouteComponent(() => import("./pages/HoldPage"), "HoldPage"),
});
const appointments = createRoute({
  getParentRoute: () => root,
  path: "/appointments",
  component: lazyRouteComponent(() => import("./pages/AppointmentsPage"), "AppointmentsPage"),
});
const oneSeries = createRoute({
  getParentRoute: () => root,
  path: "/series/$id",
  component: lazyRouteComponent(() => import("./pages/OneSeriesPage"), "OneSeriesPage"),
});
const accessibility = createRoute({
  getParentRoute: () => root,
  path: "/accessibility",
  component: lazyRouteComponent(() => import("./pages/AccessibilityPage"), "AccessibilityPage"),
});
const privacy = createRoute({
  getParentRoute: () => root,
  path: "/privacy",
  component: lazyRouteComponent(() => import("./pages/PrivacyPage"), "PrivacyPage"),
});
const appointment = createRoute({
  getParentRoute: () => root,
  path: "/appointments/$id",
  component: lazyRouteComponent(() => import("./pages/AppointmentPage"), "AppointmentPage"),
});
const move = createRoute({
  getParentRoute: () => root,
  path: "/appointments/$id/move",
  component: lazyRouteComponent(() => import("./pages/MovePage"), "MovePage"),
});
const today = createRoute({
  getParentRoute: () => root,
  path: "/appointments/$id/today",
  component: lazyRouteComponent(() => import("./pages/TodayCheckPage"), "TodayCheckPage"),
});
const followUp = createRoute({
  getParentRoute: () => root,
  path: "/follow-ups/$id",
  component: lazyRouteComponent(() => import("./pages/FollowUpPage"), "FollowUpPage"),
});
const progress = createRoute({
  getParentRoute: () => root,
  path: "/progress",
  component: lazyRouteComponent(() => import("./pages/ProgressPage"), "ProgressPage"),
});
const desk = createRoute({
  getParentRoute: () => root,
  path: "/therapist",
  component: lazyRouteComponent(() => import("./pages/DeskPage"), "DeskPage"),
});
const week = createRoute({
  getParentRoute: () => root,
  path: "/therapist/week",
  component: lazyRouteComponent(() => import("./pages/WeekPage"), "WeekPage"),
});
const hours = createRoute({
  getParentRoute: () => root,
  path: "/therapist/hours",
  component: lazyRouteComponent(() => import("./pages/HoursPage"), "HoursPage"),
});
const summary = createRoute({
  getParentRoute: () => root,
  path: "/therapist/appointments/$id/summary",
  component: lazyRouteComponent(() => import("./pages/SummaryPage"), "SummaryPage"),
});
const session = createRoute({
  getParentRoute: () => root,
  path: "/therapist/appointments/$id/session",
  component: lazyRouteComponent(() => import("./pages/SessionPage"), "SessionPage"),
});
const visit = createRoute({
  getParentRoute: () => root,
  path: "/therapist/appointments/$id",
  component: lazyRouteComponent(() => import("./pages/VisitPage"), "VisitPage"),
});
const visitMove = createRoute({
  getParentRoute: () => root,
  path: "/therapist/appointments/$id/move",
  component: lazyRouteComponent(() => import("./pages/VisitMovePage"), "VisitMovePage"),
});
const waiting = createRoute({
  getParentRoute: () => root,
  path: "/therapist/waiting",
  component: lazyRouteComponent(() => import("./pages/WaitingPage"), "WaitingPage"),
});
const received = createRoute({
  getParentRoute: () => root,
  path: "/therapist/follow-ups",
  component: lazyRouteComponent(() => import("./pages/ReceivedPage"), "ReceivedPage"),
});
const rules = createRoute({
  getParentRoute: () => root,
  path: "/therapist/rules",
  component: lazyRouteComponent(() => import("./pages/RulesPage"), "RulesPage"),
});
const busyCalendars = createRoute({
  getParentRoute: () => root,
  path: "/therapist/calendars",
  component: lazyRouteComponent(() => import("./pages/BusyCalendarsPage"), "BusyCalendarsPage"),
});
const practiceProfile = createRoute({
  getParentRoute: () => root,
  path: "/therapist/profile",
  component: lazyRouteComponent(() => import("./pages/PracticeProfilePage"), "PracticeProfilePage"),
});
const events = createRoute({
  getParentRoute: () => root,
  path: "/coordinator/events",
  component: lazyRouteComponent(() => import("./pages/EventsPage"), "EventsPage"),
});
const integrators = createRoute({
  getParentRoute: () => root,
  path: "/integrators",
  component: lazyRouteComponent(() => import("./pages/IntegratorsPage"), "IntegratorsPage"),
});
const webhooks = createRoute({
  getParentRoute: () => root,
  path: "/integrators/webhooks",
  component: lazyRouteComponent(() => import("./pages/WebhooksPage"), "WebhooksPage"),
});
const webhook = createRoute({
  getParentRoute: () => root,
  path: "/integrators/webhooks/$id",
  component: lazyRouteComponent(() => import("./pages/WebhookPage"), "WebhookPage"),
});
const coordinator = createRoute({
  getParentRoute: () => root,
  path: "/coordinator",
  component: lazyRouteComponent(() => import("./pages/CoordinatorPage"), "CoordinatorPage"),
});

const therapists = createRoute({
  getParentRoute: () => root,
  path: "/coordinator/therapists",
  component: lazyRouteComponent(() => import("./pages/TherapistsPage"), "TherapistsPage"),
});
const officeTherapist = createRoute({
  getParentRoute: () => root,
  path: "/coordinator/therapists/$id",
  component: lazyRouteComponent(() => import("./pages/OfficeTherapistPage"), "OfficeTherapistPage"),
});
const invite = createRoute({
  getParentRoute: () => root,
  path: "/coordinator/invite",
  component: lazyRouteComponent(() => import("./pages/InvitePage"), "InvitePage"),
});
const places = createRoute({
  getParentRoute: () => root,
  path: "/coordinator/places",
  component: lazyRouteComponent(() => import("./pages/PlacesPage"), "PlacesPage"),
});
const figures = createRoute({
  getParentRoute: () => root,
  path: "/coordinator/figures",
  component: lazyRouteComponent(() => import("./pages/FiguresPage"), "FiguresPage"),
});

const routeTree = root.addChildren([
  home, signedIn, intake, result, matches, therapist, series, waitlist, calendar, myData, hold, appointments, oneSeries, accessibility, privacy,
  appointment, move, today, followUp, progress, packageOffers, packages, onePackage, practicePackages,
  desk, week, hours, summary, session, visit, visitMove, waiting, received, rules, busyCalendars, practiceProfile,
  coordinator, events, therapists, officeTherapist, invite, places, figures, integrators, webhooks, webhook,
]);

/** @param history where pages come from and go to; the browser's own when left out */
export function routerWith(history?: RouterHistory) {
  return createRouter({ routeTree, history, defaultPreload: false, scrollRestoration: false });
}

export const router = routerWith();

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
