import i18n from "../i18n";
import { answer, body, clientOf, orNull, setSkew } from "./http";

export interface SignedIn {
  signedIn: boolean;
  name?: string;
  roles?: string[];
  /** Roles that are theirs only when they sign in with a second factor. */
  needSecondFactor?: string[];
}

export interface DevelopmentTime {
  now: string;
  offset: string;
}

interface Answers<T> {
  responses: { 200: { content: { "application/json": T } } };
}

/** What the gateway answers itself; it is in no document. */
interface Paths {
  "/session": { get: Answers<SignedIn> };
  "/dev/clock": {
    get: Answers<DevelopmentTime>;
    post: Answers<DevelopmentTime> & {
      requestBody: { content: { "application/json": { advance: string } | { offset: string } } };
    };
  };
}

const api = clientOf<Paths>();

export async function readSession(): Promise<SignedIn> {
  return body(api.GET("/session"));
}

function take(time: DevelopmentTime): DevelopmentTime {
  setSkew(Date.parse(time.now) - Date.now());
  return time;
}

/** The development clock, or null where there is none, as in production. */
export async function readClock(): Promise<DevelopmentTime | null> {
  const clock = await orNull(answer(api.GET("/dev/clock"))).catch(() => null);
  if (clock?.body?.now) return take(clock.body);
  const response = await fetch("/session").catch(() => null);
  const date = response?.headers.get("Date");
  // The header has whole seconds; a smaller difference is not worth believing.
  if (date && Math.abs(Date.parse(date) - Date.now()) > 2000) setSkew(Date.parse(date) - Date.now());
  return null;
}

export async function moveClock(change: { advance: string } | { offset: string }): Promise<DevelopmentTime> {
  return take(await body(api.POST("/dev/clock", { body: change })));
}

/** Where to go on to; the identity provider's page has the language of ours. */
function from(returnTo: string): string {
  return `return=${encodeURIComponent(returnTo)}&ui_locales=${i18n.language}`;
}

/** Signing in and out are navigations, so that the identity provider's own page can take over. */
export function signIn(returnTo = location.pathname + location.search): void {
  location.assign(`/login?${from(returnTo)}`);
}

/** For who has no account yet. */
export function signUp(): void {
  location.assign(`/login?${from("/")}&prompt=create`);
}

/** In another tab, so that what is being filled in stays where it is. */
export function signInBeside(): void {
  window.open(`/login?${from("/signed-in")}`, "_blank", "noopener");
}

/** To sign in by more than a password; before that to set it up, if it is not there yet. */
export function stepUp(setUp?: "passkey" | "app"): void {
  const first = setUp ? `&set-up=${setUp}` : "";
  location.assign(`/step-up?${from(location.pathname + location.search)}${first}`);
}

export function signOut(): void {
  location.assign("/logout");
}
