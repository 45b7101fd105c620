import { Button, Card, Group, Skeleton, Stack, Text, TextInput, Title } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { now } from "../api/http";
import { office, type FigureLine, type Figures, type FollowUpFigures } from "../api/office";
import { FigureTable } from "../components/FigureTable";
import { Form } from "../components/Form";
import { Only } from "../components/Shell";
import { Loading, ProblemNotice } from "../components/States";
import { locale } from "../i18n";
import { dayAndYear, isoDay } from "../time";

// The library for charts is several times as large as the page.
const ShareBars = lazy(() => import("../components/ShareBars"));

export function FiguresPage() {
  return (
    <Only account="coordinator">
      <Periods />
    </Only>
  );
}

interface Period {
  from: string;
  to: string;
}

const DAY = 24 * 3600 * 1000;
const LONGEST_DAYS = 400;

function daysBefore(days: number): string {
  return isoDay(now() - days * DAY);
}

const WEEKS = { four: 27, twelve: 83, year: 364 } as const;

function Periods() {
  const { t } = useTranslation();
  const [period, setPeriod] = useState<Period>(() => ({ from: daysBefore(WEEKS.four), to: daysBefore(0) }));
  const [from, setFrom] = useState(period.from);
  const [to, setTo] = useState(period.to);
  const [wrong, setWrong] = useState<string>();
  const choose = (next: Period) => {
    setFrom(next.from);
    setTo(next.to);
    setWrong(undefined);
    setPeriod(next);
  };
  const show = () => {
    if (!from || !to) return setWrong(t("violation.required"));
    if (to < from) return setWrong(t("violation.endsBeforeItBegins"));
    if ((Date.parse(to) - Date.parse(from)) / DAY >= LONGEST_DAYS) return setWrong(t("figures.tooLong"));
    choose({ from, to });
  };
  return (
    <Stack gap="lg">
      <Title>{t("figures.title")}</Title>
      <Text>{t("figures.lead")}</Text>
      <Card component="section" aria-label={t("figures.period")}>
        <Form send={show}>
          <Stack gap="sm">
            <Group>
              {(Object.keys(WEEKS) as (keyof typeof WEEKS)[]).map((one) => (
                <Button key={one} size="sm" variant="default" onClick={() => choose({ from: daysBefore(WEEKS[one]), to: daysBefore(0) })}>
                  {t(`figures.last.${one}`)}
                </Button>
              ))}
            </Group>
            <Group align="flex-start">
              <TextInput type="date" label={t("figures.from")} value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
              <TextInput type="date" label={t("figures.to")} value={to} error={wrong} onChange={(event) => setTo(event.currentTarget.value)} />
            </Group>
            <Group>
              <Button type="submit">{t("figures.show")}</Button>
            </Group>
          </Stack>
        </Form>
      </Card>
      <Shown period={period} />
    </Stack>
  );
}

function Shown({ period }: { period: Period }) {
  const { t } = useTranslation();
  const figures = useQuery({
    queryKey: ["figures", period.from, period.to],
    queryFn: () => office.figures(period.from, period.to),
    placeholderData: keepPreviousData,
  });
  const [sought, setSought] = useState("");
  const followUps = useQuery({
    queryKey: ["follow-up-figures", period.from, period.to],
    queryFn: () => office.followUpFigures(period.from, period.to),
    placeholderData: keepPreviousData,
  });
  if (figures.error) return <ProblemNotice error={figures.error} retry={() => void figures.refetch()} />;
  if (!figures.data) return <Loading />;
  const narrowed = { ...figures.data, items: figures.data.items.filter((line) => isSought(line.therapist.name, sought)) };
  return (
    <>
      <Text role="status" fw={600}>
        {t("figures.shown", { from: dayAndYear(figures.data.from, "UTC"), to: dayAndYear(figures.data.to, "UTC") })}
      </Text>
      {(sought !== "" || new Set(figures.data.items.map((line) => line.therapist.id)).size > MANY) && (
        <TextInput type="search" maw={360} label={t("figures.search")} value={sought} onChange={(event) => setSought(event.currentTarget.value)} />
      )}
      {sought !== "" && narrowed.items.length === 0 ? (
        <Text role="status">{t("figures.noneFound")}</Text>
      ) : (
        <>
          <Utilisation figures={narrowed} />
          <Cancellations figures={narrowed} />
        </>
      )}
      {followUps.error && <ProblemNotice error={followUps.error} retry={() => void followUps.refetch()} />}
      {followUps.isPending && <Loading lines={2} />}
      {followUps.data && (
        <FollowUps figures={{ ...followUps.data, items: followUps.data.items.filter((line) => isSought(line.therapistName, sought)) }} />
      )}
    </>
  );
}

const MOST_BARS = 10;
/** With fewer therapists there is nothing to look for. */
const MANY = 10;

/** Whether a name holds every word that is looked for. */
function isSought(name: string, sought: string): boolean {
  const words = sought.toLocaleLowerCase().split(/\s+/);
  return words.every((one) => name.toLocaleLowerCase().includes(one));
}

function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((100 * part) / whole);
}

function shown(share: number | null): string {
  return share === null ? "–" : `${share} %`;
}

function hours(minutes: number): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(minutes / 60);
}

function sumOf<K extends string>(rows: Record<K, number>[], key: K): number {
  return rows.reduce((all, row) => all + row[key], 0);
}

interface Sum {
  id: string;
  name: string;
  working: number;
  booked: number;
}

