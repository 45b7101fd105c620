import { Alert, Button, Card, Checkbox, Group, List, NumberInput, Stack, Text, Textarea, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { startTransition, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { feedback, type BodyRegion, type FollowUp, type FollowUpAnswer, type FollowUpResult, type Sign } from "../api/feedback";
import { now } from "../api/http";
import { intake } from "../api/intake";
import { BodyMap } from "../components/BodyMap";
import { Chips } from "../components/Chips";
import { Form } from "../components/Form";
import { RatingChooser } from "../components/PressureScale";
import { Only } from "../components/Shell";
import { Loading, PageProblem, ProblemNotice } from "../components/States";
import { useForm } from "../components/useForm";
import { word } from "../i18n";
import { REGIONS, SIGNS, WORDS } from "../signs";
import { dateTime, day } from "../time";
import { useAct } from "../useAct";

export function FollowUpPage() {
  return (
    <Only account="client">
      <Loader />
    </Only>
  );
}

function Loader() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/follow-ups/$id" });
  const [result, setResult] = useState<FollowUpResult | null>(null);
  const followUp = useQuery({ queryKey: ["follow-up", id], queryFn: () => feedback.followUp(id) });
  if (result) return <Result followUpId={id} result={result} />;
  if (followUp.isLoadingError) return <PageProblem error={followUp.error} retry={() => void followUp.refetch()} />;
  if (!followUp.data) return <Loading />;
  const f = followUp.data;
  const open = ["invited", "reminded", "ask_again"].includes(f.state);
  if (open) return <Fields followUp={f} done={setResult} />;
  return (
    <Stack maw={720} gap="lg">
      <Title>{t("followUp.title")}</Title>
      <Text>{t("followUp.lead", { name: f.therapist.name, when: day(f.sessionEndedAt) })}</Text>
      <Alert color="pine">
        {f.state === "scheduled" && Date.parse(f.inviteAt) > now()
          ? t("followUp.notYet", { when: dateTime(f.inviteAt) })
          : t(f.state === "answered" ? "followUp.answered" : "followUp.closed")}
      </Alert>
      <SignsOnly followUp={f} done={setResult} />
      <Link to="/progress">{t("nav.progress")}</Link>
    </Stack>
  );
}

function SignsOnly({ followUp, done }: { followUp: FollowUp; done: (result: FollowUpResult) => void }) {
  const { t } = useTranslation();
  const [signs, setSigns] = useState<Sign[]>([]);
  const { act, busy, error } = useAct();
  const send = () => act(async (key) => done(await feedback.adverseSigns(followUp.id, signs, key)));
  return (
    <Card>
      <Stack>
        <Chips
          legend={t("followUp.urgentNow")}
          choices={SIGNS.map((value) => ({ value, label: t(`sign.${value}`) }))}
          value={signs}
          onChange={setSigns}
        />
        {error !== null && <ProblemNotice error={error} />}
        <Group>
          <Button disabled={signs.length === 0} loading={busy} onClick={() => void send()}>
            {t("followUp.sendSigns")}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}

/** What the service may refuse and a field here can show. */
const FIELDS = [
  "soreness", "regions", "painRating", "globalChange", "hoursToStart", "hoursToEnd", "trend", "words", "complaint", "signs", "note",
];

function Fields({ followUp, done }: { followUp: FollowUp; done: (result: FollowUpResult) => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [soreness, setSoreness] = useState<number>();
  const [bySite, setBySite] = useState<NonNullable<FollowUpAnswer["regions"]>>([]);
  const [sites, setSites] = useState<BodyRegion[]>([]);
  const [trend, setTrend] = useState<FollowUpAnswer["trend"]>("same");
  const [hoursToStart, setHoursToStart] = useState<number>();
  const [hoursToEnd, setHoursToEnd] = useState<number>();
  const [words, setWords] = useState<NonNullable<FollowUpAnswer["words"]>>([]);
  const [bruising, setBruising] = useState<FollowUpAnswer["bruising"]>("none");
  const [headache, setHeadache] = useState(false);
  const [fatigue, setFatigue] = useState(false);
  const [improved, setImproved] = useState<NonNullable<FollowUpAnswer["improved"]>>([]);
  const [complaint, setComplaint] = useState<FollowUpAnswer["complaint"]>("none");
  const [signs, setSigns] = useState<(Sign | "none")[]>([]);
  const [painRating, setPainRating] = useState<number>();
  const [globalChange, setGlobalChange] = useState<number>(0);
  const [note, setNote] = useState("");
  const [notePrivate, setNotePrivate] = useState(false);
  const [elsewhere, setElsewhere] = useState(false);
  const [open, setOpen] = useState<Record<string, string>>({});
  const form = useForm(FIELDS);
  const wrong: Record<string, string | undefined> = { ...form.wrong, ...open };
  const sore = soreness !== undefined && soreness > 0;
  const worked = followUp.regions.map(({ region }) => region);
  const others = sites.filter((region) => !worked.includes(region));

  const toggle = (region: BodyRegion) => {
    if (sites.includes(region)) {
      setSites(sites.filter((one) => one !== region));
      setBySite(bySite.filter((given) => given.region !== region));
    } else setSites([...sites, region]);
  };

  async function send() {
    const needed = t("violation.required");
    const missing = {
      ...(soreness === undefined ? { soreness: needed } : {}),
      ...Object.fromEntries(
        others.filter((region) => !bySite.some((given) => given.region === region)).map((region) => [`site ${region}`, needed]),
      ),
      ...(painRating === undefined ? { painRating: needed } : {}),
    };
    setOpen(missing);
    if (soreness === undefined || painRating === undefined || Object.keys(missing).length > 0) {
      requestAnimationFrame(form.focusWrong);
      return;
    }
    const given: FollowUpAnswer = {
      soreness,
      regions: bySite,
      trend,
      ...(hoursToStart === undefined ? {} : { hoursToStart }),
      ...(sore || hoursToEnd === undefined ? {} : { hoursToEnd }),
      words,
      bruising,
      headache,
      fatigue,
      improved,
      complaint,
      signs: signs.filter((sign): sign is Sign => sign !== "none"),
      painRating,
      globalChange,
      ...(note ? { note, notePrivate } : {}),
    };
    await form.act(async (key) => {
      done(await feedback.answer(followUp.id, given, key));
      window.scrollTo(0, 0);
      await queries.invalidateQueries();
    }, given);
  }

  return (
    <Form form={form} send={send}>
      <Stack gap="lg" maw={760}>
        <Title>{t("followUp.title")}</Title>
        <Text>{t("followUp.lead", { name: followUp.therapist.name, when: day(followUp.sessionEndedAt) })}</Text>
        <Card>
          <Stack gap="lg">
            <RatingChooser
              label={t("followUp.soreness")}
              low={t("followUp.noneSore")}
              high={t("followUp.worstSore")}
              error={wrong.soreness}
              value={soreness}
              onChange={setSoreness}
            />
            {[...worked, ...others].map((region) => (
              <RatingChooser
                key={region}
                label={t("followUp.sorenessIn", { region: word("region", region) })}
                error={wrong[`site ${region}`]}
                value={bySite.find((given) => given.region === region)?.soreness}
                onChange={(soreness) => setBySite([...bySite.filter((given) => given.region !== region), { region, soreness }])}
              />
            ))}
            <div>
              <Button variant="default" aria-expanded={elsewhere} onClick={() => startTransition(() => setElsewhere(!elsewhere))}>
                {t("followUp.elsewhere")}
              </Button>
            </div>
            {elsewhere && (
              <div className="withMap">
                <BodyMap regions={REGIONS} chosen={sites} onToggle={(region) => toggle(region as BodyRegion)} />
                <Chips
                  legend={t("followUp.whereSore")}
                  error={wrong.regions}
                  choices={REGIONS.map((value) => ({ value, label: word("region", value) }))}
                  value={sites}
                  onChange={(chosen) => {
                    const changed = REGIONS.find((region) => chosen.includes(region) !== sites.includes(region));
                    if (changed) toggle(changed);
                  }}
                />
              </div>
            )}
            <Chips
              single
              legend={t("followUp.trend")}
              error={wrong.trend}
              choices={(["better", "same", "worse"] as const).map((value) => ({ value, label: t(`followUp.${value}`) }))}
              value={[trend]}
              onChange={(chosen) => setTrend(chosen[0] ?? "same")}
            />
            <Group align="flex-end">
              <NumberInput
                label={t("followUp.hoursToStart")}
                error={wrong.hoursToStart}
                min={0}
                max={200}
                allowDecimal={false}
                value={hoursToStart ?? ""}
                onChange={(value) => setHoursToStart(typeof value === "number" ? value : undefined)}
              />
              {!sore && (
                <NumberInput
                  label={t("followUp.hoursToEnd")}
                  error={wrong.hoursToEnd}
                  min={0}
                  max={200}
                  allowDecimal={false}
                  value={hoursToEnd ?? ""}
                  onChange={(value) => setHoursToEnd(typeof value === "number" ? value : undefined)}
                />
              )}
            </Group>
          </Stack>
        </Card>
        <Card>
          <Stack gap="lg">
            <Chips
              legend={t("followUp.words")}
              error={wrong.words}
              choices={WORDS.map((value) => ({ value, label: t(`word.${value}`) }))}
              value={words}
              onChange={setWords}
            />
            <Chips
              single
              legend={t("followUp.bruising")}
              choices={(["none", "mild", "marked"] as const).map((value) => ({ value, label: t(`bruising.${value}`) }))}
              value={[bruising]}
              onChange={(chosen) => setBruising(chosen[0] ?? "none")}
            />
            <fieldset>
              <legend>{t("followUp.alsoHad")}</legend>
              <Group>
                <Checkbox label={t("followUp.headache")} checked={headache} onChange={(e) => setHeadache(e.currentTarget.checked)} />
                <Checkbox label={t("followUp.fatigue")} checked={fatigue} onChange={(e) => setFatigue(e.currentTarget.checked)} />
              </Group>
            </fieldset>
          </Stack>
        </Card>
        <Card>
          <Stack gap="lg">
            <RatingChooser
              label={t("followUp.painRating")}
              low={t("followUp.noneSore")}
              high={t("followUp.worstSore")}
              error={wrong.painRating}
              value={painRating}
              onChange={setPainRating}
            />
            <RatingChooser
              label={t("followUp.globalChange")}
              min={-5}
              max={5}
              low={t("followUp.muchWorse")}
              high={t("followUp.muchBetter")}
              error={wrong.globalChange}
              value={globalChange}
              onChange={setGlobalChange}
            />
            <Chips
              legend={t("followUp.improved")}
              choices={(["sleep", "range", "pain"] as const).map((value) => ({ value, label: t(`improved.${value}`) }))}
              value={improved}
              onChange={setImproved}
            />
            <Chips
              single
              legend={t("followUp.complaint")}
              error={wrong.complaint}
              choices={(["none", "too_intense", "not_intense_enough", "unfocused", "other"] as const).map((value) => ({
                value,
                label: t(`complaint.${value}`),
              }))}
              value={[complaint]}
              onChange={(chosen) => setComplaint(chosen[0] ?? "none")}
            />
          </Stack>
        </Card>
        <Card>
          <Chips
            legend={t("followUp.signs")}
            error={wrong.signs}
            choices={[...SIGNS, "none" as const].map((value) => ({ value, label: t(`sign.${value}`) }))}
            value={signs}
            onChange={setSigns}
          />
        </Card>
        <Card>
          <Stack>
            <Textarea label={t("followUp.note")} error={wrong.note} autosize minRows={2} maxLength={2000} value={note} onChange={(e) => setNote(e.currentTarget.value)} />
            <Checkbox label={t("followUp.private")} checked={notePrivate} onChange={(e) => setNotePrivate(e.currentTarget.checked)} />
          </Stack>
        </Card>
        {form.notice}
        <Group>
          <Button type="submit" size="lg" loading={form.busy}>
            {t("followUp.send")}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}

function Result({ followUpId, result }: { followUpId: string; result: FollowUpResult }) {
  const { t } = useTranslation();
  return (
    <Stack maw={760} gap="lg">
      <Title>{t("followUp.done")}</Title>
      <Card className={result.urgent ? "urgent" : undefined} role={result.urgent ? "alert" : "status"} data-testid="follow-up-result">
        <Stack gap="xs">
          {result.outcome && (
            <Text fw={600} c={result.urgent ? "red" : "pine"}>
              {word("followUp.class", result.outcome)}
            </Text>
          )}
          <Title order={2}>{result.headline}</Title>
          <List spacing="xs">
            {result.advice.map((text, i) => (
              <List.Item key={i}>{text}</List.Item>
            ))}
          </List>
          {result.askAgainAt && <Text>{t("followUp.notYet", { when: dateTime(result.askAgainAt) })}</Text>}
        </Stack>
      </Card>
      {!result.urgent && (
        <>
          <Changed followUpId={followUpId} />
          {result.next && (
            <Card>
              <Title order={2}>{t("followUp.next")}</Title>
              <Text>{result.next.sentence}</Text>
            </Card>
          )}
          {result.selfCare && result.selfCare.length > 0 && (
            <Card>
              <Title order={2}>{t("followUp.selfCare")}</Title>
              <List>
                {result.selfCare.map((text, i) => (
                  <List.Item key={i}>{text}</List.Item>
                ))}
              </List>
            </Card>
          )}
          <Group>
            <Button renderRoot={(props) => <Link to="/matches" {...props} />}>{t("followUp.searchAgain")}</Button>
            <Button variant="default" renderRoot={(props) => <Link to="/progress" {...props} />}>
              {t("nav.progress")}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}

const PATIENCE_MILLISECONDS = 15_000;

/** The plan changes a moment after the answer, in another service: look for it for a while before saying "no change". */
function Changed({ followUpId }: { followUpId: string }) {
  const { t } = useTranslation();
  const [until] = useState(() => Date.now() + PATIENCE_MILLISECONDS);
  const changes = useQuery({
    queryKey: ["history", followUpId],
    queryFn: () => intake.history(followUpId),
    refetchInterval: (query) => ((query.state.data?.items.length ?? 0) > 0 || Date.now() > until ? false : 750),
  });
  const items = changes.data?.items ?? [];
  const [waited, setWaited] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setWaited(true), until - Date.now());
    return () => clearTimeout(timer);
  }, [until]);
  const waiting = items.length === 0 && !waited && !changes.error;
  return (
    <Card data-testid="changed" aria-live="polite">
      <Title order={2}>{t("followUp.changed")}</Title>
      {items.length > 0 ? (
        <Stack gap={4}>
          {items.map((change) => (
            <Text key={change.id} fz="lg" fw={600}>
              {change.sentence}
            </Text>
          ))}
        </Stack>
      ) : waiting ? (
        <Text c="dimmed">{t("followUp.waiting")}</Text>
      ) : changes.error ? (
        <ProblemNotice error={changes.error} retry={() => void changes.refetch()} />
      ) : (
        <Text>{t("followUp.unchanged")}</Text>
      )}
    </Card>
  );
}
