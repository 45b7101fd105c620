import { Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { memo, useId } from "react";
import { useTranslation } from "react-i18next";
import type { Question } from "../api/intake";
import { word } from "../i18n";
import { BodyMap } from "./BodyMap";
import { Chips } from "./Chips";
import { PressureChooser, RatingChooser } from "./PressureScale";

interface Props {
  question: Question;
  value: unknown;
  /** Regions for which pressure can be stated: those the client named. */
  regions: string[];
  error?: string;
  onAnswer: (key: string, value: unknown) => void;
}

/** Draws any question by its kind alone; what is asked lives in the questionnaire, not here. Only when it changed. */
export const QuestionField = memo(function QuestionField({ question, value, regions, error, onAnswer }: Props) {
  const onChange = (given: unknown) => onAnswer(question.key, given);
  const { t } = useTranslation();
  const id = useId();
  const legend = question.text;
  const options = question.options ?? [];
  const list = Array.isArray(value) ? (value as string[]) : [];
  const byRegion = (typeof value === "object" && value !== null && !Array.isArray(value) ? value : {}) as Record<string, unknown>;

  function setRegion(region: string, chosen: unknown) {
    const others = Object.fromEntries(Object.entries(byRegion).filter(([key]) => key !== region && regions.includes(key)));
    const next = chosen === undefined ? others : { ...others, [region]: chosen };
    onChange(Object.keys(next).length > 0 ? next : null);
  }

  switch (question.kind) {
    case "regions":
      return (
        <div className="withMap">
          <BodyMap
            regions={options.map((option) => option.value)}
            chosen={list}
            onToggle={(region) => onChange(list.includes(region) ? list.filter((r) => r !== region) : [...list, region])}
          />
          <Chips
            legend={legend}
            help={question.help}
            error={error}
            choices={options.map((o) => ({ ...o, label: o.label || word("region", o.value) }))}
            value={list}
            onChange={onChange}
          />
        </div>
      );
    case "single":
      return (
        <Chips
          single
          legend={legend}
          help={question.help}
          error={error}
          choices={options}
          value={typeof value === "string" ? [value] : []}
          onChange={(chosen) => onChange(chosen[0] ?? null)}
        />
      );
    case "multi":
      return <Chips legend={legend} help={question.help} error={error} choices={options} value={list} onChange={onChange} />;
    case "yes_no":
      return (
        <Chips
          single
          legend={legend}
          help={question.help}
          error={error}
          choices={[
            { value: "yes", label: t("intake.yes") },
            { value: "no", label: t("intake.no") },
          ]}
          value={value === true ? ["yes"] : value === false ? ["no"] : []}
          onChange={(chosen) => onChange(chosen[0] === "yes")}
        />
      );
    case "scale":
      return (
        <div>
          <RatingChooser
            label={legend}
            min={question.min ?? 0}
            max={question.max ?? 10}
            low={question.minLabel}
            high={question.maxLabel}
            value={typeof value === "number" ? value : undefined}
            error={error}
            onChange={onChange}
          />
          {question.help && <Text c="dimmed">{question.help}</Text>}
        </div>
      );
    case "pressure_by_region":
      return (
        <Stack gap="lg">
          <div>
            <Text fw={600}>{legend}</Text>
            {question.help && <Text c="dimmed">{question.help}</Text>}
          </div>
          {regions.length === 0 && <Text c="dimmed">{t("intake.pickRegionsFirst")}</Text>}
          {regions.map((region) => (
            <PressureChooser
              key={region}
              label={word("region", region)}
              value={typeof byRegion[region] === "number" ? (byRegion[region] as number) : undefined}
              onChange={(chosen) => setRegion(region, chosen)}
            />
          ))}
          <FieldError error={error} />
        </Stack>
      );
    case "words_by_region":
      return (
        <Stack gap="sm">
          <div>
            <Text fw={600}>{legend}</Text>
            {question.help && <Text c="dimmed">{question.help}</Text>}
          </div>
          {regions.length === 0 && <Text c="dimmed">{t("intake.pickRegionsFirst")}</Text>}
          {regions.map((region) => (
            <Chips
              key={region}
              single
              legend={word("region", region)}
              choices={[...options, { value: "", label: t("pressure.unknown") }]}
              value={[typeof byRegion[region] === "string" ? (byRegion[region] as string) : ""]}
              onChange={(chosen) => setRegion(region, chosen[0] || undefined)}
            />
          ))}
          <FieldError error={error} />
        </Stack>
      );
    case "site_date":
      return (
        <Stack gap="xs">
          <Chips
            single
            legend={`${legend} ${t("intake.site")}`}
            help={question.help}
            error={error}
            choices={options}
            value={typeof byRegion.site === "string" ? [byRegion.site] : []}
            onChange={(chosen) => onChange({ ...byRegion, site: chosen[0] })}
          />
          <Group>
            <TextInput
              type="date"
              label={t("intake.date")}
              value={typeof byRegion.date === "string" ? byRegion.date : ""}
              onChange={(event) => onChange({ ...byRegion, date: event.currentTarget.value || undefined })}
            />
          </Group>
        </Stack>
      );
    default:
      return (
        <Textarea
          id={id}
          label={legend}
          description={question.help}
          error={error}
          autosize
          minRows={2}
          maxLength={question.max ?? 1000}
          value={typeof value === "string" ? value : ""}
          onChange={(event) => onChange(event.currentTarget.value || null)}
        />
      );
  }
});

function FieldError({ error }: { error?: string }) {
  return error ? (
    <p className="fieldError" role="alert">
      {error}
    </p>
  ) : null;
}
