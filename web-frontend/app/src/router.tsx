import { createRootRoute, createRoute, createRouter, lazyRouteComponent, type RouterHistory } from "@tanstack/react-router";
import { Broken, NotFound, Shell } from "./components/Shell";
import { HomePage } from "./pages/HomePage";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: Broken });

const home = createRoute({ getParentRoute: () => root, path: "/", component: HomePage });
const intake = createRoute({
  getParentRoute: () => root,
  path: "/intake",
  validateSearch: (search: Record<string, unknown>): { step?: string } =>
    typeof search.step === "string" ? { step: search.step } : {},
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
  component: lazyRouteComponent(() => import("./pages/MatchesPage"), "MatchesPage"),
});
const therapist = createRoute({
  getParentRoute: () => root,
  path: "/therapists/$id",
  component: lazyRouteComponent(() => import("./pages/TherapistPage"), "TherapistPage"),
});
const hold = createRoute({
  getParentRoute: () => root,
  path: "/hold/$id",
  component: lazyRouteComponent(() => import("./pages/HoldPage"), "HoldPage"),
});
const appointment = createRoute({
  getParentRoute: () => root,
  path: "/appointments/$id",
  component: lazyRouteComponent(() => import("./pages/AppointmentPage"), "AppointmentPage"),
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
const coordinator = createRoute({
  getParentRoute: () => root,
  path: "/coordinator",
  component: lazyRouteComponent(() => import("./pages/CoordinatorPage"), "CoordinatorPage"),
});

const routeTree = root.addChildren([
  home, intake, result, matches, therapist, hold, appointment, today, followUp, progress, desk, summary, session,
  coordinator,
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
