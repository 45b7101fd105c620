import { Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { booking, type Appointment } from "../api/booking";
import { every, now } from "../api/http";
import { AppointmentCard } from "../components/AppointmentCard";
import { PurchaseCard } from "../components/PurchaseCard";
import { Only } from "../components/Shell";
import { Empty, Loading, PageProblem, ProblemNotice } from "../components/States";
import { isInUse } from "../packages";
import { dateTime, day, isoDay } from "../time";

const DAY = 24 * 3600 * 1000;
const YEAR = 365 * DAY;
/** A practice that is asked for earlier appointments than these has none. */
const MOST_YEARS = 10;

export function AppointmentsPage() {
  return (
    <Only account="client">
      <Appointments />
    </Only>
  );
}

/** All there are between two days. */
function all(from: number, to?: number): Promise<Appointment[]> {
  return every((cursor) => booking.appointments({ from: isoDay(from), ...(to ? { to: isoDay(to) } : {}) }, cursor));
}

function Appointments() {
  const { t } = useTranslation();
  const coming = useQuery({ queryKey: ["appointments", "coming"], queryFn: () => all(now() - DAY) });
  const past = useInfiniteQuery({
    queryKey: ["appointments", "past"],
    // A year at a time, backwards.
    queryFn: ({ pageParam: years }) => all(now() - (years + 1) * YEAR, now() - years * YEAR - (years > 0 ? DAY : 0)),
    initialPageParam: 0,
    getNextPageParam: (_page, pages) => (pages.length < MOST_YEARS ? pages.length : undefined),
  });
  const series = useQuery({ queryKey: ["series"], queryFn: booking.allSeries });
  const packages = useQuery({ queryKey: ["purchases"], queryFn: booking.purchases });
  if (coming.isLoadingError) return <PageProblem error={coming.error} retry={() => void coming.refetch()} />;
  if (!coming.data) return <Loading />;
  const ahead = coming.data
    .filter((a) => ["booked", "pending"].includes(a.state) && Date.parse(a.end) > now())
    .sort((a, b) => a.start.localeCompare(b.start));
  const over = (past.data?.pages.flat() ?? [])
    .filter((a) => !["held", "expired"].includes(a.state) && !ahead.some((one) => one.id === a.id))
    .sort((a, b) => b.start.localeCompare(a.start));
  const running = (series.data?.items ?? []).filter((one) =>
    one.occurrences.some((o) => ["booked", "pending"].includes(o.state) && Date.parse(o.start) > now()),
  );
  const inUse = (packages.data ?? []).filter(isInUse);
  return (
    <Stack gap="xl">
      <Title>{t("appointments.title")}</Title>
      <div className="two">
        <Stack component="section" aria-labelledby="ahead">
          <Title order={2} id="ahead">
            {t("appointments.ahead")}
          </Title>
          {ahead.length === 0 && (
            <Empty order={2} title={t("home.none")}>
              <Button renderRoot={(props) => <Link to="/matches" {...props} />}>{t("home.findTherapist")}</Button>
            </Empty>
          )}
          {ahead.map((a) => (
            <AppointmentCard key={a.id} appointment={a} />
          ))}
          {running.length > 0 && (
            <>
              <Title order={2}>{t("appointments.series")}</Title>
              {running.map((one) => (
                <Card key={one.id} padding="md">
                  <Text fw={600}>
                    {one.service.name} · {one.therapist.name}
                  </Text>
                  <Text>
                    {t(`series.rhythm.${one.every}`)}, {t("appointments.from", { day: day(one.start + ":00Z", "UTC") })}
                  </Text>
                  <Link to="/series/$id" params={{ id: one.id }} aria-label={`${t("oneSeries.open")}: ${one.therapist.name}, ${dateTime(one.start + ":00Z", "UTC")}`}>
                    {t("oneSeries.open")}
                  </Link>
                </Card>
              ))}
            </>
          )}
          {series.isLoadingError && <ProblemNotice error={series.error} retry={() => void series.refetch()} />}
          {inUse.length > 0 && (
            <>
              <Title order={2}>{t("packages.title")}</Title>
              {inUse.map((one) => (
                <PurchaseCard key={one.id} purchase={one} />
              ))}
            </>
          )}
          {packages.isLoadingError && <ProblemNotice error={packages.error} retry={() => void packages.refetch()} />}
        </Stack>
        <Stack component="section" aria-labelledby="over">
          <Title order={2} id="over">
            {t("home.past")}
          </Title>
          {past.isPending && <Loading lines={2} />}
          {past.isLoadingError && <ProblemNotice error={past.error} retry={() => void past.refetch()} />}
          {past.data && over.length === 0 && <Text c="dimmed">{t("appointments.nonePast")}</Text>}
          {over.map((a) => (
            <AppointmentCard key={a.id} appointment={a} />
          ))}
          {past.hasNextPage && (
            <Group>
              <Button variant="default" loading={past.isFetchingNextPage} onClick={() => void past.fetchNextPage()}>
                {t("appointments.earlier")}
              </Button>
            </Group>
          )}
        </Stack>
      </div>
      <Group gap="lg">
        <Link to="/packages">{t("packages.title")}</Link>
        <Link to="/waitlist">{t("waitlist.title")}</Link>
        <Link to="/calendar">{t("calendar.title")}</Link>
      </Group>
    </Stack>
  );
}
