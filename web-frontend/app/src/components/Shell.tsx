import { Burger, Button, Container, Stack, Text, Title } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { Fragment, useEffect, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { moveClock, signIn, signOut } from "../api/gateway";
import { now } from "../api/http";
import { LANGUAGES, speak, type Language } from "../i18n";
import { useClock, useNow, useSession } from "../session";
import { dateTime, roughly } from "../time";
import { Footer } from "./Footer";
import { OfflineNotice, OldNotice } from "./Network";
import { SecondFactorNeeded } from "./SecondFactorNeeded";
import { SessionEnded } from "./SessionEnded";
import { Loading, PageProblem } from "./States";

type Account = "client" | "therapist" | "coordinator" | "integrator";

/** Where each kind of account goes from anywhere. */
const LINKS = [
  { account: "client", to: "/intake", name: "intake" },
  { account: "client", to: "/matches", name: "matches" },
  { account: "client", to: "/appointments", name: "appointments", exact: true },
  { account: "client", to: "/progress", name: "progress" },
  { account: "therapist", to: "/therapist", name: "today", exact: true },
  { account: "therapist", to: "/therapist/week", name: "week" },
  { account: "therapist", to: "/therapist/waiting", name: "waiting" },
  { account: "therapist", to: "/therapist/follow-ups", name: "received" },
  { account: "therapist", to: "/therapist/hours", name: "hours" },
  { account: "therapist", to: "/therapist/profile", name: "practice" },
  { account: "therapist", to: "/calendar", name: "calendar" },
  { account: "coordinator", to: "/coordinator", name: "coordinator", exact: true },
  { account: "coordinator", to: "/coordinator/therapists", name: "therapists" },
  { account: "coordinator", to: "/coordinator/places", name: "places" },
  { account: "coordinator", to: "/coordinator/figures", name: "figures" },
  { account: "coordinator", to: "/coordinator/events", name: "events" },
  { account: "integrator", to: "/integrators", name: "integrators" },
] as const satisfies readonly { account: Account; to: string; name: string; exact?: boolean }[];

export function Shell() {
  const { t } = useTranslation();
  const session = useSession();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const main = useRef<HTMLDivElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    // A new page is a new page for those who do not see it change, too.
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [path]);
  const roles = session.data?.roles ?? [];
  const links = LINKS.filter(({ account }) => (account === "integrator" ? isIntegrator(roles) : roles.includes(account)));
  // On a phone, until one goes elsewhere.
  const [openAt, setOpenAt] = useState<string | null>(null);
  const open = openAt === path;
  const burger = useRef<HTMLButtonElement>(null);
  useHotkeys([
    [
      "Escape",
      () => {
        if (!open) return;
        setOpenAt(null);
        burger.current?.focus();
      },
    ],
  ]);
  const queries = useQueryClient();
  const name = session.data?.signedIn ? session.data.name : undefined;
  const before = useRef(name);
  useEffect(() => {
    if (name === undefined) return;
    // What was read for one person is not shown to another.
    if (before.current !== undefined && before.current !== name) void queries.resetQueries();
    before.current = name;
  }, [name, queries]);
  return (
    <>
      <a className="skip" href="#content">
        {t("nav.skip")}
      </a>
      <ClockBar />
      <header className="header">
        <Container size="lg">
          <nav aria-label={t("nav.main")} data-open={open || undefined}>
            <Link to="/" className="brand">
              <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true">
                <rect width="32" height="32" rx="9" fill="#0f5c57" />
                <path d="M8 20c4-9 12-9 16 0" fill="none" stroke="#f3e9dc" strokeWidth="3" strokeLinecap="round" />
                <circle cx="16" cy="11" r="2.6" fill="#d98a5f" />
              </svg>
              <span>Kneadwell</span>
            </Link>
            {links.length > 0 && (
              <Burger
                ref={burger}
                className="burger"
                size="sm"
                lineSize={2}
                transitionDuration={0}
                opened={open}
                onClick={() => setOpenAt(open ? null : path)}
                aria-label={t("nav.menu")}
                aria-expanded={open}
                aria-controls="links"
              />
            )}
            <div id="links" className="links">
              {links.map(({ to, name, ...link }) => (
                <Link key={to} className="navlink" to={to} activeOptions={{ exact: "exact" in link }} onClick={() => setOpenAt(null)}>
                  {t(`nav.${name}`)}
                </Link>
              ))}
            </div>
            <LanguageSwitch />
            {session.data?.signedIn && (
              <Button className="account" variant="subtle" size="sm" onClick={signOut} title={t("nav.signedInAs", { name: session.data.name })}>
                {t("nav.signOut")}
              </Button>
            )}
            {session.data && !session.data.signedIn && (
              <Button className="account" size="sm" onClick={() => signIn()}>
                {t("nav.signIn")}
              </Button>
            )}
          </nav>
        </Container>
      </header>
      <Container size="lg" component="main" id="content" className="main" ref={main} tabIndex={-1} style={{ outline: "none" }}>
        <OfflineNotice />
        <OldNotice />
        <Outlet />
      </Container>
      <Footer />
    </>
  );
}

