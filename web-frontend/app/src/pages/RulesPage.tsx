import { Alert, Button, Card, Group, NativeSelect, NumberInput, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Therapist } from "../api/booking";
import { desk, type BookingRules } from "../api/desk";
import { Problem, type Answer } from "../api/http";
import { Form } from "../components/Form";
import { HoursNav } from "../components/HoursNav";
import { OfTherapist } from "../components/OfTherapist";
import { Loading, PageProblem, ProblemNotice } from "../components/States";
import { useForm } from "../components/useForm";
import { unread } from "../reads";

export function RulesPage() {
  return <OfTherapist page={Rules} />;
}

function Rules({ therapist: { id } }: { therapist: Therapist }) {
  const { t } = useTranslation();
  // Not cached: rules that are being changed must never be replaced by an older copy.
  const rules = useQuery({ queryKey: ["rules", id], queryFn: () => desk.rules(id), staleTime: Infinity, gcTime: 0 });
  if (unread(rules)) return <PageProblem error={rules.error} retry={() => void rules.refetch()} />;
  if (!rules.data) return <Loading />;
  return (
    <Stack gap="lg">
      <HoursNav />
      <Title>{t("rules.title")}</Title>
      <Text>{t("rules.lead")}</Text>
      <Fields key={rules.data.etag} therapistId={id} rules={rules.data} reload={() => void rules.refetch()} />
    </Stack>
  );
}

type NumberField = {
  [K in keyof BookingRules]-?: NonNullable<BookingRules[K]> extends number ? K : never;
}[keyof BookingRules];

interface Field {
  name: NumberField;
  /** What is kept is so many times what is shown: hours for people, minutes for the service. */
  times?: 60;
  /** Whether nothing means no limit. */
  optional?: boolean;
}

const STARTS: Field[] = [{ name: "noticeMinutes", times: 60 }, { name: "horizonDays" }, { name: "intervalMinutes" }];
const BUFFERS: Field[] = [{ name: "bufferBeforeMinutes" }, { name: "bufferAfterMinutes" }, { name: "travelMinutes" }];
const CAPS: Field[] = [
  { name: "daySessions", optional: true },
  { name: "dayMinutes", times: 60, optional: true },
  { name: "weekSessions", optional: true },
  { name: "weekMinutes", times: 60, optional: true },
];
const TERMS: Field[] = [{ name: "freeCancelHours" }, { name: "lateFeePercent" }];
const ANSWER: Field[] = [{ name: "answerHours" }];
const ALL = [...STARTS, ...BUFFERS, ...CAPS, ...TERMS, ...ANSWER];
const FIELDS = [...ALL.map((field) => field.name), "grid", "gaps", "acceptance"];

type Shown = Record<string, number | "">;

function Fields({ therapistId, rules, reload }: { therapistId: string; rules: Answer<BookingRules>; reload: () => void }) {
  const { t } = useTranslation();
  const form = useForm(FIELDS);
  const [numbers, setNumbers] = useState<Shown>(() =>
    Object.fromEntries(
      ALL.map(({ name, times = 1 }) => {
        const kept = rules.body[name];
        return [name, kept === undefined ? "" : kept / times];
      }),
    ),
  );
  const [grid, setGrid] = useState(rules.body.grid);
  const [gaps, setGaps] = useState(rules.body.gaps);
  const [acceptance, setAcceptance] = useState(rules.body.acceptance ?? "instant");
  const [etag, setEtag] = useState(rules.etag);
  const [saved, setSaved] = useState(false);
  const stale = form.error instanceof Problem && form.error.code === "stale";
  const [missing, setMissing] = useState(false);
  const changed = () => {
    setSaved(false);
    setMissing(false);
  };

  const save = async () => {
    const left = ALL.some((field) => !field.optional && numbers[field.name] === "");
    setMissing(left);
    if (left) return;
    setSaved(false);
    await form.act(async () => {
      const kept = Object.fromEntries(
        ALL.flatMap(({ name, times = 1 }) => {
          const shown = numbers[name];
          return shown === "" || shown === undefined ? [] : [[name, Math.round(shown * times)]];
        }),
      );
      const wanted = { ...kept, grid, gaps, acceptance } as BookingRules;
      setEtag((await desk.saveRules(therapistId, wanted, etag)).etag);
      setSaved(true);
    });
  };

  const inputs = (fields: Field[]) => (
    <div className="fields">
      {fields.map(({ name, times, optional }) => (
        <NumberInput
          key={name}
          label={t(`rules.${name}`)}
          description={optional ? t("rules.noLimit") : undefined}
          hideControls
          allowNegative={false}
          decimalScale={times === undefined ? 0 : 1}
          value={numbers[name] ?? ""}
          error={form.wrong[name] ?? (missing && !optional && numbers[name] === "" ? t("violation.required") : undefined)}
          onChange={(value) => {
            changed();
            setNumbers({ ...numbers, [name]: typeof value === "number" ? value : value === "" ? "" : Number(value) });
          }}
        />
      ))}
    </div>
  );

  return (
    <Form form={form} send={save}>
      <Stack>
        <Card component="section" aria-labelledby="rules-starts">
          <Stack>
            <Title order={2} id="rules-starts">
              {t("rules.starts")}
            </Title>
            {inputs(STARTS)}
            <NativeSelect
              label={t("rules.grid")}
              value={grid}
              error={form.wrong.grid}
              data={(["from_window_start", "on_the_clock"] as const).map((value) => ({ value, label: t(`rules.grids.${value}`) }))}
              onChange={(event) => {
                changed();
                setGrid(event.currentTarget.value as BookingRules["grid"]);
              }}
            />
            <NativeSelect
              label={t("rules.gaps")}
              value={gaps}
              error={form.wrong.gaps}
              data={(["any", "only_at_edges"] as const).map((value) => ({ value, label: t(`rules.gapRules.${value}`) }))}
              onChange={(event) => {
                changed();
                setGaps(event.currentTarget.value as BookingRules["gaps"]);
              }}
            />
          </Stack>
        </Card>
        <Card component="section" aria-labelledby="rules-buffers">
          <Stack>
            <Title order={2} id="rules-buffers">
              {t("rules.buffers")}
            </Title>
            {inputs(BUFFERS)}
          </Stack>
        </Card>
        <Card component="section" aria-labelledby="rules-caps">
          <Stack>
            <Title order={2} id="rules-caps">
              {t("rules.caps")}
            </Title>
            {inputs(CAPS)}
          </Stack>
        </Card>
        <Card component="section" aria-labelledby="rules-terms">
          <Stack>
            <Title order={2} id="rules-terms">
              {t("rules.terms")}
            </Title>
            <NativeSelect
              label={t("rules.acceptance")}
              value={acceptance}
              error={form.wrong.acceptance}
              data={(["instant", "by_therapist"] as const).map((value) => ({ value, label: t(`rules.acceptances.${value}`) }))}
              onChange={(event) => {
                changed();
                setAcceptance(event.currentTarget.value as NonNullable<BookingRules["acceptance"]>);
              }}
            />
            {acceptance === "by_therapist" && inputs(ANSWER)}
            {inputs(TERMS)}
          </Stack>
        </Card>
        {form.notice}
        {stale && (
          <Group>
            <Button variant="default" onClick={reload}>
              {t("rules.reload")}
            </Button>
          </Group>
        )}
        {missing && <ProblemNotice error={new Problem(400, { code: "invalid-input" })} />}
        {saved && (
          <Alert color="pine" role="status">
            {t("rules.saved")}
          </Alert>
        )}
        <Group>
          <Button type="submit" loading={form.busy}>
            {t("rules.save")}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