function sums(items: FigureLine[], by: "therapist" | "location"): Sum[] {
  const all = new Map<string, Sum>();
  for (const line of items) {
    const sum = all.get(line[by].id) ?? { ...line[by], working: 0, booked: 0 };
    sum.working += line.workingMinutes;
    sum.booked += line.bookedMinutes;
    all.set(sum.id, sum);
  }
  return [...all.values()].sort((a, b) => a.name.localeCompare(b.name));
}

function Utilisation({ figures }: { figures: Figures }) {
  const { t } = useTranslation();
  const therapists = sums(figures.items, "therapist");
  const bars = therapists
    .map((one) => ({ name: one.name, percent: percent(one.booked, one.working) ?? 0 }))
    .sort((a, b) => b.percent - a.percent)
    .slice(0, MOST_BARS);
  return (
    <Card component="section" aria-labelledby="utilisation">
      <Stack>
        <Title order={2} id="utilisation" fz="lg">
          {t("figures.utilisation")}
        </Title>
        <Text>{t("figures.utilisationText")}</Text>
        {figures.items.length === 0 ? (
          <Text c="dimmed">{t("figures.none")}</Text>
        ) : (
          <>
            <Suspense fallback={<Skeleton height={60 + 38 * bars.length} />}>
              <ShareBars shares={bars} label={t("figures.utilisation")} />
            </Suspense>
            <Sums caption={t("figures.byTherapist")} first={t("figures.therapist")} rows={therapists} />
            <Sums caption={t("figures.byLocation")} first={t("figures.location")} rows={sums(figures.items, "location")} />
          </>
        )}
      </Stack>
    </Card>
  );
}

function Sums({ caption, first, rows }: { caption: string; first: string; rows: Sum[] }) {
  const { t } = useTranslation();
  const cells = ({ booked, working }: Pick<Sum, "booked" | "working">) => [hours(booked), hours(working), shown(percent(booked, working))];
  return (
    <FigureTable
      caption={caption}
      columns={[first, t("figures.bookedHours"), t("figures.workingHours"), t("figures.utilisation")]}
      rows={rows.map((row) => ({ ...row, cells: cells(row) }))}
      total={cells({ booked: sumOf(rows, "booked"), working: sumOf(rows, "working") })}
    />
  );
}

function Cancellations({ figures }: { figures: Figures }) {
  const { t } = useTranslation();
  if (figures.items.length === 0) return null;
  const rows = sums(figures.items, "therapist").map(({ id, name }) => {
    const lines = figures.items.filter((line) => line.therapist.id === id);
    const sum = (of: (line: FigureLine) => number) => lines.reduce((all, line) => all + of(line), 0);
    return {
      id,
      name,
      agreed: sum((line) => line.sessions + line.cancelled.total),
      total: sum((line) => line.cancelled.total),
      byClient: sum((line) => line.cancelled.byClient),
      late: sum((line) => line.cancelled.late),
      byPractice: sum((line) => line.cancelled.byTherapist + line.cancelled.byCoordinator),
      noShows: sum((line) => line.noShows),
    };
  });
  const cells = (row: Omit<(typeof rows)[number], "id" | "name">) => [
    row.agreed, row.total, shown(percent(row.total, row.agreed)), row.byClient, row.late, row.byPractice, row.noShows,
  ];
  return (
    <Card component="section" aria-labelledby="cancellations">
      <Stack>
        <Title order={2} id="cancellations" fz="lg">
          {t("figures.cancellations")}
        </Title>
        <Text>{t("figures.cancellationsText")}</Text>
        <FigureTable
          caption={t("figures.cancellations")}
          hideCaption
          columns={[
            t("figures.therapist"), t("figures.agreed"), t("figures.cancelled"), t("figures.share"), t("figures.byClient"),
            t("figures.late"), t("figures.byPractice"), t("figures.noShows"),
          ]}
          rows={rows.map((row) => ({ ...row, cells: cells(row) }))}
          total={cells({
            agreed: sumOf(rows, "agreed"), total: sumOf(rows, "total"), byClient: sumOf(rows, "byClient"), late: sumOf(rows, "late"),
            byPractice: sumOf(rows, "byPractice"), noShows: sumOf(rows, "noShows"),
          })}
        />
      </Stack>
    </Card>
  );
}

function FollowUps({ figures }: { figures: FollowUpFigures }) {
  const { t } = useTranslation();
  const cells = (line: { invited: number; answered: number; missed: number }) => [
    line.invited, line.answered, shown(percent(line.answered, line.invited)), line.missed,
  ];
  return (
    <Card component="section" aria-labelledby="follow-ups">
      <Stack>
        <Title order={2} id="follow-ups" fz="lg">
          {t("figures.followUps")}
        </Title>
        <Text>{t("figures.followUpsText")}</Text>
        {figures.items.length === 0 ? (
          <Text c="dimmed">{t("figures.noFollowUps")}</Text>
        ) : (
          <FigureTable
            caption={t("figures.followUps")}
            hideCaption
            columns={[t("figures.therapist"), t("figures.invited"), t("figures.answered"), t("figures.rate"), t("figures.missed")]}
            rows={figures.items.map((line) => ({ id: line.therapistId, name: line.therapistName, cells: cells(line) }))}
            total={cells({
              invited: sumOf(figures.items, "invited"), answered: sumOf(figures.items, "answered"), missed: sumOf(figures.items, "missed"),
            })}
          />
        )}
      </Stack>
    </Card>
  );
}
