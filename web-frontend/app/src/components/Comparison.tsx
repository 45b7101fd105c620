import { Button, Card, Group, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Match } from "../api/booking";
import { word } from "../i18n";
import { dateTime, price } from "../time";

/** Two matches side by side, part by part: what each offers, not who is better. */
export function Comparison({ pair, done }: { pair: [Match, Match]; done: () => void }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const parts = [...new Set(pair.flatMap((match) => match.parts.map((part) => part.part)))];
  const row = (label: string, cell: (match: Match) => string) => (
    <tr key={label}>
      <th scope="row">{label}</th>
      {pair.map((match) => (
        <td key={match.therapist.id}>{cell(match)}</td>
      ))}
    </tr>
  );
  return (
    <Card component="section" aria-labelledby="comparison" data-testid="comparison">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="comparison" ref={heading} tabIndex={-1}>
          {t("matches.comparison")}
        </Title>
        <Button variant="default" size="sm" onClick={done}>
          {t("matches.compareDone")}
        </Button>
      </Group>
      <table className="comparison">
        <thead>
          <tr>
            <td />
            {pair.map((match) => (
              <th key={match.therapist.id} scope="col">
                <Link to="/therapists/$id" params={{ id: match.therapist.id }}>
                  {match.therapist.name}
                </Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {row(t("matches.fitShort"), (match) => t("matches.fit", { fit: match.fit }))}
          {parts.map((name) =>
            row(word("part", name), (match) => {
              const part = match.parts.find((one) => one.part === name);
              return part ? `${part.points} / ${part.outOf}. ${part.reason}` : "–";
            }),
          )}
          {row(t("therapist.styles"), (match) => match.eligibleStyles.map((style) => word("style", style)).join(", "))}
          {row(t("therapist.where"), (match) => match.therapist.location.name)}
          {row(t("hold.price"), (match) =>
            match.therapist.services.map((one) => `${t("therapist.minutes", { minutes: one.minutes })} ${price(one.price)}`).join(", "),
          )}
          {row(t("matches.earliestShort"), (match) => (match.earliestSlot ? dateTime(match.earliestSlot.start) : t("matches.noSlot")))}
        </tbody>
      </table>
    </Card>
  );
}