/** The other language, in its own words, so that whoever needs it can read it. What the services said is asked for again in it. */
function LanguageSwitch() {
  const { i18n } = useTranslation();
  const queries = useQueryClient();
  const change = (language: Language) => speak(language).then(() => queries.invalidateQueries());
  return (Object.keys(LANGUAGES) as Language[])
    .filter((language) => language !== i18n.language)
    .map((language) => (
      <Button key={language} className="language" variant="subtle" size="sm" lang={language} onClick={() => void change(language)}>
        {LANGUAGES[language]}
      </Button>
    ));
}

function ClockBar() {
  const { t } = useTranslation();
  const clock = useClock();
  const queries = useQueryClient();
  useNow(1000);
  if (!clock.data) return null;
  const move = async (change: { advance: string } | { offset: string }) => {
    const moved = await moveClock(change);
    queries.setQueryData(["clock"], moved);
    await queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "clock" });
  };
  const forward = (hours: number, text: string) => (
    <button type="button" aria-label={t("clock.forward", { hours })} onClick={() => void move({ advance: `PT${hours}H` })}>
      {text}
    </button>
  );
  return (
    <section className="clockbar" aria-label={t("clock.title")}>
      <Container size="lg">
        <span>
          {t("clock.title")}: <strong data-testid="clock-now">{dateTime(new Date(now()).toISOString())}</strong>
          {clock.data.offset !== "PT0S" && ` (${t("clock.ahead", { offset: roughly(clock.data.offset) })})`}
        </span>
        {forward(1, t("clock.hour"))}
        {forward(24, t("clock.day"))}
        {forward(48, t("clock.twoDays"))}
        {clock.data.offset !== "PT0S" && (
          <button type="button" onClick={() => void move({ offset: "PT0S" })}>
            {t("clock.reset")}
          </button>
        )}
      </Container>
    </section>
  );
}

/** Whoever looks after other systems: a coordinator, or somebody with an integrator's scope. */
function isIntegrator(roles: string[]): boolean {
  return roles.includes("coordinator") || roles.includes("webhooks:manage");
}

/**
 * Shows its children to one kind of account, and everybody else what to do instead. Once they are shown they stay: a session
 * that ends, or a connection that breaks, must not take away what is being filled in.
 */
export function Only({ account, children }: { account: Account; children: ReactNode }) {
  const { t } = useTranslation();
  const session = useSession();
  const [shownTo, setShownTo] = useState<string | null>(null);
  const roles = session.data?.signedIn ? (session.data.roles ?? []) : [];
  const name = session.data?.name ?? "";
  const allowed = account === "integrator" ? isIntegrator(roles) : roles.includes(account);
  if (allowed && shownTo !== name) setShownTo(name);
  if (allowed || (shownTo !== null && !session.data?.signedIn))
    return (
      <>
        {!allowed && <SessionEnded />}
        {/* Somebody else who signs in beside gets a page of their own. */}
        <Fragment key={allowed ? name : shownTo}>{children}</Fragment>
      </>
    );
  if (session.isPending) return <Loading />;
  if (!session.data) return <PageProblem error={session.error} retry={() => void session.refetch()} />;
  if (!session.data.signedIn)
    return (
      <Stack align="flex-start">
        <Title>{t("state.signInFirst")}</Title>
        <Button onClick={() => signIn()}>{t("nav.signIn")}</Button>
      </Stack>
    );
  const needed = session.data.needSecondFactor ?? [];
  if (account === "integrator" ? isIntegrator(needed) : needed.includes(account)) return <SecondFactorNeeded />;
  return (
    <Stack align="flex-start">
      <Title>{t("state.wrongRole")}</Title>
      <Link to="/">{t("state.toHome")}</Link>
    </Stack>
  );
}

/** A defect of ours, or a part of the page that could not be fetched: say so, and offer the way out. */
export function Broken() {
  const { t } = useTranslation();
  return (
    <Container size="lg" component="main" className="main">
      <Stack align="flex-start">
        <Title>{t("state.broken")}</Title>
        <Text>{t("state.brokenText")}</Text>
        <Button onClick={() => location.reload()}>{t("state.reload")}</Button>
      </Stack>
    </Container>
  );
}

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Stack align="flex-start">
      <Title>{t("state.notFound")}</Title>
      <Text>{t("state.notFoundText")}</Text>
      <Link to="/">{t("state.toHome")}</Link>
    </Stack>
  );
}
