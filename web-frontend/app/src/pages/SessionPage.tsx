import { Alert, Button, Card, Checkbox, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { booking, type CheckIn, type CheckInRequest, type Session } from "../api/booking";
import { intake, type BodyRegion, type Summary } from "../api/intake";
import { Afterwards } from "../components/Afterwards";
import { Chips } from "../components/Chips";
import { PressureScale } from "../components/PressureScale";
import { Only } from "../components/Shell";
import { Loading, PageProblem, ProblemNotice } from "../components/States";
import { word } from "../i18n";
import { readAgain, unread } from "../reads";
import { WORDS } from "../signs";
import { time } from "../time";
import { useAct } from "../useAct";
import { useBegin } from "../useBegin";
import { CheckInQueue } from "./checkInQueue";

const MOMENTS = ["after_warm_up", "at_region", "at_increase", "periodic"] as const;

export function SessionPage() {
  return (
    <Only account="therapist">
      <Loader />
    </Only>
  );
}

function Loader() {
  const { id } = useParams({ from: "/therapist/appointments/$id/session" });
  const summary = useQuery({ queryKey: ["summary", id], queryFn: () => intake.summary(id) });
  const session = useQuery({ queryKey: ["session-of", id], queryFn: () => booking.session(id) });
  const error = unread(summary, session);
  if (error) return <PageProblem error={error} retry={() => readAgain(summary, session)} />;
  if (!summary.data || session.isPending) return <Loading />;
  return <Table id={id} summary={summary.data} session={session.data ?? null} />;
}

function Table({ id, summary, session }: { id: string; summary: Summary; session: Session | null }) {
  const { t } = useTranslation();
  const { busy, error, begin } = useBegin(id);
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Title>
          {t("session.title")}: {summary.client.name}
        </Title>
        <Link to="/therapist/appointments/$id/summary" params={{ id }}>
          {t("desk.summary")}
        </Link>
      </Group>
      {error !== null && <ProblemNotice error={error} />}
      {!session && (
        <Card>
          <Stack align="flex-start">
            <Text>{t("session.notBegun")}</Text>
            <Button size="lg" loading={busy} onClick={() => void begin()}>
              {t("session.begin")}
            </Button>
          </Stack>
        </Card>
      )}
      {session?.endedAt && (
        <Alert color="pine" role="status" title={t("session.completed")}>
          <Link to="/therapist">{t("desk.title")}</Link>
        </Alert>
      )}
      {session?.endedAt && <Afterwards appointmentId={id} />}
      {session && !session.endedAt && <CheckIns id={id} summary={summary} session={session} />}
      {session && (
        <section>
          <Title order={2} mb="xs">
            {t("session.log")}
          </Title>
          {(session.checkIns ?? []).length === 0 && <Text c="dimmed">{t("session.none")}</Text>}
          <Stack component="ol" className="plain" gap="xs" data-testid="check-in-log">
            {[...(session.checkIns ?? [])].reverse().map((made, i) => (
              <Card component="li" key={i} padding="sm">
                <Text>
                  {made.at && time(made.at)} {made.region && word("region", made.region)}: {made.reported} —{" "}
                  <strong>{t(`session.advice.${made.advice}`)}</strong>. {made.sentence}
                </Text>
              </Card>
            ))}
          </Stack>
        </section>
      )}
    </Stack>
  );
}

