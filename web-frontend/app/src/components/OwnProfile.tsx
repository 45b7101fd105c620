import { Alert, Button, Card, Group, NumberInput, SimpleGrid, Stack, Text, Textarea, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Style, Therapist } from "../api/booking";
import { Problem, type Answer } from "../api/http";
import { practice } from "../api/practice";
import { word, type Language } from "../i18n";
import { WORKED_REGIONS } from "../regions";
import { STYLES } from "../styles";
import { Chips } from "./Chips";
import { Form } from "./Form";
import { Languages, MailLanguage } from "./Languages";
import { Loading, ProblemNotice } from "./States";
import { useForm } from "./useForm";

const FIELDS = ["bio", "languages", "mailLanguage", "styles", "regions", "intensityRange"] as const;

/** What a therapist may say, as it is being written. */
export interface Own {
  bio: string;
  languages: string[];
  mailLanguage: Language;
  styles: Style[];
  regions: Therapist["regions"];
  low: number | string;
  high: number | string;
}

function ownOf(therapist: Therapist): Own {
  return {
    bio: therapist.bio ?? "",
    languages: therapist.languages,
    mailLanguage: therapist.mailLanguage === "de" ? "de" : "en",
    styles: therapist.styles,
    regions: therapist.regions,
    ...therapist.intensityRange,
  };
}

function same(one: unknown, other: unknown): boolean {
  const plain = (value: unknown) => JSON.stringify(Array.isArray(value) ? [...value].sort() : value);
  return plain(one) === plain(other);
}

const KEYS = ["bio", "languages", "mailLanguage", "styles", "regions", "low", "high"] as const satisfies readonly (keyof Own)[];

/** Whoever wrote it, nothing is lost: what was changed here stays, the rest is as it is there now. */
export function merged(before: Own, here: Own, there: Own): { own: Own; both: (keyof Own)[] } {
  const changed = KEYS.filter((key) => !same(before[key], here[key]));
  return {
    own: { ...there, ...Object.fromEntries(changed.map((key) => [key, here[key]])) },
    both: changed.filter((key) => !same(before[key], there[key]) && !same(here[key], there[key])),
  };
}

export function OwnProfile({ saved, cancel }: { saved: () => void; cancel: () => void }) {
  // Not cached: what is being written must begin with the version it replaces.
  const own = useQuery({ queryKey: ["own-profile"], queryFn: practice.mine, staleTime: Infinity, gcTime: 0 });
  if (own.error) return <ProblemNotice error={own.error} retry={() => void own.refetch()} />;
  if (!own.data) return <Loading lines={2} />;
  return <Fields start={own.data} saved={saved} cancel={cancel} />;
}

function Fields({ start, saved, cancel }: { start: Answer<Therapist>; saved: () => void; cancel: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const form = useForm(FIELDS);
  const [base, setBase] = useState(() => ({ own: ownOf(start.body), etag: start.etag }));
  const [own, setOwn] = useState(base.own);
  const [missing, setMissing] = useState(false);
  const [overtaken, setOvertaken] = useState<(keyof Own)[] | null>(null);
  const change = (part: Partial<Own>) => setOwn({ ...own, ...part });
  const needed = (value: unknown[] | number | string) =>
    missing && (Array.isArray(value) ? value.length === 0 : value === "") ? t("violation.required") : undefined;

  const look = async () => {
    const now = await practice.mine();
    const there = ownOf(now.body);
    const { own: both, both: twice } = merged(base.own, own, there);
    setBase({ own: there, etag: now.etag });
    setOwn(both);
    setOvertaken(twice);
  };
  const save = async () => {
    const incomplete = own.styles.length === 0 || own.low === "" || own.high === "";
    setMissing(incomplete);
    if (incomplete) return;
    let stored = false;
    await form.act(async () => {
      try {
        await practice.saveMine(
          {
            ...(own.bio.trim() ? { bio: own.bio.trim() } : {}),
            languages: own.languages,
            mailLanguage: own.mailLanguage,
            styles: own.styles,
            regions: own.regions,
            intensityRange: { low: Number(own.low), high: Number(own.high) },
          },
          base.etag,
        );
        stored = true;
      } catch (problem) {
        if (!(problem instanceof Problem && problem.status === 412)) throw problem;
        await look();
      }
    });
    if (!stored) return;
    await queries.invalidateQueries({ queryKey: ["me"] });
    saved();
  };
  return (
    <Card component="section" aria-labelledby="own">
      <Form form={form} send={save}>
        <Stack>
          <Title order={2} id="own">
            {t("own.title")}
          </Title>
          <Text>{t("own.lead")}</Text>
          <Textarea
            label={t("own.bio")}
            description={t("own.bioHelp")}
            autosize
            minRows={4}
            maxLength={4000}
            value={own.bio}
            error={form.wrong.bio}
            onChange={(event) => change({ bio: event.currentTarget.value })}
          />
          <Languages value={own.languages} error={form.wrong.languages} onChange={(languages) => change({ languages })} />
          <MailLanguage label={t("own.mailLanguage")} value={own.mailLanguage} error={form.wrong.mailLanguage} onChange={(mailLanguage) => change({ mailLanguage })} />
          <Chips
            legend={t("invitation.styles")}
            help={own.styles.includes("deep_tissue") && !start.body.qualities.therapeuticExperience ? t("own.deepTissue") : undefined}
            choices={STYLES.map((value) => ({ value, label: word("style", value) }))}
            value={own.styles}
            error={form.wrong.styles ?? needed(own.styles)}
            onChange={(styles) => change({ styles })}
          />
          <Chips
            legend={t("invitation.regions")}
            help={t("own.regionsHelp")}
            choices={[...new Set([...WORKED_REGIONS, ...start.body.regions])].map((value) => ({ value, label: word("region", value) }))}
            value={own.regions}
            error={form.wrong.regions}
            onChange={(regions) => change({ regions })}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }} maw={560}>
            <NumberInput label={t("invitation.low")} min={1} max={10} decimalScale={0} value={own.low} error={form.wrong.intensityRange ?? needed(own.low)} onChange={(low) => change({ low })} />
            <NumberInput label={t("invitation.high")} min={1} max={10} decimalScale={0} value={own.high} error={needed(own.high)} onChange={(high) => change({ high })} />
          </SimpleGrid>
          <Text c="dimmed">{t("own.rangeHelp")}</Text>
          {overtaken && (
            <Alert color="clay" role="alert" title={t("own.overtaken")}>
              <Text>{t("own.overtakenText")}</Text>
              {overtaken.length > 0 && (
                <Text>{t("own.both", { fields: [...new Set(overtaken.map((key) => t(`own.field.${key}`)))].join(", ") })}</Text>
              )}
            </Alert>
          )}
          {form.notice}
          <Group>
            <Button type="submit" loading={form.busy}>
              {t("own.save")}
            </Button>
            <Button variant="default" disabled={form.busy} onClick={cancel}>
              {t("own.cancel")}
            </Button>
          </Group>
        </Stack>
      </Form>
    </Card>
  );
}