function CheckIns({ id, summary, session }: { id: string; summary: Summary; session: Session }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const all = [...summary.regions, ...(summary.related ?? [])].filter((region) => region.ceiling > 0);
  const [region, setRegion] = useState(all[0]?.region);
  const [moment, setMoment] = useState<(typeof MOMENTS)[number]>("after_warm_up");
  const [reported, setReported] = useState<number>();
  const [words, setWords] = useState<NonNullable<CheckInRequest["words"]>>([]);
  const [should, setShould] = useState(false);
  const [advice, setAdvice] = useState<CheckIn | null>(null);
  const [worked, setWorked] = useState<BodyRegion[]>([]);
  const [error, setError] = useState<unknown>(null);
  const completion = useAct();
  const [waiting, setWaiting] = useState(0);
  const [queue] = useState(
    () =>
      new CheckInQueue((made, key) => booking.checkIn(id, made, key), {
        answered: (answer) => {
          setAdvice(answer);
          // With the advice, not a moment after it.
          queries.setQueryData<Session | null>(["session-of", id], (session) => session && { ...session, checkIns: [...(session.checkIns ?? []), answer] });
          void queries.invalidateQueries({ queryKey: ["session-of", id] });
        },
        refused: setError,
        waiting: setWaiting,
      }),
  );
  useEffect(() => {
    const connected = () => void queue.flush();
    window.addEventListener("online", connected);
    return () => {
      window.removeEventListener("online", connected);
      queue.stop();
    };
  }, [queue]);
  const plan = all.find((r) => r.region === region);
  const current = session.regions?.find((r) => r.region === region);
  const target = current?.target ?? plan?.target;

  function record() {
    if (reported === undefined || region === undefined) return;
    setError(null);
    // What was advised before is not the answer to this one.
    setAdvice(null);
    void queue.put({ region, moment, reported, words, asksShouldThisHurt: should });
    setReported(undefined);
    setWords([]);
    setShould(false);
    if (!worked.includes(region)) setWorked([...worked, region]);
  }

  const complete = () =>
    completion.act(async (key) => {
      await queue.flush();
      if (!queue.empty) return;
      await booking.complete(id, worked, key);
      await queries.invalidateQueries();
    }, worked);

  return (
    <Stack>
      {/* In sight wherever one has scrolled to. */}
      <div className="adviceBar">
        {waiting > 0 && (
          <Alert color="clay" role="alert" title={t("session.offline", { count: waiting })}>
            {t("session.offlineRule")}
          </Alert>
        )}
        <div aria-live="assertive" data-testid="advice">
          {advice && (
            <Alert
              color={advice.advice === "stop" ? "red" : advice.advice === "ease" ? "clay" : "pine"}
              variant={advice.advice === "stop" ? "filled" : "light"}
              title={<Text fz={28} fw={700}>{t(`session.advice.${advice.advice}`)}</Text>}
            >
              <Text fz="lg">{advice.sentence}</Text>
              {advice.newTarget !== undefined && <Text fz="lg">{t("session.newTarget", { n: advice.newTarget })}</Text>}
            </Alert>
          )}
        </div>
      </div>
      <div className="two">
        <Stack>
          <Card>
            <Stack>
              <Text c="dimmed">{t("session.began", { time: time(session.startedAt) })}</Text>
              <Chips
                single
                legend={t("session.region")}
                choices={all.map((r) => ({ value: r.region, label: word("region", r.region) }))}
                value={region ? [region] : []}
                onChange={(chosen) => setRegion(chosen[0] ?? region)}
              />
              {plan && region && (
                <PressureScale
                  label={word("region", region)}
                  ceiling={plan.ceiling}
                  ceilingReason={plan.ceilingReason}
                  target={target}
                  band={target === undefined ? undefined : { low: Math.max(1, target - 1), high: target }}
                  start={plan.start}
                  ask={target === undefined}
                />
              )}
              <Chips
                single
                legend={t("session.moment")}
                choices={MOMENTS.map((value) => ({ value, label: t(`session.moments.${value}`) }))}
                value={[moment]}
                onChange={(chosen) => setMoment(chosen[0] ?? moment)}
              />
              <div role="group" aria-labelledby="how-firm">
                <Text fw={600} id="how-firm" mb="xs">
                  {t("session.ask")}
                </Text>
                <div className="bigButtons">
                  {[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => (
                    <button
                      key={n}
                      type="button"
                      aria-pressed={reported === n}
                      aria-label={t("session.number", { region: region ? word("region", region) : "", n, word: t(`intensity.${n}`) })}
                      onClick={() => setReported(n)}
                    >
                      {n}
                    </button>
                  ))}
                </div>
              </div>
            </Stack>
          </Card>
        </Stack>
        <Stack>
          <Card>
            <Stack>
              <Chips
                legend={t("session.words")}
                choices={WORDS.map((value) => ({ value, label: t(`word.${value}`) }))}
                value={words}
                onChange={setWords}
              />
              <Checkbox label={t("session.should")} checked={should} onChange={(e) => setShould(e.currentTarget.checked)} />
              {error !== null && <ProblemNotice error={error} />}
              <Button size="lg" disabled={reported === undefined} onClick={record}>
                {t("session.record")}
              </Button>
            </Stack>
          </Card>
          <Card>
            <Stack>
              <Chips
                legend={t("session.worked")}
                help={worked.length === 0 ? t("session.pickRegions") : undefined}
                choices={all.map((r) => ({ value: r.region, label: word("region", r.region) }))}
                value={worked}
                onChange={setWorked}
              />
              {completion.error !== null && <ProblemNotice error={completion.error} />}
              <Button size="lg" disabled={worked.length === 0} loading={completion.busy} onClick={() => void complete()}>
                {t("session.complete")}
              </Button>
            </Stack>
          </Card>
        </Stack>
      </div>
    </Stack>
  );
}
